"""The database of a service that may be running or not, for a command beside it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.config import Settings
from service.errors import ConfigurationError
from service.serving.home import claim, settle
from service.serving.postgres import Postgres, server_url, sockets_of


@contextmanager
def database(settings: Settings, *, make: bool = False) -> Iterator[str]:
    """
    Yield the URL of the stored reports.

    That is DATABASE_URL, else the server of the service that runs over DATA_DIR, else one that is
    started for the while. Raises ConfigurationError where nothing is stored there, unless it is
    to be made.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    folder = settings.data_dir.expanduser().resolve()
    if not make and not any((folder / name).is_dir() for name in ("postgres", "elsewhere")):
        raise ConfigurationError(
            f"Nothing is stored in DATA_DIR {folder}; DATABASE_URL is not set."
        )
    running = running_url(folder)
    if running is not None:
        yield running
        return
    with claim(folder) as claimed, Postgres(claimed) as postgres:
        yield postgres.url


def running_url(data_dir: Path) -> str | None:
    """Return the URL of the server over `data_dir`, None where none is up or its holder is gone."""
    with suppress(ConfigurationError), claim(data_dir):
        return None  # nobody holds it: what its server said of itself is left over
    with suppress(OSError):
        sockets = sockets_of(settle(data_dir).cluster)
        return server_url(sockets) if sockets is not None else None
    return None

"""The database of a command, migrated, as connections."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.config import Settings
from service.serving.beside import database
from service.storage.migrate import migrate
from service.storage.pool import Pool


@contextmanager
def connections(settings: Settings, *, make: bool = False) -> Iterator[Pool]:
    """Yield what is stored where the service stores it; see `serving.beside.database`."""
    with database(settings, make=make) as database_url:
        migrate(database_url, settings.limits)
        pool = Pool(database_url, 1, settings.limits)
        try:
            yield pool
        finally:
            pool.close()

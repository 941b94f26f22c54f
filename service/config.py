"""Settings of the service, read once from the environment."""

import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, cast

from service.errors import ConfigurationError
from service.limits import Limits
from service.logs import FORMS, Form

ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")  # as browsers send them
MOST_PORT: Final = 65_535
MEMORY: Final = "memory://"
REDIS: Final = re.compile(
    r"rediss?://([^/?#@\s]*@)?([\w.-]+|\[[0-9a-f:]+\])(:(?P<port>[0-9]{1,5}))?(/[0-9]{1,3})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What an operator may set; the names in the environment are the field names in capitals.

    docs/reference/settings.md is made of these lines and those of Limits.

    `cors_origins`: of whose pages scripts may read answers, such as https://portal.example.cn.
    `database_url`: a Postgres of yours, as a URL that libpq reads; without it one is embedded.
    `read_database_url`: that of a standby of `database_url`, which is read where it is fresh.
    `data_dir`: where the embedded server keeps its files.
    `host`: the address to listen on; others than this machine's own want that there is a key.
    `log_format`: lines of the log; auto is text on a terminal and JSON elsewhere.
    `port`: where to listen; 0 takes a free one, and `nianbao serve` says which.
    `pool_size`: database connections of each web process.
    `rate_storage`: where requests are counted: in each process by itself, or in a Redis server.
    `workers`: web processes.
    `batch_workers`: processes of `nianbao serve` that work off batches; 0 leaves that to workers
    of their own.
    `limits`: all the limits, each with a variable of its own.
    """

    database_url: str | None = None
    read_database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path(".data")
    log_format: Form = "auto"
    pool_size: int = 4
    workers: int = 2
    batch_workers: int = 1
    cors_origins: tuple[str, ...] = ()
    rate_storage: str = MEMORY
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings; raise ConfigurationError that names the setting that is wrong."""
        if os.environ.get("READ_DATABASE_URL") and not os.environ.get("DATABASE_URL"):
            raise ConfigurationError(
                "READ_DATABASE_URL must be a standby of DATABASE_URL, which is not set"
            )
        defaults = cls()
        return cls(
            database_url=os.environ.get("DATABASE_URL") or None,
            read_database_url=os.environ.get("READ_DATABASE_URL") or None,
            host=os.environ.get("HOST") or defaults.host,
            port=_integer("PORT", defaults.port, 0, MOST_PORT),
            data_dir=Path(os.environ.get("DATA_DIR") or defaults.data_dir),
            log_format=_form("LOG_FORMAT", defaults.log_format),
            pool_size=_integer("POOL_SIZE", defaults.pool_size, 1, 100),
            workers=_integer("WORKERS", defaults.workers, 1, 64),
            batch_workers=_integer("BATCH_WORKERS", defaults.batch_workers, 0, 64),
            cors_origins=_origins("CORS_ORIGINS"),
            rate_storage=_rate_storage("RATE_STORAGE", defaults.rate_storage),
            limits=_limits(),
        )


def _limits() -> Limits:
    defaults = Limits()
    values = {
        each.name: _integer(each.name.upper(), getattr(defaults, each.name), **each.metadata)
        for each in fields(defaults)
    }
    return Limits(**values)


def _form(name: str, default: Form) -> Form:
    printed = os.environ.get(name) or default
    if printed not in FORMS:
        raise ConfigurationError(f"{name} must be {', '.join(FORMS[:-1])} or {FORMS[-1]}")
    return cast("Form", printed)


def _origins(name: str) -> tuple[str, ...]:
    printed = os.environ.get(name, "").replace(",", " ").split()
    for origin in printed:
        if not ORIGIN.fullmatch(origin):
            raise ConfigurationError(
                f"{name} must be origins such as https://portal.example.cn, not {origin!r}"
            )
    return tuple(printed)


def _rate_storage(name: str, default: str) -> str:
    """Return the URI of a storage that is there in the lock file; a wrong one may hold a secret."""
    printed = os.environ.get(name) or default
    server = REDIS.fullmatch(printed)
    if printed != MEMORY and (server is None or int(server["port"] or 0) > MOST_PORT):
        raise ConfigurationError(
            f"{name} must be {MEMORY} or redis[s]://[USER:PASSWORD@]HOST[:PORT][/DATABASE]"
        )
    return printed


def _integer(name: str, default: int, least: int, most: int) -> int:
    printed = os.environ.get(name)
    if not printed:
        return default
    if not printed.isascii() or not printed.isdigit() or not least <= int(printed) <= most:
        raise ConfigurationError(
            f"{name} must be an integer from {least} to {most}, not {printed!r}"
        )
    return int(printed)

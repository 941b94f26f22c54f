"""Brings a database to the schema that this version needs."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlencode

from psycopg2.extensions import cursor
from yoyo import default_migration_table, read_migrations
from yoyo.backends.core.postgresql import PostgresqlBackend
from yoyo.connections import DatabaseURI, parse_uri

from service.errors import StorageConflict, StorageError, StorageUnavailable
from service.limits import Limits
from service.storage.connections import connect, patience
from service.storage.pool import driver_errors_translated

MIGRATIONS: Final = Path(__file__).with_name("migrations")
LOCK_KEY: Final = 7110049  # order 711, article 49: any number that no one else uses
DEFAULTS: Final = Limits()
TURN_SECONDS: Final = 1_800.0  # for another process to finish the same migrations
PAUSE_SECONDS: Final = 0.2
TRIES: Final = 12  # of the limit for a lock each: a minute


def migrate(database_url: str, limits: Limits = DEFAULTS) -> None:
    """
    Apply the migrations that the database does not have yet, one transaction each.

    Several processes may call it at once: one works, the others wait and find nothing to do.
    Raises StorageUnavailable where the server does not answer, StorageError where SQL fails.
    """
    with driver_errors_translated(), _only_one(database_url, limits):
        _persist(database_url, limits)


def has_tables(database_url: str, limits: Limits = DEFAULTS) -> bool:
    """Tell whether there is any table in the database but the server's own."""
    with (
        driver_errors_translated(),
        closing(connect(database_url, limits)) as opened,
        opened.cursor() as statements,
    ):
        statements.execute(
            """
            SELECT EXISTS (
                SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
            )
            """
        )
        [(found,)] = statements.fetchall()
        return bool(found)


@contextmanager
def _only_one(database_url: str, limits: Limits) -> Iterator[None]:
    """
    Hold an advisory lock of the server, which ends with its holder.

    yoyo's own lock is a row that outlives a killed process and then blocks every later start.
    It is asked for again and again: a statement that waited for it would be one more transaction
    whose end an index that is built concurrently waits for.
    """
    deadline = time.monotonic() + TURN_SECONDS
    with closing(connect(database_url, limits)) as connection, connection.cursor() as statements:
        while not _is_ours(statements):
            if time.monotonic() > deadline:
                raise StorageUnavailable("Another process does not come to an end of migrating.")
            time.sleep(PAUSE_SECONDS)
        yield


def _is_ours(statements: cursor) -> bool:
    statements.execute("SELECT pg_try_advisory_lock(%(key)s)", {"key": LOCK_KEY})
    return statements.fetchall() == [(True,)]


def _persist(database_url: str, limits: Limits) -> None:
    """
    Apply, and try again where a lock is not to be had within its limit.

    Whoever writes goes first: those who want the same lock wait behind a migration that waits.
    """
    for _ in range(TRIES - 1):
        with suppress(StorageConflict), driver_errors_translated():
            return _apply(database_url, limits)
        time.sleep(PAUSE_SECONDS)
    return _apply(database_url, limits)


class _Backend(PostgresqlBackend):  # type: ignore[misc]
    """yoyo's; it opens a connection for each migration, which bears the limit for locks, too."""

    limits = DEFAULTS

    @classmethod
    def of(cls, uri: DatabaseURI, limits: Limits) -> Self:
        """Connect; raises what the driver says."""
        with patience(limits.connect_seconds):
            made = cls(uri, default_migration_table)
        made.limits = limits
        made.execute(f"SET lock_timeout = '{limits.lock_seconds}s'")
        return made

    def copy(self) -> Self:
        """Return another one, with a connection of its own."""
        return self.of(self.uri, self.limits)


def _apply(database_url: str, limits: Limits) -> None:
    """
    Apply what is missing; a statement may take as long as it needs.

    One that waits for a lock holds up every later reader of its table, so that has its limit.
    """
    # libpq reads the URL: yoyo's own reading knows neither socket folders nor several hosts.
    backend = _Backend.of(parse_uri("postgresql://?" + urlencode({"dsn": database_url})), limits)
    try:
        backend.init_database()
        backend.break_lock()  # whoever left it is dead, see _only_one
        migrations = read_migrations(str(MIGRATIONS))
        backend.apply_migrations(backend.to_apply(migrations))
        if backend.to_apply(migrations):  # yoyo passes over a file that it cannot load
            raise StorageError("A migration could not be applied.")
    finally:
        backend.connection.close()

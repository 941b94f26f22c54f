"""Brings a database to the schema that this version needs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from psycopg2.extensions import cursor
from yoyo import get_backend, read_migrations

from service.errors import StorageError
from service.limits import Limits
from service.storage.connections import connect, patience
from service.storage.pool import driver_errors_translated
from service.storage.queue import migrate_queue
from service.storage.statistics import fold

MIGRATIONS: Final = Path(__file__).with_name("migrations")
LOCK_KEY: Final = 7110049  # order 711, article 49: any number that no one else uses
DEFAULTS: Final = Limits()
TURN_SECONDS: Final = 1_800  # for another process to finish the same migrations


def migrate(database_url: str, limits: Limits = DEFAULTS) -> None:
    """
    Apply the migrations that the database does not have yet, one transaction each.

    Several processes may call it at once: one works, the others wait and find nothing to do.
    Raises StorageUnavailable where the server does not answer, StorageError where SQL fails.
    """
    with driver_errors_translated(), _only_one(database_url, limits):
        _apply(database_url, limits)
        _fold_statistics(database_url, limits)


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
    """
    with closing(connect(database_url, limits)) as connection, connection.cursor() as statements:
        statements.execute(f"SET statement_timeout = '{TURN_SECONDS}s'; SET lock_timeout = 0")
        statements.execute("SELECT pg_advisory_lock(%(key)s)", {"key": LOCK_KEY})
        yield


def _apply(database_url: str, limits: Limits) -> None:
    """
    Apply what is missing; a statement may take as long as it needs.

    One that waits for a lock holds up every later reader of its table, so that has its limit.
    """
    # libpq reads the URL: yoyo's own reading knows neither socket folders nor several hosts.
    with patience(limits.connect_seconds):
        backend = get_backend("postgresql://?" + urlencode({"dsn": database_url}))
    try:
        backend.execute(f"SET lock_timeout = '{limits.lock_seconds}s'")
        backend.break_lock()  # whoever left it is dead, see _only_one
        migrations = read_migrations(str(MIGRATIONS))
        backend.apply_migrations(backend.to_apply(migrations))
        if backend.to_apply(migrations):  # yoyo passes over a file that it cannot load
            raise StorageError("A migration could not be applied.")
        migrate_queue(backend)
    finally:
        backend.connection.close()


def _fold_statistics(database_url: str, limits: Limits) -> None:
    """Add up what a migration found stored, some at a time, before anybody asks for the sums."""
    with closing(connect(database_url, limits)) as connection:
        connection.autocommit = False
        with connection.cursor() as statements:
            while _are_there(statements) and fold(statements):
                connection.commit()


def _are_there(statements: cursor) -> bool:
    """Tell whether there are sums: a test may apply the first migrations alone."""
    statements.execute("SELECT to_regclass('statistics_pending') IS NOT NULL")
    ((are_there,),) = statements.fetchall()
    return bool(are_there)

"""Brings a database to the schema that this version needs."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from psycopg2.extensions import connection, cursor
from yoyo import read_migrations

from service.errors import ConfigurationError, StorageConflict, StorageError, StorageUnavailable
from service.limits import Limits
from service.storage.backend import Backend
from service.storage.connections import connect
from service.storage.queue import migrate_queue
from service.storage.statistics import fold
from service.storage.translation import driver_errors_translated

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
    Raises StorageUnavailable where the server does not answer, StorageError where SQL fails, and
    ConfigurationError where the database cannot hold every text.
    """
    with driver_errors_translated(), _only_one(database_url, limits) as opened:
        _check_encoding(opened)
        _persist(database_url, limits)
        _fold_statistics(database_url, limits)


def _check_encoding(opened: connection) -> None:
    """Refuse what a server whose locale is C makes unless told otherwise: SQL_ASCII."""
    encoding = opened.get_parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ConfigurationError(
            f"The database is encoded in {encoding}; make one with ENCODING 'UTF8'."
        )


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
def _only_one(database_url: str, limits: Limits) -> Iterator[connection]:
    """
    Yield a connection that holds an advisory lock of the server, which ends with it.

    yoyo's own lock is a row that outlives a killed process and then blocks every later start.
    The lock is a transaction's: a pooler lends the server's end of the connection to others as
    soon as a transaction ends, and that of a session would stay with whoever gets it next.
    It is asked for again and again: a statement that waited for it would be one more transaction
    whose end an index that is built concurrently waits for.
    """
    deadline = time.monotonic() + TURN_SECONDS
    with closing(connect(database_url, limits)) as opened, opened.cursor() as statements:
        while not _is_ours(statements):
            if time.monotonic() > deadline:
                raise StorageUnavailable("Another process does not come to an end of migrating.")
            time.sleep(PAUSE_SECONDS)
        yield opened


def _is_ours(statements: cursor) -> bool:
    """Begin a transaction that holds the lock, or none."""
    statements.execute("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0")
    statements.execute("SELECT pg_try_advisory_xact_lock(%(key)s)", {"key": LOCK_KEY})
    if statements.fetchall() == [(True,)]:
        return True
    statements.execute("ROLLBACK")
    return False


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


def _apply(database_url: str, limits: Limits) -> None:
    """
    Apply what is missing; a statement may take as long as it needs.

    One that waits for a lock holds up every later reader of its table, so that has its limit.
    """
    backend = Backend.connect_to(database_url, limits)
    try:
        backend.init_database()
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
    with closing(connect(database_url, limits)) as opened:
        opened.autocommit = False
        with opened.cursor() as statements:
            while _are_there(statements) and fold(statements):
                opened.commit()


def _are_there(statements: cursor) -> bool:
    """Tell whether there are sums: a test may apply the first migrations alone."""
    statements.execute("SELECT to_regclass('statistics_pending') IS NOT NULL")
    ((are_there,),) = statements.fetchall()
    return bool(are_there)

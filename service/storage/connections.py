"""Connections to Postgres, and the limits that the server is held to on them."""

from typing import Any

import psycopg2
from psycopg2.extensions import connection, parse_dsn

from service.errors import StorageUnavailable
from service.limits import Limits
from service.storage.waiting import deadline, patience, wait
from service.storage.watchdog import Server


def connect(database_url: str, limits: Limits) -> Server:
    """Open a connection whose transactions are ours to begin and to end, see pool.Pool."""
    with patience(limits.connect_seconds):
        # libpq's own limit, for where the driver waits by itself; it ends with the connecting.
        opened: Server = _open(
            database_url, connection_factory=Server, connect_timeout=limits.connect_seconds
        )
        try:
            opened.until = deadline()
            opened.autocommit = True
            with opened.cursor() as statements:
                # pgbouncer knows of this one and brings it along from server to server; all the
                # others are set for each transaction, see `bounded`.
                statements.execute("SET timezone = 'UTC'")
        except BaseException:
            opened.close()
            raise
        opened.until = None
    return opened


def connect_ahead(database_url: str, limits: Limits) -> connection:
    """Open a connection that returns at once from each statement; `wait` for its answer."""
    with patience(limits.connect_seconds):
        opened: connection = _open(database_url, async_=True)
        try:
            wait(opened)
        except BaseException:
            opened.close()
            raise
    return opened


def _open(database_url: str, **particulars: Any) -> Any:  # an instance of `connection_factory`
    try:
        return psycopg2.connect(
            database_url,
            client_encoding="UTF8",
            fallback_application_name="nianbao",
            keepalives_idle=30,  # so that a peer that went without a word is found out
            keepalives_interval=10,
            keepalives_count=3,
            **particulars,
        )
    except psycopg2.ProgrammingError:
        # The driver repeats what it cannot read, password and all: no cause for the log.
        raise StorageUnavailable("DATABASE_URL cannot be read.") from None


def connection_parameters(database_url: str) -> dict[str, str]:
    """Return what a URL of the database says, by libpq's names; raises StorageUnavailable."""
    try:
        return {name: str(value) for name, value in parse_dsn(database_url).items()}
    except psycopg2.ProgrammingError:
        raise StorageUnavailable("DATABASE_URL cannot be read.") from None


def bounded(limits: Limits) -> str:
    """
    Return the statements that hold the server to the limits for the transaction at hand.

    They go before its first statement, in one message. Set for a whole session they would stay
    with whoever uses the server's end of the connection next where pgbouncer lends it for one
    transaction at a time.
    """
    return bounded_question(limits) + (
        f"SET LOCAL lock_timeout = '{limits.lock_seconds}s'; "
        f"SET LOCAL idle_in_transaction_session_timeout = '{limits.idle_seconds}s'; "
    )


def bounded_question(limits: Limits) -> str:
    """
    Return what `bounded` does for a message that is a transaction by itself.

    It never lies idle, and what it waits for a lock counts for its statement; three settings would
    take the server as long as a lookup by a key.
    """
    return f"SET LOCAL statement_timeout = '{limits.statement_seconds}s'; "

"""
Connections to Postgres, transactions, and the one door through which driver errors leave.

psycopg2's own pool closes whatever is returned above `minconn` and hands out connections
that the server has closed long ago; this one keeps all of them and probes each before use.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore
from typing import Final

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, connection, cursor

from service.errors import StorageConflict, StorageError, StorageUnavailable

CONNECT_TIMEOUT_SECONDS: Final = 5
CHECKOUT_TIMEOUT_SECONDS: Final = 5
SESSION_SETTINGS: Final = """
    SET statement_timeout = '15s';
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '30s';
    SET timezone = 'UTC'
"""

Statements = cursor  # what a transaction yields, for those who may not name the driver

_CONFLICTS = (
    errors.DeadlockDetected,
    errors.LockNotAvailable,
    errors.SerializationFailure,
    errors.UniqueViolation,
)


@contextmanager
def driver_errors_translated() -> Iterator[None]:
    """Turn every psycopg2 error into a StorageError; the messages bear no SQL and no values."""
    try:
        yield
    except _CONFLICTS as error:
        raise StorageConflict from error
    except psycopg2.Error as error:
        raise StorageUnavailable if _is_connection_lost(error) else StorageError from error


def _is_connection_lost(error: psycopg2.Error) -> bool:
    """Tell a lost server from a wrong statement; a crash arrives as a bare DatabaseError."""
    lost = (psycopg2.OperationalError, psycopg2.InterfaceError)
    return isinstance(error, lost) or type(error) is psycopg2.DatabaseError


class Pool:
    """
    At most `size` connections, opened when first needed, shared by the threads of one process.

    Nothing is opened before the first transaction, so a pool may be made before a fork
    and without a database. A caller waits five seconds for a free connection at most.
    """

    def __init__(self, database_url: str | None, size: int) -> None:
        """Remember where to connect; None makes every transaction StorageUnavailable."""
        self._database_url = database_url
        self._idle: deque[connection] = deque()
        self._free = BoundedSemaphore(size)

    @contextmanager
    def transaction(self) -> Iterator[cursor]:
        """
        Yield a cursor; commit at the end of the block, roll back when it raises.

        Raises StorageUnavailable, StorageConflict or StorageError for whatever the driver says.
        """
        if not self._free.acquire(timeout=CHECKOUT_TIMEOUT_SECONDS):
            raise StorageUnavailable("Every database connection is in use.")
        try:
            with driver_errors_translated():
                opened = self._begin()
                try:
                    with opened.cursor() as statements:
                        yield statements
                        statements.execute("COMMIT")
                finally:
                    self._put_back(opened)
        finally:
            self._free.release()

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _begin(self) -> connection:
        """
        Return a connection inside a new transaction.

        BEGIN is the probe: it finds out at no cost that the server closed the connection
        while it lay idle. Nothing has been done by then, so the next one is tried.
        """
        while self._idle:
            with suppress(IndexError, psycopg2.Error):
                return self._begun(self._idle.pop())
        return self._begun(self._connect())

    def _begun(self, opened: connection) -> connection:
        try:
            with opened.cursor() as statements:
                statements.execute("BEGIN")
        except BaseException:
            opened.close()
            raise
        return opened

    def _connect(self) -> connection:
        if self._database_url is None:
            raise StorageUnavailable("No database is configured.")
        try:
            opened = psycopg2.connect(
                self._database_url,
                connect_timeout=CONNECT_TIMEOUT_SECONDS,
                client_encoding="UTF8",
                fallback_application_name="nianbao",
            )
        except psycopg2.ProgrammingError:
            # The driver repeats what it cannot read, password and all: no cause for the log.
            raise StorageUnavailable("DATABASE_URL cannot be read.") from None
        opened.autocommit = True  # BEGIN and COMMIT are ours, see _begin
        with opened.cursor() as statements:
            statements.execute(SESSION_SETTINGS)
        return opened

    def _put_back(self, opened: connection) -> None:
        """Keep the connection for the next caller unless it is broken."""
        with suppress(psycopg2.Error):
            if opened.info.transaction_status != TRANSACTION_STATUS_IDLE:
                with opened.cursor() as statements:
                    statements.execute("ROLLBACK")
        if not opened.closed and opened.info.transaction_status == TRANSACTION_STATUS_IDLE:
            self._idle.append(opened)
        else:
            opened.close()

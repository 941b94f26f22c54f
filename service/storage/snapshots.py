"""
Long answers out of the database: one snapshot of all that is stored, read piece by piece.

Each has a connection of its own, beside the pool, so exports take none from other requests; how
many there are at once is limited by itself. As long as a snapshot lasts, the server cleans up
nothing that it may still show, so that has a limit, too.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from threading import BoundedSemaphore
from typing import Any, Final

from psycopg2.extensions import cursor

from service.errors import StorageUnavailable, TooManyExports
from service.limits import Limits
from service.storage.connections import connect, patience
from service.storage.pool import driver_errors_translated

REPORTS_AT_ONCE: Final = 100  # of which each has some 2 to 8 kB of lines
SPARE_SECONDS: Final = 10  # by which the server waits longer for us than we do for a caller

Rows = list[tuple[Any, ...]]


class Snapshots:
    """At most `limits.max_exports` readings at once, shared by the threads of a process."""

    def __init__(self, database_url: str | None, limits: Limits) -> None:
        """Remember where to connect; nothing is opened yet."""
        self._database_url = database_url
        self._limits = limits
        self._places = BoundedSemaphore(limits.max_exports)

    def read(self, statement: str, parameters: Mapping[str, Any]) -> "Reading":
        """Begin to read; whoever does has to close it. Raises TooManyExports, or StorageError."""
        if self._database_url is None:
            raise StorageUnavailable("No database is configured.")
        if not self._places.acquire(blocking=False):
            raise TooManyExports
        with ExitStack() as held, driver_errors_translated():
            held.callback(self._places.release)
            opened = connect(self._database_url, self._limits)
            held.callback(opened.close)
            reading = Reading(opened.cursor(), self._limits)
            reading.begin(statement, parameters)
            reading.held = held.pop_all()
        return reading


class Reading(Iterator[Rows]):
    """The rows of one statement in pieces, all of one moment."""

    def __init__(self, statements: cursor, limits: Limits) -> None:
        """Take a connection in which nothing has been done yet."""
        self._statements = statements
        self._limits = limits
        self._until = time.monotonic() + limits.export_seconds
        self.held = ExitStack()  # the connection, and the place that it occupies

    def begin(self, statement: str, parameters: Mapping[str, Any]) -> None:
        """Take the snapshot."""
        self._execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._execute(
            """
            SELECT
                set_config('statement_timeout', %(statement)s, true),
                set_config('idle_in_transaction_session_timeout', %(idle)s, true),
                set_config('jit', 'off', true) -- compiling takes longer than the first piece
            """,
            {
                "statement": f"{self._limits.transaction_seconds}s",
                "idle": f"{self._limits.body_seconds + SPARE_SECONDS}s",
            },
        )
        self._execute(f"DECLARE reading NO SCROLL CURSOR FOR {statement}", parameters)

    def __next__(self) -> Rows:
        """Return the next piece; raise StorageError where it does not come."""
        with driver_errors_translated():
            self._execute(f"FETCH {REPORTS_AT_ONCE} FROM reading")
            rows: Rows = self._statements.fetchall()
        if not rows:
            raise StopIteration
        return rows

    def close(self) -> None:
        """End the snapshot, wherever it is; it may be closed more than once."""
        self.held.close()

    def _execute(self, statement: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run a statement within the time of a transaction, and of the whole reading."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise StorageUnavailable("The export took longer than it may (EXPORT_SECONDS).")
        with patience(min(left, self._limits.transaction_seconds)):
            self._statements.execute(statement, parameters)

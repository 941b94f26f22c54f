"""
Long answers out of the database: one snapshot of all that is stored, read piece by piece.

Each has a connection of its own, beside the pool, so exports take none from other requests; how
many there are at once is limited by itself. As long as a snapshot lasts, the server cleans up
nothing that it may still show, so that has a limit, too.

A piece is asked for before the one before it is handed out, so the server and we work at once.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from threading import BoundedSemaphore
from typing import Any, Final

from psycopg2.extensions import BYTES, cursor, register_type

from service.errors import StorageUnavailable, TooManyExports
from service.limits import Limits
from service.storage.connections import connect_ahead
from service.storage.translation import driver_errors_translated
from service.storage.waiting import patience, wait

# Of which each has some 1 to 5 kB as the server sends it. It makes no more ahead than the buffer
# between it and us holds, some 200 kB.
REPORTS_AT_ONCE: Final = 50
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
            opened = connect_ahead(self._database_url, self._limits)
            held.callback(opened.close)
            reading = Reading(opened.cursor(), self._limits)
            reading.begin(statement, parameters)
            reading.held = held.pop_all()
        return reading


class Reading(Iterator[Rows]):
    """The rows of one statement in pieces, all of one moment; texts in UTF-8."""

    def __init__(self, statements: cursor, limits: Limits) -> None:
        """Take a connection by `connect_ahead` in which nothing has been done yet."""
        self._statements = statements
        self._limits = limits
        self._until = time.monotonic() + limits.export_seconds
        self.held = ExitStack()  # the connection, and the place that it occupies
        register_type(BYTES, statements)

    def begin(self, statement: str, parameters: Mapping[str, Any]) -> None:
        """Take the snapshot."""
        caller = self._limits.body_seconds  # for whom the next piece waits on the server
        settings = {
            "statement": f"{self._limits.transaction_seconds + caller}s",
            "idle": f"{caller + SPARE_SECONDS}s",
        }
        self._statements.execute(
            f"""
            BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SELECT
                set_config('statement_timeout', %(statement)s, true),
                set_config('idle_in_transaction_session_timeout', %(idle)s, true),
                -- The rows of a report lie together, so there is nothing to read ahead.
                set_config('effective_io_concurrency', '0', true),
                set_config('jit', 'off', true); -- compiling takes longer than the first piece
            DECLARE reading NO SCROLL CURSOR FOR {statement}
            """,
            {**settings, **parameters},
        )
        self._wait()
        self._ask()

    def __next__(self) -> Rows:
        """Return the next piece; raise StorageError where it does not come."""
        with driver_errors_translated():
            self._wait()
            rows: Rows = self._statements.fetchall()
            if not rows:
                raise StopIteration
            self._ask()
        return rows

    def close(self) -> None:
        """End the snapshot, wherever it is; it may be closed more than once."""
        self.held.close()

    def _ask(self) -> None:
        self._statements.execute(f"FETCH {REPORTS_AT_ONCE} FROM reading")

    def _wait(self) -> None:
        """Wait for an answer as long as a transaction may take, and the whole reading."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise StorageUnavailable("The export took longer than it may (EXPORT_SECONDS).")
        with patience(min(left, self._limits.transaction_seconds)):
            wait(self._statements.connection)

"""
Connections to Postgres, shared by the threads of a process, and transactions on them.

psycopg2's own pool closes whatever is returned above `minconn` and hands out connections
that the server has closed long ago; this one keeps all of them and probes each before use.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Concatenate, Final, ParamSpec, Self, TypeVar

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, cursor

from service.errors import StorageBusy, StorageUnavailable
from service.limits import Limits
from service.metrics import NOBODY, PoolEvents
from service.storage.connections import bounded, bounded_question, connect
from service.storage.questions import QuestionCursor
from service.storage.sending import Sending
from service.storage.translation import translated
from service.storage.waiting import deadline, patience
from service.storage.watchdog import Server

DEFAULTS: Final = Limits()

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Statements = cursor  # what a transaction yields, for those who may not name the driver


class Pool:
    """
    At most `size` connections, opened when first needed, shared by the threads of one process.

    Nothing is opened before the first transaction, so a pool may be made before a fork
    and without a database. How long a caller waits for what, `limits` says.
    """

    def __init__(
        self,
        database_url: str | None,
        size: int,
        limits: Limits = DEFAULTS,
        events: PoolEvents = NOBODY,
    ) -> None:
        """Remember where to connect; None makes every transaction StorageUnavailable."""
        self._database_url = database_url
        self._limits = limits
        self._events = events
        self._begin_bounded = "BEGIN; " + bounded(limits)
        self._question_cursor = QuestionCursor.within(bounded_question(limits))
        self._idle: deque[Server] = deque()
        self._places: SimpleQueue[None] = SimpleQueue()  # those that are free
        for _ in range(size):
            self._places.put(None)

    @contextmanager
    def transaction(self) -> Iterator[cursor]:
        """
        Yield a cursor; commit at the end of the block, roll back when it raises.

        Raises StorageUnavailable, StorageConflict or StorageError for whatever the driver says.
        """
        with _Place(self, self._limits.transaction_seconds):
            opened = self._begin()
            opened.until = deadline()
            try:
                with opened.cursor(cursor_factory=Sending) as statements:
                    yield statements
                    statements.execute("COMMIT")
            except errors.ReadOnlySqlTransaction:
                opened.close()  # a standby; the next connection may lead to the primary
                raise
            finally:
                self._put_back(opened)

    def ask(
        self,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Return what a function says that only reads, in a transaction of its own."""
        with self.transaction() as statements:
            return question(statements, *args, **kwargs)

    def look_up(
        self,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """
        Return what a function says that only reads some rows by their keys, each on its own.

        That takes one message to the server, where a transaction takes three: the question itself
        finds out that a connection is broken, and is asked on another one then. So it has no more
        time than that probe has, `connect_seconds`.
        """
        with _Place(self, self._limits.connect_seconds):
            while self._idle:
                with suppress(IndexError):  # another thread took the last one
                    opened = self._idle.pop()
                    try:
                        return self._answer(opened, question, *args, **kwargs)
                    except psycopg2.Error:
                        if opened.is_given_up or not opened.closed:
                            raise
            return self._answer(self._connect(), question, *args, **kwargs)

    def _answer(
        self,
        opened: Server,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        opened.until = deadline()
        try:
            with opened.cursor(cursor_factory=self._question_cursor) as statements:
                return question(statements, *args, **kwargs)
        finally:
            self._put_back(opened)

    def take_place(self) -> None:
        """Take one of the places for a connection; raise StorageBusy where none becomes free."""
        try:
            self._places.get_nowait()
        except Empty:
            self._wait()
        self._events.taken()

    def leave_place(self) -> None:
        """Give the place to the next one."""
        self._events.put_back()
        self._places.put(None)

    def _wait(self) -> None:
        """Wait for somebody else to put a connection back; raise StorageBusy where nobody does."""
        begun = time.monotonic()
        try:
            self._places.get(timeout=self._limits.checkout_seconds)
        except Empty:
            self._events.waited(time.monotonic() - begun, in_vain=True)
            raise StorageBusy from None
        self._events.waited(time.monotonic() - begun, in_vain=False)

    def patience(self) -> patience:
        """Let all transactions of the block take no longer than one may; for repeated attempts."""
        return patience(self._limits.transaction_seconds)

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._drop(self._idle.pop())

    def _begin(self) -> Server:
        """
        Return a connection inside a new transaction.

        BEGIN is the probe: it finds out at no cost that the server closed the connection
        while it lay idle. Nothing has been done by then, so the next one is tried. A server that
        says nothing at all would keep the caller waiting once for each, so that ends it.
        """
        while self._idle:
            with suppress(IndexError):  # another thread took the last one
                opened = self._idle.pop()
                try:
                    return self._begun(opened)
                except psycopg2.Error:
                    if opened.is_given_up:
                        raise
        return self._begun(self._connect())

    def _begun(self, opened: Server) -> Server:
        try:
            with patience(self._limits.connect_seconds), opened.cursor() as statements:
                opened.until = deadline()
                statements.execute(self._begin_bounded)
        except BaseException:
            self._drop(opened)
            raise
        return opened

    def _connect(self) -> Server:
        if self._database_url is None:
            raise StorageUnavailable("No database is configured.")
        opened = connect(self._database_url, self._limits)
        self._events.opened()
        return opened

    def _drop(self, opened: Server) -> None:
        """Close a connection that the pool keeps no longer."""
        opened.close()
        self._events.closed()

    def _put_back(self, opened: Server) -> None:
        """Keep the connection for the next caller unless it is broken."""
        if not _is_idle(opened):
            with suppress(psycopg2.Error), opened.cursor() as statements:
                statements.execute("ROLLBACK")
        opened.until = None  # before somebody else takes it
        if _is_idle(opened):
            self._idle.append(opened)
        else:
            self._drop(opened)


def _is_idle(opened: Server) -> bool:
    """Tell whether a connection is in order and outside of any transaction."""
    if opened.closed or opened.is_given_up:
        return False
    return opened.get_transaction_status() == TRANSACTION_STATUS_IDLE


class _Place(patience):
    """A place for a connection, while the block waits so long for its server in all."""

    __slots__ = ("_pool",)

    def __init__(self, pool: Pool, seconds: float) -> None:
        """Take nothing yet."""
        super().__init__(seconds)
        self._pool: Final = pool

    def __enter__(self) -> Self:
        """Take the place."""
        self._pool.take_place()
        return super().__enter__()

    def __exit__(self, kind: object = None, error: object = None, *_: object) -> None:
        """Leave it; an error of the driver leaves as a StorageError."""
        super().__exit__()
        self._pool.leave_place()
        if isinstance(error, psycopg2.Error):
            raise translated(error) from error

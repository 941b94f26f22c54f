"""
Waiting for Postgres, never for ever.

The server's own limits (statement_timeout and its like) hold as long as the server runs. Where it
is frozen, its disk hangs or the network is parted, nothing comes back at all; so every wait for
it has a deadline on our side, too. libpq has none for that but at the opening of a connection.
"""

import os
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ, connection, set_wait_callback

from service.storage.watchdog import Server, Watch


class _Waiting(threading.local):
    """Until when this thread waits for servers, on the monotonic clock."""

    until: float | None = None


_waiting: Final = _Waiting()


class Unanswered(psycopg2.OperationalError):
    """The server said nothing within the time that it was given."""


class patience:  # noqa: N801 -- a verb like those of contextlib
    """
    Let this thread wait for servers until `seconds` from now, and not longer.

    A class, since each lookup enters one: a generator would take three times as long.
    """

    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float) -> None:
        """Wait for nothing yet."""
        self._seconds: Final = seconds

    def __enter__(self) -> Self:
        """Begin; where there is a time already, the earlier end counts."""
        self._before = _waiting.until
        until = time.monotonic() + self._seconds
        _waiting.until = until if self._before is None else min(until, self._before)
        return self

    def __exit__(self, *_: object) -> None:
        """Go back to the time that there was before."""
        _waiting.until = self._before


def wait(opened: connection) -> None:
    """
    Wait until the driver has what it waits for; it closes the connection where this raises.

    The driver calls it for every statement of the process, see below, but for those of
    `connect_ahead`, and where the watchdog has taken over.
    """
    while (state := opened.poll()) != POLL_OK:
        poller = select.poll()
        poller.register(opened.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not poller.poll(_milliseconds_left()):
            if isinstance(opened, Server):
                opened.is_given_up = True
            raise Unanswered("the server does not answer")


def deadline() -> float | None:
    """Return until when this thread waits for servers, on the monotonic clock."""
    return _waiting.until


def _milliseconds_left() -> float | None:
    left = _seconds_left()
    return None if left is None else left * 1000


def _seconds_left() -> float | None:
    until = _waiting.until
    return None if until is None else max(0.0, until - time.monotonic())


set_wait_callback(wait)

_blocking: Final = threading.RLock()


@contextmanager
def blocking(opened: connection) -> Iterator[None]:
    """
    Let the driver do the waiting, as it insists on for COPY; the deadline is kept all the same.

    libpq waits for ever while it copies, but takes a socket that was shut down for a lost server.
    The callback is one of the process: meanwhile no other thread's waiting has a deadline of ours,
    unless the watchdog has taken over.
    """
    if Watch.stands:
        yield
        return
    with _blocking, _shut_down_after(_seconds_left(), opened):
        set_wait_callback(None)
        try:
            yield
        finally:
            set_wait_callback(wait)


@contextmanager
def _shut_down_after(seconds: float | None, opened: connection) -> Iterator[None]:
    if seconds is None:
        yield
        return
    with socket.socket(fileno=os.dup(opened.fileno())) as server:
        timer = threading.Timer(seconds, server.shutdown, (socket.SHUT_RDWR,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

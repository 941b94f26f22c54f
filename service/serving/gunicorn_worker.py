"""
The gunicorn worker: threads that no caller can keep for ever.

gunicorn waits without limit for the rest of a request and for a caller to take an answer, so some
dozens of callers that fall silent, or send a byte now and then, would end the service for all.
"""

import socket
import time
from struct import pack
from typing import Any, Final

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from service.config import Settings

_LIMITS: Final = Settings.from_environment().limits


class TooSlow(NoMoreData, TimeoutError):  # type: ignore[misc]
    """The caller fell silent; gunicorn takes it for one that went away, the application answers."""


class Caller(socket.socket):
    """The connection of a caller who has so long for the next request and may not stall in it."""

    _until = 0.0

    def begin_request(self) -> None:
        """Let the time for the next request begin."""
        self._until = time.monotonic() + _LIMITS.body_seconds

    def allow(self, seconds: float) -> None:
        """Give the request at hand so long from now on; a batch takes longer than a report."""
        self._until = max(self._until, time.monotonic() + seconds)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Return what comes next; raise TooSlow where nothing comes, or not soon enough."""
        self._bound(socket.SO_RCVTIMEO, min(self._until - time.monotonic(), _LIMITS.stall_seconds))
        try:
            return super().recv(size, flags)
        except BlockingIOError as error:
            raise TooSlow from error

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """Send everything; raise TooSlow where the caller does not take it in time."""
        until = time.monotonic() + _LIMITS.body_seconds
        left = memoryview(data)
        try:
            while left:
                self._bound(socket.SO_SNDTIMEO, until - time.monotonic())
                left = left[self.send(left, flags) :]
        except BlockingIOError as error:
            raise TooSlow from error

    def _bound(self, option: int, seconds: float) -> None:
        """
        Let the system end a call after so long; raise TooSlow where the time is over.

        With a time limit of its own, Python would give its lock away four times a call, and win it
        back from all threads that want it; so this takes as long as the call itself.
        """
        if seconds <= 0:
            raise TooSlow
        microseconds = max(1, round(seconds * 1_000_000))
        self.setsockopt(socket.SOL_SOCKET, option, pack("ll", *divmod(microseconds, 1_000_000)))


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads whose callers have limits of time."""

    def handle(self, conn: Any) -> Any:
        """Read one request and answer it; runs in a thread of the worker."""
        if not isinstance(conn.sock, Caller):
            conn.sock = Caller(fileno=conn.sock.detach())
        conn.sock.begin_request()
        return super().handle(conn)

"""
The gunicorn worker: threads that no caller can keep for ever.

gunicorn waits without limit for the rest of a request and for a caller to take an answer, so some
dozens of callers that fall silent, or send a byte now and then, would end the service for all.
"""

import socket
import time
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
        before = self.gettimeout()
        left = min(self._until - time.monotonic(), _LIMITS.stall_seconds)
        if left <= 0:
            raise TooSlow
        self.settimeout(left if before is None else min(left, before))
        try:
            return super().recv(size, flags)
        except TimeoutError as error:
            raise TooSlow from error
        finally:
            self.settimeout(before)

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """Send everything; raise TooSlow where the caller does not take it in time."""
        self.settimeout(_LIMITS.body_seconds)
        try:
            super().sendall(data, flags)
        except TimeoutError as error:
            raise TooSlow from error
        finally:
            self.settimeout(None)


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads whose callers have limits of time."""

    def handle(self, conn: Any) -> Any:
        """Read one request and answer it; runs in a thread of the worker."""
        if not isinstance(conn.sock, Caller):
            conn.sock = Caller(fileno=conn.sock.detach())
        conn.sock.begin_request()
        return super().handle(conn)

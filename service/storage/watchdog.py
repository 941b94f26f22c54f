"""
The watchdog: a thread that ends waits for Postgres for the others of its process.

The driver waits either through `waiting.wait`, which counts the time and lets signals through, or
by itself, in one go and for ever. The first gives Python's lock away and has to win it back some
five times a statement, the second twice. That matters where many threads want the lock; so a
process of many leaves the waiting to the driver, and the watchdog shuts down the socket of what is
over its time, which libpq takes for a server that went away.
"""

import os
import socket
import time
from contextlib import suppress
from threading import Thread
from typing import Any, Final
from weakref import ref

from psycopg2 import OperationalError
from psycopg2.extensions import connection, set_wait_callback

TICK_SECONDS: Final = 0.1  # how much later than it should a wait may end


class Server(connection):
    """
    A connection with the time until which somebody waits for it.

    `until` is on the monotonic clock, or None; `is_given_up` after nothing came by then.
    """

    def __init__(self, dsn: str, *arguments: Any, **more: Any) -> None:
        """Connect; raises psycopg2.OperationalError, also where the process has no descriptor."""
        super().__init__(dsn, *arguments, **more)
        self.until: float | None = None
        self.is_given_up = False
        # A descriptor of its own: that of the driver may be another's by the time it is used.
        try:
            self._line = socket.socket(fileno=os.dup(self.fileno()))
        except OSError as error:
            super().close()
            raise OperationalError("no descriptor is left") from error
        _servers.add(ref(self, _servers.discard))

    def close(self) -> None:
        """Close the connection."""
        self._line.close()
        super().close()

    def give_up(self) -> None:
        """Let whoever waits for an answer hear that there is none; any thread may call it."""
        self.is_given_up = True
        with suppress(OSError):  # it is closed already
            self._line.shutdown(socket.SHUT_RDWR)


_servers: Final[set[ref[Server]]] = set()


class Watch:
    """Whether there is a watchdog in this process."""

    stands = False


def take_over() -> None:
    """Let the driver wait by itself in this process from now on, and watch over all connections."""
    set_wait_callback(None)
    Watch.stands = True
    Thread(target=_watch, name="watchdog", daemon=True).start()


def _watch() -> None:
    while True:
        time.sleep(TICK_SECONDS)
        now = time.monotonic()
        for each in tuple(_servers):
            server = each()
            if server is not None and server.until is not None and server.until < now:
                server.give_up()

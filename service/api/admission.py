"""
Requests in work at once: one too many is told to come back, at once.

The process has a few threads more than the requests that it takes, so there is always one to
say so. Whether the process lives is answered in any case.
"""

from collections import deque
from itertools import repeat
from typing import Any, Final

from flask import Flask, Request

from service.errors import Overloaded

UNCOUNTED: Final = frozenset({"health.get_health"})


class Places:
    """Those that are free; nobody waits for one."""

    def __init__(self, size: int) -> None:
        """Have all of them free."""
        self._free = deque(repeat(None, size))

    def take(self) -> bool:
        """Take a place; tell whether there was one."""
        try:
            self._free.pop()
        except IndexError:
            return False
        return True

    def leave(self) -> None:
        """Give a place to whoever comes next."""
        self._free.append(None)


def init_app(app: Flask) -> None:
    """Let the app have so many requests in work at once."""
    app.extensions["places"] = Places(app.config["LIMITS"].max_requests)


def enter(app: Flask, asked: Request, mine: Any) -> None:
    """Take a place for a request; raise Overloaded where there is none."""
    if asked.endpoint not in UNCOUNTED:
        mine.has_place = app.extensions["places"].take()
        if not mine.has_place:
            raise Overloaded


def leave(app: Flask, mine: Any) -> None:
    """Leave the place of a request, if it has one."""
    if mine.pop("has_place", False):
        app.extensions["places"].leave()

"""
Requests in work at once: one too many is told to come back, at once.

The process has a few threads more than the requests that it takes, so there is always one to
say so. Whether the process lives is answered in any case.
"""

from threading import BoundedSemaphore
from typing import Final

from flask import Flask, current_app, g, request

from service.errors import Overloaded

UNCOUNTED: Final = frozenset({"health.get_health"})


def init_app(app: Flask) -> None:
    """Count the requests of the app while they are in work."""
    app.extensions["places"] = BoundedSemaphore(app.config["LIMITS"].max_requests)
    app.before_request(_enter)
    app.teardown_request(_leave)


def _enter() -> None:
    if request.endpoint not in UNCOUNTED:
        places: BoundedSemaphore = current_app.extensions["places"]
        g.has_place = places.acquire(blocking=False)
        if not g.has_place:
            raise Overloaded


def _leave(_: BaseException | None) -> None:
    if g.pop("has_place", False):
        current_app.extensions["places"].release()

"""The upload of the request at hand, read and judged when its turn comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Flask, current_app, g

from service.api.uploads import read_upload
from service.errors import Overloaded
from service.intake.checking import check
from service.judging import Judged
from service.limits import Limits


def init_app(app: Flask) -> None:
    """Let the app read so many reports at once."""
    app.extensions["turns"] = BoundedSemaphore(app.config["LIMITS"].max_readings)


def judged_upload() -> Judged:
    """
    Return what the request sends, judged by itself.

    Raises what `read_upload` and `intake.check` raise, and Overloaded where its turn does not come.
    """
    limits: Limits = current_app.config["LIMITS"]
    upload = read_upload(g.query.get("year"))
    with _turn(limits):
        return check(upload, limits)


@contextmanager
def _turn(limits: Limits) -> Iterator[None]:
    """
    Wait until there is a turn; Python runs one thread anyway, and every reading takes memory.

    Raises Overloaded where the readings before take too long.
    """
    turns: BoundedSemaphore = current_app.extensions["turns"]
    if not turns.acquire(timeout=limits.turn_seconds):
        raise Overloaded("The reports before this one take too long to be read.")
    try:
        yield
    finally:
        turns.release()

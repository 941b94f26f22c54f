"""
How much processor time the reading of one report may take.

Reading and judging look at the clock of their thread between their steps, and leave where their
time is over. A thread cannot be ended from outside, and what others do meanwhile does not count.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from service.errors import TooLaborious


class _Spent(threading.local):
    """
    When the time of this thread is over by its own clock, and when at the earliest by any.

    Defaults of the class, since an attribute that is missing is asked for in thrice the time.
    """

    until: float | None = None
    at_best = 0.0


_spent: Final = _Spent()


@contextmanager
def allowance(seconds: float) -> Iterator[None]:
    """Let this thread use `seconds` of processor time, and then raise TooLaborious."""
    _spent.at_best = time.monotonic() + seconds
    _spent.until = time.thread_time() + seconds
    try:
        yield
    finally:
        _spent.until = None


def check_allowance() -> None:
    """
    Raise TooLaborious where the time of this thread is over.

    No thread works longer than time passes. So its own clock, which only the kernel knows, is not
    asked before that; a report asks some five hundred times, and one call of it takes a fifth then.
    """
    until = _spent.until
    if until is None or time.monotonic() < _spent.at_best:
        return
    if time.thread_time() > until:
        raise TooLaborious

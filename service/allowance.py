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
    Until when this thread may go on, by the clock of its own time; None where nothing limits it.

    A default of the class, since an attribute that is missing is asked for in thrice the time.
    """

    until: float | None = None


_spent: Final = _Spent()


@contextmanager
def allowance(seconds: float) -> Iterator[None]:
    """Let this thread use `seconds` of processor time, and then raise TooLaborious."""
    _spent.until = time.thread_time() + seconds
    try:
        yield
    finally:
        del _spent.until


def check_allowance() -> None:
    """Raise TooLaborious where the time of this thread is over; without a limit it costs 0.1 µs."""
    until = _spent.until
    if until is not None and time.thread_time() > until:
        raise TooLaborious

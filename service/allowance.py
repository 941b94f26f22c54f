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

_spent: Final = threading.local()


@contextmanager
def allowance(seconds: float) -> Iterator[None]:
    """Let this thread use `seconds` of processor time, and then raise TooLaborious."""
    _spent.until = time.thread_time() + seconds
    try:
        yield
    finally:
        del _spent.until


def check_allowance() -> None:
    """Raise TooLaborious where the time of this thread is over; it costs half a microsecond."""
    until: float | None = getattr(_spent, "until", None)
    if until is not None and time.thread_time() > until:
        raise TooLaborious

"""
Requests counted in the memory of the process, by the rules of the package `limits`.

Its own storage in memory starts a thread for what has expired, nearly with each request; that took
a tenth of the time of a GET. Here two windows are kept, and the older one is dropped as a whole.
"""

import time
from collections import Counter
from math import floor
from threading import Lock
from typing import Any

from limits.strategies import SlidingWindowCounterRateLimiter


class MemoryWindow(SlidingWindowCounterRateLimiter):
    """A sliding window whose counts are in memory."""

    def __init__(self) -> None:
        """Have counted nothing."""
        self.storage: Any = Memory()


class Memory:
    """The counts of this window and of the one before, which are as long for all limits."""

    def __init__(self) -> None:
        """Have counted nothing."""
        self._lock = Lock()
        self._number = 0
        self._counts: Counter[str] = Counter()
        self._before: Counter[str] = Counter()

    def acquire_sliding_window_entry(
        self, key: str, limit: int, expiry: int, amount: int = 1
    ) -> bool:
        """Count where that keeps the limit; tell whether it does."""
        with self._lock:
            before, left, count, _ = self._look(key, expiry)
            if floor(before * left / expiry + count) + amount > limit:
                return False
            self._counts[key] += amount
            return True

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Return the counts of the window before and of this one, each with how long it matters."""
        with self._lock:
            return self._look(key, expiry)

    def _look(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        now = time.time()
        number = int(now // expiry)
        if number != self._number:  # also where the clock was set
            self._before = self._counts if number == self._number + 1 else Counter()
            self._counts, self._number = Counter(), number
        left = expiry - now % expiry
        return self._before.get(key, 0), left, self._counts.get(key, 0), left + expiry

"""Processes that work off batches: started, watched, started again, ended."""

import math
import os
import signal
import subprocess
import sys
import time
from typing import Final

from service.config import Settings
from service.serving.lifeline import end, spawn
from service.serving.revival import say

SHORT_SECONDS: Final = 3.0  # a process that ends sooner cannot work at all
LONGEST_PAUSE: Final = 30.0
STOP_SECONDS: Final = 5.0  # beyond those that what is in hand may take


class Crew:
    """A number of processes over one database; one that ends unasked is replaced."""

    def __init__(self, settings: Settings, database_url: str, number: int) -> None:
        """Start nothing so far."""
        self._patience = settings.limits.stop_seconds + STOP_SECONDS
        self._environment = os.environ | {"DATABASE_URL": database_url}
        self._number = number
        self._processes: list[subprocess.Popen[bytes]] = []
        self._started = self._next = -math.inf
        self._pause = 0.0

    @property
    def waits(self) -> bool:
        """Tell whether one is missing that was not to be started at once."""
        return len(self._processes) < self._number

    def fill(self) -> None:
        """Start what is missing; where they keep ending at once, only after a pause."""
        self._processes = [each for each in self._processes if each.poll() is None]
        now = time.monotonic()
        if not self.waits or now < self._next:
            return
        if self._started > -math.inf:
            say("A process that works off batches ended unexpectedly; starting another.")
        ended_soon = now - self._started < SHORT_SECONDS
        self._pause = min(LONGEST_PAUSE, max(1.0, 2 * self._pause)) if ended_soon else 0.0
        self._started, self._next = now, now + self._pause
        self._processes += [self._spawn() for _ in range(self._number - len(self._processes))]

    def dismiss(self) -> None:
        """Ask all to stop, and wait for none."""
        self._number = 0
        for each in self._processes:
            if each.poll() is None:
                each.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait until all have stopped, and end those that do not."""
        self.dismiss()
        for each in self._processes:
            end(each, signal.SIGTERM, signal.SIGKILL, seconds=self._patience)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return spawn(
            [sys.executable, "-m", "service.working"],
            farewell=signal.SIGKILL,
            environment=self._environment,
        )

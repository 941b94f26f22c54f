"""Processes that work off batches: started, watched, started again, ended."""

import os
import signal
import subprocess
import sys
import time
from typing import Final

from service.config import Settings
from service.serving.lifeline import end, spawn
from service.serving.saying import say

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
        self._leaving: list[subprocess.Popen[bytes]] = []
        self._started = self._next = self._pause = 0.0

    @property
    def waits(self) -> bool:
        """Tell whether one is missing that was not to be started at once."""
        return len(self._processes) < self._number

    def fill(self) -> None:
        """
        Start what is missing; where they keep ending at once, only after a pause.

        Those that have left are forgotten; the kernel kept each until somebody asked.
        """
        now = time.monotonic()
        self._leaving = [each for each in self._leaving if each.poll() is None]
        living = [each for each in self._processes if each.poll() is None]
        if len(living) < len(self._processes):
            say("A process that works off batches ended unexpectedly; starting another.")
            ended_soon = now - self._started < SHORT_SECONDS
            self._pause = min(LONGEST_PAUSE, max(1.0, 2 * self._pause)) if ended_soon else 0.0
            self._next = now + self._pause
        self._processes = living
        if self.waits and now >= self._next:
            self._started = now
            self._processes += [self._spawn() for _ in range(self._number - len(living))]

    def renew(self) -> None:
        """Start others at once; those that are there finish what is in hand, and leave."""
        self._ask_to_stop()
        self._leaving += self._processes
        self._processes = []
        self._next = self._pause = 0.0
        self.fill()

    def dismiss(self) -> None:
        """Ask all to stop, and wait for none."""
        self._number = 0
        self._ask_to_stop()

    def end(self) -> None:
        """Wait until all have stopped, and end those that do not."""
        self.dismiss()
        for each in (*self._processes, *self._leaving):
            end(each, signal.SIGTERM, signal.SIGKILL, seconds=self._patience)

    def _ask_to_stop(self) -> None:
        for each in self._processes:
            if each.poll() is None:
                each.send_signal(signal.SIGTERM)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return spawn(
            [sys.executable, "-m", "service.working"],
            farewell=signal.SIGKILL,
            environment=self._environment,
        )

"""What a long command tells an operator on a terminal: how far it is, and how it ended."""

import sys
import time
from typing import Final

WIDTH: Final = 30  # characters of the bar
PAUSE_SECONDS: Final = 0.1  # between two drawings
INTERRUPTED: Final = 130  # the status that a shell reports of a command that SIGINT ended


class Bar:
    """A line that is drawn over itself on a terminal, and nowhere else."""

    def __init__(self) -> None:
        """Begin to count the time."""
        self._began = self._drawn = time.monotonic()
        self._shown = sys.stderr.isatty()

    def draw(self, done: int, total: int) -> None:
        """Show how far it is, at most ten times a second and at the end."""
        now = time.monotonic()
        at_end = done >= total
        if self._shown and (at_end or now - self._drawn >= PAUSE_SECONDS):
            self._drawn = now
            sys.stderr.write(f"\r{line(done, total, now - self._began)}\x1b[K")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            sys.stderr.write("\n")


def line(done: int, total: int, seconds: float) -> str:
    """Return the bar, how many of how many, how many a second, and how long the rest takes."""
    # What others do meanwhile may leave fewer to do, never more.
    share = min(done / total, 1.0) if total else 1.0
    filled = int(share * WIDTH)
    rate = f", {done / seconds:.3g}/s" if done and seconds > 0 else ""
    left = f", {_minutes(seconds / share - seconds)} left" if 0 < share < 1 else ""
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}{rate}{left}"


def say(sentence: str) -> None:
    """Write one sentence to standard error."""
    sys.stderr.write(f"nianbao: {sentence}\n")


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"

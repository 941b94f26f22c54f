"""`nianbao revalidate` on the terminal: what is stored, judged anew, with a line of progress."""

import sys
import time
from typing import Final

from service.api.representation import render_to_store
from service.config import Settings
from service.revalidation import Progress, revalidate
from service.rules.catalogue import RULE_SET
from service.serving.beside import database
from service.storage.migrate import migrate
from service.storage.pool import Pool

INTERRUPTED: Final = 130  # what a shell reports of a command that SIGINT ended
WIDTH: Final = 30  # characters of the bar
PAUSE_SECONDS: Final = 0.1  # between two drawings


def main(settings: Settings) -> int:
    """
    Judge what is stored under this version's rule set; say on standard error how far it is.

    Returns 0 where all is judged, 1 where some reports could not be read again,
    INTERRUPTED after Ctrl-C: a further run goes on from there. Raises ServiceError.
    """
    with database(settings) as database_url:
        migrate(database_url, settings.limits)
        pool = Pool(database_url, 1, settings.limits)
        bar = Bar()
        try:
            progress = revalidate(pool, render_to_store, bar.draw)
        except KeyboardInterrupt:
            bar.end()
            _say("interrupted; run it again to go on")
            return INTERRUPTED
        finally:
            pool.close()
    bar.end()
    for agency_id, year in progress.unreadable:
        _say(f"{agency_id} {year}: the reader of this version finds no report, left as it was")
    _say(f"{progress.done - len(progress.unreadable)} reports judged by rule set {RULE_SET}")
    return 1 if progress.unreadable else 0


class Bar:
    """A line that is drawn over itself on a terminal, and nowhere else."""

    def __init__(self) -> None:
        """Begin to count the time."""
        self._began = self._drawn = time.monotonic()
        self._shown = sys.stderr.isatty()

    def draw(self, progress: Progress) -> None:
        """Show how far it is, at most ten times a second and at the end."""
        now = time.monotonic()
        at_end = progress.done >= progress.total
        if self._shown and (at_end or now - self._drawn >= PAUSE_SECONDS):
            self._drawn = now
            sys.stderr.write(f"\r{line(progress, now - self._began)}\x1b[K")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            sys.stderr.write("\n")


def line(progress: Progress, seconds: float) -> str:
    """Return the bar, how many of how many, and about how long the rest takes."""
    # An upload meanwhile may leave fewer to do, never more.
    share = min(progress.done / progress.total, 1.0) if progress.total else 1.0
    filled = int(share * WIDTH)
    left = f", {_minutes(seconds / share - seconds)} left" if 0 < share < 1 else ""
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {progress.done}/{progress.total}{left}"


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _say(sentence: str) -> None:
    sys.stderr.write(f"nianbao: {sentence}\n")

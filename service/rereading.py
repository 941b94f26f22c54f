"""
Stored bytes -> the report again, for a judgement that needs it long after it came.

The source is read anew, not put together from rows: rules look at places, labels and blanks, of
which the rows keep only a part. What one process has read it keeps for a while, since the years
of an organ are judged beside each other again and again.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Final

from service.errors import IntakeError
from service.model.report import Report
from service.parsing.assemble import parse
from service.storage.held import Held

MOST_REPORTS: Final = 128
MOST_CHARACTERS: Final = 2_000_000  # of all that is kept; a report has some five thousand

_Key = tuple[str, int]


class Readings:
    """Reports that were read again, the latest used ones; shared by the threads of a process."""

    def __init__(self, reports: int = MOST_REPORTS, characters: int = MOST_CHARACTERS) -> None:
        """Keep at most so many reports, and at most so many characters of text in all."""
        self._most = reports, characters
        self._kept: OrderedDict[_Key, Report] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def read(self, held: Held, load: Callable[[Held], bytes]) -> Report | None:
        """Return the report; None where today's reader finds none in the bytes of `load`."""
        key = held.sha256, held.year
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        report = read_again(load(held), held)
        if report is not None:
            with self._lock:
                self._keep(key, report)
        return report

    def has(self, held: Held) -> bool:
        """Tell whether the report is at hand."""
        with self._lock:
            return (held.sha256, held.year) in self._kept

    def _keep(self, key: _Key, report: Report) -> None:
        if key in self._kept:
            return
        self._kept[key] = report
        self._characters += len(report.text.content)
        reports, characters = self._most
        while len(self._kept) > reports or self._characters > characters:
            _, oldest = self._kept.popitem(last=False)
            self._characters -= len(oldest.text.content)


def read_again(data: bytes, held: Held) -> Report | None:
    """Return the report in `data`, on the year it is stored under; None where there is none."""
    try:
        report = parse(data, charset=held.encoding)
    except IntakeError:
        return None
    return replace(report, year=held.year)

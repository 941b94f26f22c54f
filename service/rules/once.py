"""What several rules ask of the report that is being judged, worked out once."""

from collections.abc import Callable
from typing import TypeVar

from service.model.report import Report

Derived = TypeVar("Derived")


def once_a_report(derive: Callable[[Report], Derived]) -> Callable[[Report], Derived]:
    """
    Let `derive`, a pure function, work once for a report that rule after rule asks it about.

    The last two reports are remembered, this one and last year's, by identity: comparing reports
    would cost more than it saves. Threads that judge several reports at once cost each other time,
    never the right answer.
    """
    last: tuple[tuple[Report, Derived], ...] = ()

    def remembered(report: Report) -> Derived:
        nonlocal last
        known = last
        for other, derived in known:
            if other is report:
                return derived
        derived = derive(report)
        last = ((report, derived), *known[:1])
        return derived

    return remembered

"""What several rules ask of the report that is being judged, worked out once."""

from collections.abc import Callable
from typing import TypeVar

from service.model.report import Report

Derived = TypeVar("Derived")


def once_a_report(derive: Callable[[Report], Derived]) -> Callable[[Report], Derived]:
    """
    Let `derive`, a pure function, work once for a report that rule after rule asks it about.

    Only the last report is remembered, by identity: comparing reports would cost more than it
    saves. Threads that judge two reports at once cost each other time, never the right answer.
    """
    last: tuple[Report, Derived] | None = None

    def remembered(report: Report) -> Derived:
        nonlocal last
        known = last
        if known is None or known[0] is not report:
            known = last = (report, derive(report))
        return known[1]

    return remembered

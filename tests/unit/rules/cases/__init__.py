"""For every rule: reports for which it holds, that break it, and to which it does not apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from service.model.finding import Severity
from service.model.history import NO_HISTORY, History
from service.model.report import Report
from service.rules.rule import Rule


class Years(NamedTuple):
    """A report and what the same organ reported before."""

    report: Report
    history: History = NO_HISTORY


def years(case: Report | Years) -> Years:
    """Return the case with its history, which most rules do without."""
    return case if isinstance(case, Years) else Years(case)


class Break(NamedTuple):
    """A report that breaks a rule, with the text that the finding must point at."""

    report: Report | Years
    at: str | None
    expected: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True)
class Cases:
    """The cases of one rule."""

    rule: Rule
    holds: Sequence[Report | Years]
    breaks: Sequence[Break]
    not_applicable: Sequence[Report | Years] = ()

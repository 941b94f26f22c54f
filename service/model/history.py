"""The earlier reports of an organ, beside which this year's is judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.model.report import Report

REACH = 5  # years; what lies further back says little about this one


@dataclass(frozen=True, slots=True)
class History:
    """
    Reports of the same organ by their year; those that are not held are not there.

    Rules look back `REACH` years at most, so a report says nothing about later ones than that.
    """

    reports: Mapping[int, Report] = field(default_factory=dict)

    def last(self, report: Report) -> Report | None:
        """Return the report on the year before, None where it is not held."""
        return self.reports.get(report.year - 1) if report.year is not None else None

    def earlier(self, report: Report) -> Iterator[tuple[int, Report]]:
        """Yield the years before that are held and their reports, the latest first."""
        if report.year is not None:
            for year in range(report.year - 1, report.year - 1 - REACH, -1):
                if year in self.reports:
                    yield year, self.reports[year]


NO_HISTORY = History()

"""The year under which a report is stored."""

from typing import Final

from service.errors import YearUnknown
from service.model.report import Report

FIRST_YEAR: Final = 2008  # the Regulations of 2007 are in force since 2008-05-01
LAST_YEAR: Final = 2099


def report_year(report: Report) -> int:
    """Return the year under which a report is stored; raise YearUnknown where it names none."""
    if report.year is None:
        raise YearUnknown
    if not FIRST_YEAR <= report.year <= LAST_YEAR:
        raise YearUnknown(f"{report.year} is no report year; the first is {FIRST_YEAR}.")
    return report.year

"""What the rules of family H share: last year's report, and how its values are pointed at."""

from service.model.finding import Operand
from service.model.history import History
from service.model.report import Report
from service.model.table import Table
from service.rules.rule import NotApplicable

COMPARISON = "同一机关各年度报告的相互比对，不是报告格式的要求"


def last_year(report: Report, history: History) -> Report | NotApplicable:
    """Return the report on the year before, or why there is none."""
    if report.year is None:
        return NotApplicable("the year of the report is not known")
    last = history.last(report)
    if last is None:
        return NotApplicable(f"the report on {report.year - 1} is not held")
    return last


def operand_of(year: int, table: Table, row: str, column: str) -> Operand:
    """
    Return a value of another year's report.

    Its pointer is led by that year: `2023#/applications/carried_out/total`, which beside the
    address of a report is that of the other year's, with the pointer as its fragment.
    """
    return Operand(f"{year}#{table.pointer(row, column)}", table.value(row, column))

"""Tables that the text ends in: what is missing of them says nothing about the report."""

import re

from service.model.problem import ProblemKind
from service.model.report import Report
from service.model.table import Table
from service.rules.once import once_a_report
from service.rules.structure.formats import template

_NO_WORD = re.compile(r"<[^<>]*>|&nbsp;|\W+")
# A label and a few cells of the row that the text breaks off in.
_LONGEST_REST = 40


@once_a_report
def cut_off_tables(report: Report) -> frozenset[str]:
    """Return the codes of the tables that the text ends in, as the reader or the rows show."""
    pointers = {
        problem.pointer or ""
        for problem in report.problems
        if problem.kind is ProblemKind.TEXT_ENDS_IN_TABLE
    }
    tables = list(report.tables())
    told = {table.code for table in tables if any(table.code in each for each in pointers)}
    return frozenset(told | {table.code for table in tables if _ends_text(report, table)})


def _ends_text(report: Report, table: Table) -> bool:
    """Tell whether the table lacks its last row and next to nothing stands behind it."""
    form = template(report)
    if form is None or report.signature is not None:
        return False
    [standard] = [each for each in form.tables() if each.code == table.code]
    if standard.rows[-1].code in table.rows:
        return False
    rest = report.text.content[table.span.end :]
    return len(rest) < _LONGEST_TAGS and len(_NO_WORD.sub("", rest)) <= _LONGEST_REST


_LONGEST_TAGS = 2_000

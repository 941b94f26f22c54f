"""Texts that end too early: what is missing behind the end says nothing about the report."""

import re

from service.model.place import Span
from service.model.problem import ProblemKind
from service.model.report import Report
from service.model.table import Table
from service.rules.joined import prose, prose_spans
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
    rest = report.text.shown[table.span.end :]
    return len(rest) < _LONGEST_TAGS and len(_NO_WORD.sub("", rest)) <= _LONGEST_REST


_LONGEST_TAGS = 2_000


# A sentence ends so, and so does a line that is none: a heading, a name in brackets.
_SENTENCE_ENDS = frozenset("。！？；：.!?;:”’）)》】]>|")
_SHORTEST_SENTENCE = 12


@once_a_report
def unfinished_sentence(report: Report) -> Span | None:
    """Return where the text ends in mid-sentence, None where it ends as a text does."""
    parts = prose_spans(report)
    if report.signature is not None or not report.sections:
        return None
    if not parts or parts[-1].end < len(report.text.content):
        return None
    text = prose(report)
    content = text.content.rstrip()
    start = max(content.rfind(mark) for mark in "。；\n") + 1
    last = content[start:].removesuffix(report.agency_name or "")
    if len(last) < _SHORTEST_SENTENCE or last[-1] in _SENTENCE_ENDS:
        return None
    return text.span(start, len(content))


def last_section(report: Report) -> int | None:
    """Return the number of the section in which a text ends too early, None for a whole text."""
    cut = cut_off_tables(report)
    if cut:
        form = template(report)
        tables = form.tables() if form is not None else ()
        return min((each.section for each in tables if each.code in cut), default=None)
    if unfinished_sentence(report) is None:
        return None
    return max((section.number for section in report.sections), default=0)

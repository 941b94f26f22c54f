"""
Family P, first part: figures of the prose against the tables.

A table's row is no evidence against the prose where its digits run together without adding up.
9.1万件 agrees with all that it may be rounded or cut off from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from service.model.finding import Severity
from service.model.narrative import Figure
from service.model.report import Report
from service.model.table import Table
from service.rules.arithmetic import COLUMNS, DOCUMENT_ROWS, RESULTS, other_rows
from service.rules.glued import noted_where_glued
from service.rules.joined import prose
from service.rules.places import figure_pointer, stated
from service.rules.prose.precision import is_one_of
from service.rules.prose.wholes import OF_A_WHOLE, tables_are_of_a_whole
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.sums import NO_TABLE_FOUR, NO_TABLE_THREE, NO_TABLE_TWO, operands
from service.standard.figures import FIGURES
from service.standard.law import ARTICLE_50

ORGANISATIONS = COLUMNS[1:-1]
NOTHING_STATED = NotApplicable(
    "the prose states no figure of this kind, or the table has no number"
)

# A negation states no number; what it denies is P307's affair.
_NEGATION = re.compile(r"[未无没]")

Cells = tuple[tuple[str, str], ...]
Expected = Mapping[str, Iterable[Cells]]
NO_OTHERS: Mapping[str, set[int]] = {}


class Reading(NamedTuple):
    """What a figure may rightly state: the sum of some cells."""

    total: int
    cells: Cells


def _readings(table: Table, cells: Iterable[Cells]) -> list[Reading]:
    """Return the sums of `cells`; none at all where one of them was not read."""
    readings = []
    for group in cells:
        values = [table.value(row, column) for row, column in group]
        known = [int(value) for value in values if value is not None]
        if len(known) < len(values):
            return []
        readings.append(Reading(sum(known), group))
    return readings


def _judge(
    report: Report, table: Table, expected: Expected, also: Mapping[str, set[int]] = NO_OTHERS
) -> Outcome:
    """
    Hold the figures of each code against its readings; at most one fault a code.

    `also` names numbers that are right as well, though no sum of cells.
    """
    if tables_are_of_a_whole(report):
        return OF_A_WHOLE
    faults = []
    judged = False
    for code, cells in expected.items():
        figures = [figure for figure in stated(report, code) if _states_number(report, figure)]
        readings = _readings(table, cells) if figures else []
        if not readings:
            continue
        judged = True
        # Where one statement agrees, another may be about part of the year or another organ.
        totals = {reading.total for reading in readings}
        if not _agree(report, totals | also.get(code, set()), figures):
            faults.append(_disagreement(report, table, readings, figures[0]))
    return faults if judged else NOTHING_STATED


def _states_number(report: Report, figure: Figure) -> bool:
    return figure.value != 0 or not _NEGATION.search(report.text.quote(figure.number))


def _agree(report: Report, totals: set[int], figures: list[Figure]) -> bool:
    """Tell whether one of the figures, or all of them together, is one of the totals."""
    return any(
        is_one_of(report, together, totals) for together in (*zip(figures, strict=True), figures)
    )


def _disagreement(report: Report, table: Table, readings: list[Reading], figure: Figure) -> Fault:
    totals = [str(total) for total in sorted({reading.total for reading in readings})]
    what = FIGURES[figure.figure].partition("，")[0]
    fault = Fault(
        zh=f"文字所述“{what}”为{figure.value}，与表格中的{'或'.join(totals)}不一致。",
        en=f"The prose states {figure.figure} as {figure.value}, the table has {'/'.join(totals)}.",
        span=figure.quote,
        pointer=figure_pointer(report, figure),
        expected="/".join(totals),
        actual=str(figure.value),
        operands=operands(table, readings[0].cells),
    )
    rows = (row for reading in readings for row, _ in reading.cells)
    return noted_where_glued(fault, table, rows)


def _cells(rows: Iterable[str], columns: Iterable[str]) -> Cells:
    columns = tuple(columns)
    return tuple((row, column) for row in rows for column in columns)


def _total(*rows: str) -> Cells:
    return tuple((row, "total") for row in rows)


@rule("P301", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def applications_stated(report: Report) -> Outcome:
    """
    The applications received that the prose states are those of table three.

    Why: both count the same; 收到 may mean those of the year or these and the ones carried in,
    both readings are in use and either is right. A number in 万 or 亿 may be rounded or cut off,
    here as in the rules behind this one.
    Holds: received 111, carried_in 2; 共收到政府信息公开申请113件.
    Breaks: received 111, carried_in 2; 共收到政府信息公开申请131件.
    Not applicable: no table three, or the prose states no number of applications received; for
    this rule and those behind it, that the prose says of table three's total that a whole place
    received it, of which the organ is a part.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    incoming = (_total("received"), _total("received", "carried_in"))
    return _judge(report, table, {"received": incoming, "received_and_carried_in": incoming})


@rule("P302", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def applicants_stated(report: Report) -> Outcome:
    """
    The applications by natural persons and by organisations in the prose are those of the table.

    Why: both count the same, among those received, these and the ones carried in, or concluded.
    Holds: received 109, carried_in 1; 政府信息公开申请中，自然人申请110件.
    Breaks: received 109, carried_in 1; 政府信息公开申请中，自然人申请101件.
    Not applicable: no table three, or the prose states no number by kind of applicant.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE

    return _judge(
        report,
        table,
        {
            "by_natural_persons": _by_applicants(("natural_person",)),
            "by_legal_persons": _by_applicants(ORGANISATIONS),
        },
    )


def _by_applicants(columns: tuple[str, ...]) -> tuple[Cells, ...]:
    rows = (("received",), ("received", "carried_in"), ("concluded",))
    return tuple(_cells(among, columns) for among in rows)


def _group(prefix: str) -> tuple[str, ...]:
    return tuple(row for row in RESULTS if row.startswith(prefix))


_RESULT_ROWS = {
    "concluded": ("concluded",),
    "granted": ("granted",),
    "partially_granted": ("partially_granted",),
    "refused": _group("refused."),
    "unable": _group("unable."),
    "not_processed": _group("not_processed."),
}


@rule("P303", severity=Severity.WARNING, basis=ARTICLE_50, version=3)
def results_stated(report: Report) -> Outcome:
    """
    The results that the prose states are those of table three, each kind with all its reasons.

    Why: both count the same; 无法提供 in prose is the sum of three rows, or one of them where
    the prose gives the reason; 办结 in prose may leave out the applications carried in.
    Holds: unable.not_held 47, unable.requires_creation 3; 政府信息公开申请无法提供50件.
    Breaks: unable.not_held 47, unable.requires_creation 3; 政府信息公开申请无法提供55件.
    Not applicable: no table three, or the prose states no results.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    rows_of = {**_RESULT_ROWS, "other_results": other_rows(table)}
    return _judge(
        report,
        table,
        {code: _together_or_one(table, rows) for code, rows in rows_of.items()},
        {"concluded": _concluded_of_new(table)},
    )


def _concluded_of_new(table: Table) -> set[int]:
    """Return the number concluded without those carried in: 新收26件，办结24件，2件结转下年."""
    concluded, carried_in = (table.value(row, "total") for row in ("concluded", "carried_in"))
    return set() if concluded is None or carried_in is None else {int(concluded - carried_in)}


def _together_or_one(table: Table, rows: tuple[str, ...]) -> Iterator[Cells]:
    """Yield all `rows` as one sum, and each that is not zero by itself."""
    yield _total(*rows)
    yield from (_total(row) for row in rows if table.value(row, "total"))


@rule("P304", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def carried_over_stated(report: Report) -> Outcome:
    """
    The applications carried in and carried out that the prose states are those of table three.

    Why: both count the same.
    Holds: carried_out 9; 政府信息公开申请转下一年办理9件.
    Breaks: carried_out 9; 政府信息公开申请转下一年办理8件.
    Not applicable: no table three, or the prose states no number carried over.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    return _judge(report, table, {row: (_total(row),) for row in ("carried_in", "carried_out")})


_WITH_LAST_YEAR = re.compile(r"诉讼[^。\n]{0,12}含上年|复议[^。\n]{0,12}含上年")
_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")


@rule("P305", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def review_stated(report: Report) -> Outcome:
    """
    The cases of reconsideration and litigation that the prose states are those of table four.

    Why: both count the same; litigation in prose is the sum of the two groups or one of them.
    Holds: reconsideration: total 3; 因政府信息公开被申请行政复议3件.
    Breaks: reconsideration: total 3; 因政府信息公开被申请行政复议5件.
    Not applicable: no table four, no such number in the prose, or a note says that the table
    includes cases of the year before.
    """
    table = report.review
    if table is None:
        return NO_TABLE_FOUR
    content = prose(report).content
    if "含上年" in content and _WITH_LAST_YEAR.search(content):
        return NotApplicable("a note says that the table includes cases of the year before")
    return _judge(
        report,
        table,
        {
            "reconsideration": (_total("reconsideration"),),
            "litigation": _together_or_one(table, _LITIGATION),
        },
    )


_DOCUMENT_COLUMNS = {
    "issued": ("issued", "newly_made", "newly_disclosed"),
    "repealed": ("repealed",),
    "in_force": ("in_force", "total_disclosed"),
}


@rule("P306", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def documents_stated(report: Report) -> Outcome:
    """
    The documents issued, repealed and in force that the prose states are those of table two.

    Why: both count the same.
    Holds: normative_documents: issued 3, in_force 24; 制发规范性文件3件，现行有效24件.
    Breaks: normative_documents: issued 3, in_force 24; 制发规范性文件4件.
    Not applicable: no table two, or the prose states no such number.
    """
    table = report.disclosure
    if table is None:
        return NO_TABLE_TWO

    return _judge(
        report,
        table,
        {
            f"{row}_{what}": [((row, column),) for column in columns if table.cell(row, column)]
            for row in DOCUMENT_ROWS
            for what, columns in _DOCUMENT_COLUMNS.items()
        },
    )

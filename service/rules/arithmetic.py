"""Family A: what the numbers of the three tables must agree on."""

from decimal import Decimal
from functools import cache

from service.model.finding import Severity
from service.model.problem import ProblemKind
from service.model.report import Report
from service.model.table import Table
from service.rules.glued import is_glued, noted_where_glued
from service.rules.labels import column_label, row_label
from service.rules.places import cell_span, uncounted_cells
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.sums import (
    NO_TABLE_FOUR,
    NO_TABLE_THREE,
    NO_TABLE_TWO,
    Balance,
    Block,
    Imbalance,
    imbalances,
    operands,
)
from service.standard.format_2021 import APPLICANTS, OUTCOMES, RECEIVED_TO_NOT_PROCESSED
from service.standard.template import AMOUNT

TABLE_THREE = "国办公开办函〔2021〕30号，表三；国办公开办函〔2019〕60号，表三"
TABLE_FOUR = "国办公开办函〔2021〕30号，表四；国办公开办函〔2019〕60号，表四"
TABLE_TWO_2021 = "国办公开办函〔2021〕30号，表二"
TABLE_TWO_2019 = "国办公开办函〔2019〕60号，表二"

COLUMNS = tuple(column.code for column in APPLICANTS)
GROUP_COLUMNS = tuple(column.code for column in OUTCOMES)
RESULTS = tuple(row.code for row in RECEIVED_TO_NOT_PROCESSED[2:])
DOCUMENT_ROWS = ("regulations", "normative_documents")  # of table two, in either format
OTHER_ROWS = ("other.correction_overdue", "other.fee_overdue", "other.other")


def _total_faults(
    table: Table, failed: list[Imbalance] | NotApplicable, zh: str, en: str
) -> Outcome:
    """Report each failed balance at its right side, a total; `zh` and `en` name the place."""
    if isinstance(failed, NotApplicable):
        return failed
    faults = []
    for balance, parts, total in failed:
        [(row, column)] = balance.right.codes()
        words = {"row": row_label(table.code, row), "column": column_label(table.code, column)}
        codes = {"row": row, "column": column}
        fault = Fault(
            zh=f"{zh.format(**words)}之和为{parts}，与所填总计{total}不符。",
            en=f"{en.format(**codes)} add up to {parts}, the stated total is {total}.",
            span=cell_span(table, row, column),
            pointer=table.pointer(row, column),
            expected=str(parts),
            actual=str(total),
            operands=operands(table, balance.codes()),
        )
        faults.append(noted_where_glued(fault, table, balance.left.rows + balance.right.rows))
    return faults


def _split_rows(report: Report) -> frozenset[str | None]:
    """Return the pointers of rows whose glued digits were split so that they add up."""
    return frozenset(
        problem.pointer for problem in report.problems if problem.kind is ProblemKind.SPLIT_BY_SUM
    )


def _row_imbalances(
    report: Report, table: Table, columns: tuple[str, ...]
) -> list[Imbalance] | NotApplicable:
    """Return the rows that do not add up, but for those whose numbers had to be taken apart."""

    def is_printed_apart(balance: Balance) -> bool:
        [row] = balance.right.rows
        return not is_glued(table.rows[row]) and table.pointer(row) not in _split_rows(report)

    return imbalances(table, (_row_balance(row, columns) for row in table.rows), is_printed_apart)


@cache
def _row_balance(row: str, columns: tuple[str, ...]) -> Balance:
    return Balance(Block((row,), columns[:-1]), Block((row,), columns[-1:]))


@rule("A101", severity=Severity.ERROR, basis=TABLE_THREE)
def applications_row_totals(report: Report) -> Outcome:
    """
    In every row of table three, the six kinds of applicant add up to the total.

    Why: the total column is the sum of natural persons and the five kinds of organisation.
    Holds: received: natural_person 109, commercial_enterprise 1, public_welfare_organization 1,
    total 111.
    Breaks: received: natural_person 109, commercial_enterprise 1, total 111.
    Not applicable: no table three, no row with all its numbers; a row whose numbers are
    printed without anything between them.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    failed = _row_imbalances(report, table, COLUMNS)
    return _total_faults(table, failed, "“{row}”各类申请人", "The applicants of {row}")


@rule("A102", severity=Severity.ERROR, basis=TABLE_THREE)
def applications_concluded(report: Report) -> Outcome:
    """
    In every column of table three, the results add up to the row 总计 (concluded).

    Why: every application concluded in the year has exactly one result. Where a row's numbers are
    printed without anything between them and do not add up, this is only noted.
    Holds: granted 9, partially_granted 12, unable.not_held 40, other.other 43; concluded 104.
    Breaks: granted 9, partially_granted 12, unable.not_held 40, other.other 43; concluded 105.
    Not applicable: no table three, or no column with all its numbers.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    rows = RESULTS + other_rows(table)
    failed = imbalances(table, (_column_balance(rows, column) for column in COLUMNS))
    return _total_faults(
        table, failed, "“{column}”一列各项办理结果", "The results in column {column}"
    )


@cache
def _column_balance(rows: tuple[str, ...], column: str) -> Balance:
    return Balance(Block(rows, (column,)), Block(("concluded",), (column,)))


def other_rows(table: Table) -> tuple[str, ...]:
    """Return the rows that hold （六）其他处理: one in the format of 2019, else three."""
    return ("other",) if table.value("other", "total") is not None else OTHER_ROWS


@rule("A103", severity=Severity.ERROR, basis=TABLE_THREE)
def applications_balance(report: Report) -> Outcome:
    """
    Received plus carried in equals concluded plus carried out, in every column.

    Why: the table's head demands it (勾稽关系): what came in has been concluded or goes on. Where a
    row's numbers are printed without anything between them and do not add up, this is only noted.
    Holds: received 12, carried_in 1; concluded 11, carried_out 2.
    Breaks: received 12, carried_in 1; concluded 11, carried_out 1.
    Not applicable: no table three, or no column with all four numbers.
    """
    table = report.applications
    if table is None:
        return NO_TABLE_THREE
    failed = imbalances(table, _FLOWS)
    if isinstance(failed, NotApplicable):
        return failed
    return [_unbalanced(table, imbalance) for imbalance in failed]


_FLOWS = tuple(
    Balance(
        Block(("received", "carried_in"), (column,)), Block(("concluded", "carried_out"), (column,))
    )
    for column in COLUMNS
)


def _unbalanced(table: Table, imbalance: Imbalance) -> Fault:
    balance, incoming, outgoing = imbalance
    [column] = balance.right.columns
    fault = Fault(
        zh=(
            f"“{column_label(table.code, column)}”一列勾稽关系不成立："
            f"第一项加第二项为{incoming}，第三项加第四项为{outgoing}。"
        ),
        en=(
            f"In column {column} received and carried in are {incoming}, "
            f"concluded and carried out {outgoing}."
        ),
        span=cell_span(table, "carried_out", column),
        pointer=table.pointer("carried_out", column),
        expected=str(incoming),
        actual=str(outgoing),
        operands=operands(table, balance.codes()),
    )
    return noted_where_glued(fault, table, balance.left.rows + balance.right.rows)


@rule("A104", severity=Severity.ERROR, basis=TABLE_FOUR)
def review_totals(report: Report) -> Outcome:
    """
    In each group of table four, the four outcomes add up to the total.

    Why: a case was upheld, corrected, ended otherwise, or is pending.
    Holds: reconsideration: upheld 3, corrected 0, other 0, pending 1, total 4.
    Breaks: reconsideration: upheld 3, corrected 0, other 0, pending 1, total 3.
    Not applicable: no table four, no group with all its numbers; a group whose numbers are
    printed without anything between them.
    """
    table = report.review
    if table is None:
        return NO_TABLE_FOUR
    failed = _row_imbalances(report, table, GROUP_COLUMNS)
    return _total_faults(table, failed, "“{row}”各项结果", "The outcomes of {row}")


def _exceeding(table: Table | None, smaller: str, larger: str) -> Outcome:
    """Report the rows of table two where the number in `smaller` exceeds that in `larger`."""
    if table is None:
        return NO_TABLE_TWO
    faults = []
    judged = False
    for row in DOCUMENT_ROWS:
        part, whole = table.value(row, smaller), table.value(row, larger)
        if part is None or whole is None:
            continue
        judged = True
        if part > whole:
            fault = _exceeds(table, row, smaller, larger)
            faults.append(noted_where_glued(fault, table, (row,)))
    return faults if judged else NotApplicable("table two has no such pair of numbers")


def _exceeds(table: Table, row: str, smaller: str, larger: str) -> Fault:
    part, whole = table.value(row, smaller), table.value(row, larger)
    label, small = row_label(table.code, row), column_label(table.code, smaller)
    return Fault(
        zh=f"“{label}”{small}{part}，大于{column_label(table.code, larger)}{whole}，请核对。",
        en=f"In row {row}, {smaller} is {part} and exceeds {larger}, which is {whole}.",
        span=cell_span(table, row, smaller),
        pointer=table.pointer(row, smaller),
        expected=f"≤ {whole}",
        actual=str(part),
        operands=operands(table, ((row, smaller), (row, larger))),
    )


@rule("A105", severity=Severity.WARNING, basis=TABLE_TWO_2021)
def issued_within_in_force(report: Report) -> Outcome:
    """
    The documents issued in the year are no more than those in force at its end.

    Why: a document issued this year is counted among those in force, unless it was already
    repealed; that is rare enough for a person to look. Where the numbers are printed without
    anything between them, this is only noted.
    Holds: normative_documents: issued 5, repealed 7, in_force 98.
    Breaks: normative_documents: issued 98, repealed 7, in_force 5.
    Not applicable: no table two in the format of 2021, or the numbers are not printed.
    """
    return _exceeding(report.disclosure, "issued", "in_force")


@rule("A106", severity=Severity.WARNING, basis=TABLE_TWO_2019)
def newly_disclosed_within_total(report: Report) -> Outcome:
    """
    The documents newly disclosed in the year are no more than all disclosed ones.

    Why: in the format of 2019 the total includes what the year added. Where the numbers are
    printed without anything between them, this is only noted.
    Holds: normative_documents: newly_made 6, newly_disclosed 4, total_disclosed 11.
    Breaks: normative_documents: newly_made 6, newly_disclosed 11, total_disclosed 4.
    Not applicable: no table two in the format of 2019, or the numbers are not printed.
    """
    return _exceeding(report.disclosure, "newly_disclosed", "total_disclosed")


@rule("A107", severity=Severity.ERROR, basis=TABLE_THREE)
def counts_are_whole(report: Report) -> Outcome:
    """
    Every count in the tables is a whole number and not negative.

    Why: applications, documents and cases are counted; only 本年增/减 may be negative and
    only amounts of money may have a fraction.
    Holds: received: natural_person 3; licensing: change -18.
    Breaks: received: natural_person -3.
    Not applicable: no table was found.
    """
    if not any(report.tables()):
        return NotApplicable("no table was found")
    return [
        _odd(table, row, column, value)
        for table, row, column, cell in uncounted_cells(report)
        if (value := cell.value) is not None and _is_odd(column, value)
    ]


_CHANGE = "change"


def _is_odd(column: str, value: int | Decimal) -> bool:
    negative = value < 0 and column != _CHANGE
    return negative or (value != int(value) and column != AMOUNT)


def _odd(table: Table, row: str, column: str, value: int | Decimal) -> Fault:
    return Fault(
        zh=f"“{row_label(table.code, row)}”填写的{value}不是非负整数。",
        en=f"The number {value} in row {row} is no non-negative whole number.",
        span=cell_span(table, row, column),
        pointer=table.pointer(row, column),
        expected="≥ 0" if value < 0 and column != _CHANGE else "a whole number",
        actual=str(value),
        operands=operands(table, ((row, column),)),
    )

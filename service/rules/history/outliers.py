"""Family H, second part: counts far from all that the organ has reported before."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from service.model.finding import Operand, Severity
from service.model.history import REACH, History
from service.model.report import Report
from service.model.table import Table
from service.rules.history.years import COMPARISON, operand_of
from service.rules.labels import column_label, row_label
from service.rules.places import cell_span
from service.rules.rule import Fault, NotApplicable, Outcome, history_rule
from service.rules.sums import operands

FEWEST_YEARS: Final = 3
FEWEST_CASES: Final = 30  # below, a count may be five times another by chance
FACTOR: Final = 5

# Counts that both formats state, with the column of each format; those of documents are near
# enough to compare: 新制作 is 制发 in all but the word.
COUNTS: Final = (
    ("disclosure", "normative_documents", ("issued", "newly_made")),
    ("disclosure", "licensing", ("decisions",)),
    ("disclosure", "penalties", ("decisions",)),
    ("disclosure", "coercive_measures", ("decisions",)),
    ("applications", "received", ("total",)),
    ("applications", "concluded", ("total",)),
    ("review", "reconsideration", ("total",)),
    ("review", "litigation_direct", ("total",)),
    ("review", "litigation_after_reconsideration", ("total",)),
)

TOO_FEW_YEARS: Final = NotApplicable(
    f"no count is stated in {FEWEST_YEARS} of the {REACH} years before"
)

CountCode = tuple[str, str]


class Count(NamedTuple):
    """A count that a report states, and where."""

    table: Table
    row: str
    column: str
    value: int | Decimal


@history_rule("H203", severity=Severity.INFO, basis=COMPARISON, since="1.0.1")
def counts_in_line_with_past(report: Report, history: History) -> Outcome:
    """
    No count is five times the highest, or a fifth of the lowest, of the organ's earlier years.

    Why: a digit too many or too few, or a number in the wrong row, stands out against the organ's
    own past. At least three of the five years before must state the count, and the larger of the
    two numbers must be 30 or more.
    Holds: 2021: licensing: decisions 310; 2022: licensing: decisions 295; 2023: licensing:
    decisions 402; 2024: licensing: decisions 388.
    Breaks: 2021: licensing: decisions 310; 2022: licensing: decisions 295; 2023: licensing:
    decisions 402; 2024: licensing: decisions 3880.
    Not applicable: no count is stated this year and in three of the five years before.
    """
    past = {year: _counts(earlier) for year, earlier in history.earlier(report)}
    if len(past) < FEWEST_YEARS:
        return TOO_FEW_YEARS
    judged = [
        (now, known)
        for count, now in _counts(report).items()
        if len(known := _known(count, past)) >= FEWEST_YEARS
    ]
    if not judged:
        return TOO_FEW_YEARS
    return [fault for now, known in judged for fault in _outlier(now, known)]


def _counts(report: Report) -> dict[CountCode, Count]:
    """Return what the report states, by table and row."""
    tables = {table.code: table for table in report.tables()}
    return {
        (code, row): Count(table, row, column, value)
        for code, row, columns in COUNTS
        if (table := tables.get(code)) is not None
        for column in columns
        if (value := table.value(row, column)) is not None
    }


def _known(count: CountCode, past: dict[int, dict[CountCode, Count]]) -> dict[int, Count]:
    """Return the same count of earlier years, by year."""
    return {year: counts[count] for year, counts in past.items() if count in counts}


def _outlier(now: Count, known: dict[int, Count]) -> Iterator[Fault]:
    values = [count.value for count in known.values()]
    lowest, highest = min(values), max(values)
    too_many = now.value >= max(FEWEST_CASES, FACTOR * highest)
    too_few = lowest >= max(FEWEST_CASES, FACTOR * now.value)
    if too_many or too_few:
        bound = f"< {FACTOR * highest}" if too_many else f"> {lowest // FACTOR}"
        yield _stands_out(now, known, bound)


def _stands_out(now: Count, known: dict[int, Count], expected: str) -> Fault:
    table, row, column, value = now
    years = "、".join(f"{year}年{known[year].value}" for year in sorted(known))
    label = f"“{row_label(table.code, row)}”{column_label(table.code, column)}"
    return Fault(
        zh=f"{label}为{value}，与以往年度（{years}）相差悬殊，请核对。",
        en=f"{column} of {row} is {value}, far from the years before.",
        span=cell_span(table, row, column),
        pointer=table.pointer(row, column),
        expected=expected,
        actual=str(value),
        operands=tuple(_operands(now, known)),
    )


def _operands(now: Count, known: dict[int, Count]) -> Iterator[Operand]:
    for year in sorted(known):
        yield operand_of(year, *known[year][:3])
    yield from operands(now.table, ((now.row, now.column),))

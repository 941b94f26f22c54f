"""
Tallies: the numbers of one report or of many, in a form that adds up fast.

Most of a tally are two lists in step with CELLS: the sums of the cells, and how many reports have
a readable number there. Amounts are kept apart, since they have decimals. A number that no organ
can have - digits that a damaged text ran together, half an application - is in no sum, but it is
counted where it stands, so that nobody takes the sum for complete.

A place in CELLS never changes its meaning, because stored tallies rest on it: a new cell goes to
the end, and a test holds the order.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from operator import add, sub
from typing import Any, Final, NamedTuple

from service.json_text import as_json
from service.model.finding import Finding
from service.model.report import Report
from service.model.table import Table
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.template import Quantity

Pairs = dict[str, list[Any]]  # a sum, and the number of reports that it is from


class Cell(NamedTuple):
    """A cell of one of the tables."""

    table: str
    row: str
    column: str


def _cells() -> Iterator[tuple[Cell, Quantity]]:
    """Yield the cells of both formats, those of 2021 first."""
    for table in (*FORMAT_2021.tables(), *FORMAT_2019.tables()):
        for row in table.rows:
            for column in row.columns:
                yield Cell(table.code, row.code, column.code), column.quantity


_QUANTITIES: Final = dict(_cells())
CELLS: Final = tuple(
    cell for cell, quantity in _QUANTITIES.items() if quantity is not Quantity.AMOUNT
)
# No organ has more applications in a year, or does more of anything: what is printed beyond is not
# a number, but several that ran together.
MOST: Final = {"disclosure": 9_999_999_999, "applications": 999_999, "review": 999_999}


def _places() -> dict[str, dict[str, dict[str, int | None]]]:
    """Return where each cell stands in CELLS, by table, row and column; None for an amount."""
    places: dict[str, dict[str, dict[str, int | None]]] = {}
    numbered = {cell: place for place, cell in enumerate(CELLS)}
    for cell in _QUANTITIES:
        row = places.setdefault(cell.table, {}).setdefault(cell.row, {})
        row[cell.column] = numbered.get(cell)
    return places


_AT: Final = _places()


class Tally:
    """
    What reports have in common that can be counted.

    `formats`: how many reports are in each national format; "" where it is not known.
    `sums`, `counts`: of each of CELLS, the sum and the number of reports that it is from.
    `amounts`: the same of the amounts in 10,000 CNY that any report has, by `table/row/column`.
    `findings`: the same of findings by `severity/rule`, and by `severity/` of all rules.
    `left_out`: how many reports have a number in the cell that is in no sum.
    """

    __slots__ = ("amounts", "counts", "findings", "formats", "left_out", "sums")

    def __init__(self, members: dict[str, Any] | None = None) -> None:
        """Read what `members` gave; without it, the tally of no report."""
        found = members or {}
        self.sums: list[int] = _padded(found.get("sums", []))
        self.counts: list[int] = _padded(found.get("counts", []))
        self.formats: dict[str, int] = found.get("formats", {})
        self.left_out: dict[str, int] = found.get("left_out", {})
        self.findings: Pairs = found.get("findings", {})
        self.amounts: Pairs = {
            cell: [Decimal(total), reports]
            for cell, (total, reports) in found.get("amounts", {}).items()
        }

    def members(self) -> str:
        """Return the tally as it is stored."""
        amounts = {cell: [format(total, "f"), n] for cell, (total, n) in self.amounts.items()}
        members = {name: getattr(self, name) for name in self.__slots__}
        return as_json(members | {"amounts": amounts}).decode()

    def add(self, other: "Tally") -> None:
        """Count in what the other tally counts."""
        self._combine(add, other)

    def take_away(self, other: "Tally") -> None:
        """Leave out what the other tally counts."""
        self._combine(sub, other)

    def _combine(self, combine: Callable[[Any, Any], Any], other: "Tally") -> None:
        self.sums = list(map(combine, self.sums, other.sums))
        self.counts = list(map(combine, self.counts, other.counts))
        for own, others in ((self.formats, other.formats), (self.left_out, other.left_out)):
            for name, number in others.items():
                own[name] = combine(own.get(name, 0), number)
        for pairs, added in ((self.amounts, other.amounts), (self.findings, other.findings)):
            for name, (total, reports) in added.items():
                before = pairs.get(name, (0, 0))
                pairs[name] = [combine(before[0], total), combine(before[1], reports)]


def _padded(numbers: list[int]) -> list[int]:
    """Return the list in the length of CELLS, which an older version knew fewer of."""
    return numbers + [0] * (len(CELLS) - len(numbers))


def tally_of(report: Report, findings: Iterable[Finding]) -> Tally:
    """Return the tally of a report with what was found about it: that of its representation."""
    tally = Tally()
    tally.formats[report.format or ""] = 1
    for table in report.tables():
        _count_table(tally, table)
    _count_findings(tally, ((found.severity.value, found.rule) for found in findings))
    return tally


def _count_table(tally: Tally, table: Table) -> None:
    most, sums, counts = MOST[table.code], tally.sums, tally.counts
    for row in table.rows.values():
        places = _AT[table.code][row.code]
        for column, (value, _, _) in row.cells.items():
            place = places[column]
            # Nearly all of some two hundred cells are such, and not worth a call each.
            if place is not None and isinstance(value, int) and -most <= value <= most:
                sums[place] = value
                counts[place] = 1
            else:
                _count_cell(tally, Cell(table.code, row.code, column), value)


def tally_of_representation(representation: bytes) -> Tally:
    """Return the tally of a stored report, as its representation shows it."""
    stored = json.loads(representation)
    tally = Tally()
    tally.formats[stored.get("format") or ""] = 1
    for table in _AT:
        for row, values in (stored.get(table) or {}).items():
            for column, value in values.items():
                _count_cell(tally, Cell(table, row, column), value)
    findings = stored.get("findings", ())
    _count_findings(tally, ((found["severity"], found["rule"]) for found in findings))
    return tally


def _count_cell(tally: Tally, cell: Cell, value: int | Decimal | str | None) -> None:
    if value is None:
        return
    table, row, column = cell
    place = _AT[table][row][column]
    if place is None:
        _count_amount(tally, "/".join(cell), Decimal(value))
        return
    number: Any = value if isinstance(value, int) else Decimal(value)  # as 2.0 is
    if abs(number) <= MOST[table] and number % 1 == 0:
        tally.sums[place] = int(number)
        tally.counts[place] = 1
    else:
        tally.left_out["/".join(cell)] = 1


def _count_amount(tally: Tally, cell: str, amount: Decimal) -> None:
    if abs(amount) <= MOST["disclosure"]:
        tally.amounts[cell] = [amount, 1]
    else:
        tally.left_out[cell] = 1


def _count_findings(tally: Tally, findings: Iterable[tuple[str, str]]) -> None:
    for severity, rule in findings:
        for name in (f"{severity}/{rule}", f"{severity}/"):
            tally.findings.setdefault(name, [0, 1])[0] += 1

"""
A table of a report as printed: rows of cells under the codes of the national format.

The three tables share one shape, so there is one `Table` and not three classes alike:
`disclosure` (table two), `applications` (table three), `review` (table four).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from service.model.place import Span


class Cell(NamedTuple):
    """
    One cell: the number that was read, and what was printed there.

    `value` is None where nothing is printed that reads as a number; None is never zero.
    `printed` is None where nothing at all is printed; `span` then is None too,
    unless the layout shows where the blank stands.
    A count is an int; an amount is a Decimal in units of 10,000 CNY (万元).
    """

    value: int | Decimal | None
    printed: str | None
    span: Span | None


class Label(NamedTuple):
    """A label or column heading that was recognised: its standard wording, and the printed one."""

    standard: str
    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `label` is None where the row was recognised without its label."""

    code: str
    label: Label | None
    cells: Mapping[str, Cell]

    def value(self, column: str) -> int | Decimal | None:
        """Return the number read in `column`, or None."""
        cell = self.cells.get(column)
        return cell.value if cell is not None else None

    def has_values(self) -> bool:
        """Tell whether a number was read in any column."""
        return any(cell.value is not None for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table of the report: `rows` by their code, in the order of the format.

    Only rows that the text contains are there.
    `headings` are the column headings that were recognised, in reading order.
    `span` reaches from the table's first recognised label to its last cell.
    """

    code: str
    rows: Mapping[str, Row]
    headings: tuple[Label, ...]
    span: Span

    def cell(self, row: str, column: str) -> Cell | None:
        """Return the cell at `row` and `column`, or None where the text has no such row."""
        found = self.rows.get(row)
        return found.cells.get(column) if found is not None else None

    def value(self, row: str, column: str) -> int | Decimal | None:
        """Return the number at `row` and `column`, or None."""
        cell = self.cell(row, column)
        return cell.value if cell is not None else None

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Yield (row code, column code, cell) in reading order."""
        for row in self.rows.values():
            for column, cell in row.cells.items():
                yield row.code, column, cell

    def has_values(self) -> bool:
        """Tell whether a number was read in any cell."""
        return any(row.has_values() for row in self.rows.values())

    def pointer(self, row: str, column: str | None = None) -> str:
        """Return the JSON Pointer (RFC 6901) of a row or cell in the representation."""
        return f"/{self.code}/{row}" if column is None else f"/{self.code}/{row}/{column}"

"""
The shape in which a national format is written down.

Every template stands once, as a constant, and is compared by identity: that makes it cheap to
keep what was derived from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

AMOUNT: Final = "amount_10k_cny"  # the code of every column of amounts


class Quantity(Enum):
    """What the cells of a column hold."""

    COUNT = "non-negative integer"
    CHANGE = "integer, negative for a decrease"
    AMOUNT = "decimal, in units of 10,000 CNY"


@dataclass(frozen=True, slots=True, eq=False)
class ColumnTemplate:
    """
    A column: its code, standard heading and what it holds.

    `unit` is the unit that the heading announces (万元), None where it announces none.
    """

    code: str
    label: str
    quantity: Quantity = Quantity.COUNT
    unit: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RowTemplate:
    """
    A row: its code, its standard label with the number it bears, and its columns.

    `group` is the label of the group it stands in, where the format has one.
    `variants` are other wordings in use; each is a deviation that is worth a note
    unless it stands in `accepted`.
    """

    code: str
    label: str
    columns: tuple[ColumnTemplate, ...]
    group: str | None = None
    variants: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TableTemplate:
    """
    A table of the format: its rows in printed order.

    `section` is the number of the section that holds it.
    `headings` are labels of the table's head that belong to no single column.
    """

    code: Literal["disclosure", "applications", "review"]
    section: int
    rows: tuple[RowTemplate, ...]
    headings: tuple[str, ...] = ()

    def row(self, code: str) -> RowTemplate | None:
        """Return the row of that code, or None."""
        for row in self.rows:
            if row.code == code:
                return row
        return None

    def row_codes(self) -> Iterator[str]:
        """Yield the codes of all rows in printed order."""
        for row in self.rows:
            yield row.code


@dataclass(frozen=True, slots=True, eq=False)
class FormatTemplate:
    """A national format: its code, the document that issued it, and its three tables."""

    code: Literal["2021", "2019"]
    document_number: str
    disclosure: TableTemplate
    applications: TableTemplate
    review: TableTemplate

    def tables(self) -> tuple[TableTemplate, TableTemplate, TableTemplate]:
        """Return the three tables in the order of the report."""
        return self.disclosure, self.applications, self.review

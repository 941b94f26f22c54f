"""Sums of a table's cells, and what of them cannot be judged."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from service.model.finding import Operand
from service.model.table import Cell, Table
from service.rules.rule import NotApplicable

NO_TABLE_TWO = NotApplicable("table two was not found")
NO_TABLE_THREE = NotApplicable("table three was not found")
NO_TABLE_FOUR = NotApplicable("table four was not found")
NOTHING_TO_ADD = NotApplicable("no sum has all its numbers printed")

CellCode = tuple[str, str]


class Block(NamedTuple):
    """The cells of some rows in some columns, by their codes."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def codes(self) -> tuple[CellCode, ...]:
        """Return the (row, column) codes of the cells in reading order."""
        return tuple(product(self.rows, self.columns))


class Balance(NamedTuple):
    """Two blocks of cells that must add up to the same."""

    left: Block
    right: Block

    def codes(self) -> tuple[CellCode, ...]:
        """Return the codes of all cells, those on the left first."""
        return self.left.codes() + self.right.codes()


class Imbalance(NamedTuple):
    """A balance that does not hold, with both sums."""

    balance: Balance
    left: int | Decimal
    right: int | Decimal


def _always(balance: Balance) -> bool:
    return True


def imbalances(
    table: Table, balances: Iterable[Balance], trusted: Callable[[Balance], bool] = _always
) -> list[Imbalance] | NotApplicable:
    """
    Return the balances that fail, or NotApplicable where none could be judged.

    A cell without a value counts as zero where both sides then agree.
    Otherwise the balance is passed over: an unread cell is never held against the report.
    So is one that is not `trusted`, which is asked only where the answer matters.
    """
    failed: list[Imbalance] = []
    judged = False
    for balance in balances:
        left, left_known = _sum(table, balance.left)
        right, right_known = _sum(table, balance.right)
        agree = left == right
        if not right_known or not (left_known or agree):
            continue
        if (agree and judged) or not trusted(balance):
            continue
        judged = True
        if not agree:
            failed.append(Imbalance(balance, left, right))
    return failed if judged else NOTHING_TO_ADD


def _sum(table: Table, block: Block) -> tuple[int | Decimal, bool]:
    """Return the sum of the values that were read, and whether all were."""
    total: int | Decimal = 0
    known = True
    for row in block.rows:
        # Not by Table.value: this asks for every number of the report, some twice.
        cells = table.rows[row].cells if row in table.rows else _NO_CELLS
        for column in block.columns:
            cell = cells.get(column)
            if cell is None or cell.value is None:
                known = False
            else:
                total += cell.value
    return total, known


_NO_CELLS: dict[str, Cell] = {}


def operands(table: Table, cells: Iterable[CellCode]) -> tuple[Operand, ...]:
    """Return the values of `cells` with their pointers."""
    return tuple(
        Operand(table.pointer(row, column), table.value(row, column)) for row, column in cells
    )

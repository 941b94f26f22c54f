"""Sums of a table's cells, and what of them cannot be judged."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from service.model.finding import Operand
from service.model.table import Table
from service.rules.rule import NotApplicable

NO_TABLE_TWO = NotApplicable("table two was not found")
NO_TABLE_THREE = NotApplicable("table three was not found")
NO_TABLE_FOUR = NotApplicable("table four was not found")
NOTHING_TO_ADD = NotApplicable("no sum has all its numbers printed")

CellCode = tuple[str, str]


class Balance(NamedTuple):
    """Cells that must add up to the same on both sides, as (row, column) codes."""

    left: tuple[CellCode, ...]
    right: tuple[CellCode, ...]


class Imbalance(NamedTuple):
    """A balance that does not hold, with both sums."""

    balance: Balance
    left: int | Decimal
    right: int | Decimal


def imbalances(table: Table, balances: Iterable[Balance]) -> list[Imbalance] | NotApplicable:
    """
    Return the balances that fail, or NotApplicable where none could be judged.

    A cell without a value counts as zero where both sides then agree.
    Otherwise the balance is passed over: an unread cell is never held against the report.
    """
    failed: list[Imbalance] = []
    judged = 0
    for balance in balances:
        left, left_known = _sum(table, balance.left)
        right, right_known = _sum(table, balance.right)
        if left != right and left_known and right_known:
            failed.append(Imbalance(balance, left, right))
        judged += right_known and (left_known or left == right)
    return failed if judged else NOTHING_TO_ADD


def _sum(table: Table, cells: Iterable[CellCode]) -> tuple[int | Decimal, bool]:
    """Return the sum of the values that were read, and whether all were."""
    total: int | Decimal = 0
    known = True
    for row, column in cells:
        value = table.value(row, column)
        if value is None:
            known = False
        else:
            total += value
    return total, known


def operands(table: Table, cells: Iterable[CellCode]) -> tuple[Operand, ...]:
    """Return the values of `cells` with their pointers."""
    return tuple(
        Operand(table.pointer(row, column), table.value(row, column)) for row, column in cells
    )

"""Rows whose numbers are printed without anything between them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from service.model.finding import Origin, Severity
from service.model.table import Row, Table
from service.rules.rule import Fault


def is_glued(row: Row) -> bool:
    """
    Tell whether numbers of the row follow each other without anything between them.

    Where blank cells vanished as well, 1010101 need not be seven numbers.
    """
    spans = [cell.span for cell in row.cells.values() if cell.span is not None]
    return any(left.end == right.start for left, right in pairwise(spans))


def noted_where_glued(fault: Fault, table: Table, rows: Iterable[str]) -> Fault:
    """
    Return `fault`, only noted where one of the `rows` that it rests on may be read otherwise.

    15 1 _ 0 _ 1 17 comes as 1510117, which looks like seven numbers that do not add up.
    """
    if not any(_is_doubtful(table, table.rows[row]) for row in rows if row in table.rows):
        return fault
    return replace(fault, severity=Severity.INFO, origin=Origin.EXTRACTION)


def _is_doubtful(table: Table, row: Row) -> bool:
    """Tell whether a glued row lacks the proof that it was split rightly: a sum that agrees."""
    if not is_glued(row):
        return False
    *parts, total = (cell.value for cell in row.cells.values())
    # Table two has no totals.
    return table.code == "disclosure" or sum(part or 0 for part in parts) != total

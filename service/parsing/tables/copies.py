"""
A table that stands more than once in its section: an empty form beside it, or another year's.

    copy = head first label … last label …

The one that is filled in is read. Of two that are, nothing tells which one is the report's: what
they have in common is read, the rest is null.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Cell, Row, Table
from service.parsing.tables.alignment import Reading
from service.parsing.tables.ribbon import key_of
from service.parsing.text.cleaning import Squeezed
from service.standard.template import TableTemplate

# The heads of table four are its labels; no sentence names the two with nothing between them.
_FIRST_OF_REVIEW = r"未经复议直接起诉[^\u4e00-\u9fff0-9]{0,8}复议后起诉"
_NO_CELL = Cell(None, None, None)
_MOST_COPIES = 4


def read_copies(
    view: Squeezed,
    region: Span,
    template: TableTemplate,
    read: Callable[[Span], Reading],
    read_again: Callable[[Span], Reading],
) -> Reading:
    """
    Read the table of a region by `read`, or what its copies there agree on.

    The second copy and those behind it are read by `read_again`.
    """
    regions = find_copies(view, region, template)
    if not regions:
        return read(region)
    readings = [read(regions[0]), *map(read_again, regions[1:])]
    tables = [one.table for one in readings if one.table is not None]
    filled = [one for one in readings if one.table is not None and one.table.has_values()]
    if not filled:
        left_out = [problem for one in readings if one.table is None for problem in one.problems]
        return Reading(tables[0], left_out) if tables and left_out else read(region)
    span = Span(tables[0].span.start, tables[-1].span.end)
    first, *others = (one.table for one in filled if one.table is not None)
    problems = [problem for one in filled for problem in one.problems]
    for other in others:
        first, differs = _common(first, other)
        problems += [_other_numbers(other)] if differs else []
    return Reading(replace(first, span=span), problems)


def find_copies(view: Squeezed, region: Span, template: TableTemplate) -> Sequence[Span]:
    """Return the stretches of a region that each have the table's head, first label and last."""
    start, end = view.position(region.start), view.position(region.end)
    last = key_of(template.rows[-1].label)
    firsts = [found.start() for found in _first_label(template).finditer(view.text, start, end)]
    if not 1 < len(firsts) <= _MOST_COPIES:
        return ()
    lasts = [view.text.find(last, at, behind) for at, behind in pairwise([*firsts, end])]
    heads = [
        _head(view.text, template, behind, label)
        for behind, label in zip([start, *lasts], firsts, strict=False)
    ]
    if min(*lasts, *heads) < 0:
        return ()
    return [Span(view.offset(at), view.offset(to)) for at, to in pairwise([*heads, end])]


@cache
def _first_label(template: TableTemplate) -> re.Pattern[str]:
    is_review = template.code == "review"
    return re.compile(_FIRST_OF_REVIEW if is_review else key_of(template.rows[0].label))


def _head(text: str, template: TableTemplate, start: int, end: int) -> int:
    """Return where a head of the table begins between what is before it and a label, or -1."""
    if start < 0:
        return -1
    headings = (template.rows[0].label,) if template.code == "review" else template.headings[:2]
    found = (text.find(key_of(heading), start, end) for heading in headings)
    return min((at for at in found if at >= 0), default=-1)


def _common(table: Table, other: Table) -> tuple[Table, bool]:
    """Return the table without the numbers that another one has otherwise, and if it had any."""
    rows = {code: _common_row(row, other.rows.get(code)) for code, row in table.rows.items()}
    lacks = any(code not in rows and row.has_values() for code, row in other.rows.items())
    differs = any(rows[code] is not table.rows[code] for code in rows)
    return replace(table, rows=rows), differs or lacks


def _common_row(row: Row, other: Row | None) -> Row:
    """Return the row where the other table has it alike; what one alone has is of either year."""
    if other is None:
        is_same = not row.has_values()
    else:
        is_same = all(row.value(column) == other.value(column) for column in row.cells)
    if is_same:
        return row
    return replace(row, cells=dict.fromkeys(row.cells, _NO_CELL))


def _other_numbers(table: Table) -> Problem:
    message = "The table stands here once more with other numbers; rows that differ are null."
    printed = next(cell for _, _, cell in table.cells() if cell.value is not None)
    pointer = f"/{table.code}"
    return Problem(ProblemKind.DOUBLE_VALUE, message, pointer, printed.printed, printed.span)

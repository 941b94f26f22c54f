"""
Labels that are padded with blank cells to the columns that they span in the format.

    label of the first column, of three  -> two blank cells behind it
    label of the second column, of two   -> one
    label of the third column            -> none

Converters to Markdown write so. Where nearly all rows are, the padding is no blank value.
"""

from collections.abc import Sequence

from service.parsing.tables.groups import Group
from service.parsing.tables.tokens import BLANK
from service.standard.template import TableTemplate

_ENOUGH_ROWS = 8


def strip_padding(groups: Sequence[Group], template: TableTemplate) -> None:
    """Take the padding out of the rows of table three where nearly all have as much as is due."""
    if template.code != "applications":
        return
    rows = [(group, _padding(template, group.row)) for group in groups if _is_row(group)]
    due = [(group, padding) for group, padding in rows if _is_due(group, padding, template)]
    if (
        any(padding for _, padding in due)
        and len(due) >= _ENOUGH_ROWS
        and 4 * len(due) >= 3 * len(rows)
    ):
        for group, padding in due:
            group.tokens = group.values[padding:]
            group.whole = True


def _is_row(group: Group) -> bool:
    return group.row is not None and group.cut and len(group.lines) == 1


def _is_due(group: Group, padding: int, template: TableTemplate) -> bool:
    """Tell whether a row has as many cells as it should, and nothing in those that pad it."""
    columns = len(template.rows[group.row or 0].columns)
    blanks = (token.kind is BLANK and token.start == token.end for token in group.values[:padding])
    return len(group.values) == columns + padding and all(blanks)


def _padding(template: TableTemplate, row: int | None) -> int:
    """Return how many of the three columns of labels are left behind that of a row's label."""
    group = template.rows[row or 0].group
    first = next(one.group for one in template.rows if one.group is not None)
    return 2 if group is None else 1 if group == first else 0

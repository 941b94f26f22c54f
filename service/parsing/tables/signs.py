"""
Whether there is a table, and where it begins.

Prose uses the words of the labels, too, so that some of them do not make a table.
"""

from collections.abc import Sequence
from typing import NamedTuple

from service.parsing.tables.groups import Group
from service.parsing.tables.headless import names_groups
from service.parsing.tables.ribbon import Match, Ribbon, key_of
from service.standard.template import RowTemplate, TableTemplate

_ENOUGH_LABELS = 5
_ENOUGH_ROWS = 3
_LONG_LABEL = 8


def is_table(
    groups: Sequence[Group],
    template: TableTemplate,
    keys: Sequence[tuple[str, ...]],
    matches: Sequence[Match | None],
    ribbon: Ribbon,
    *,
    own_section: bool,
) -> bool:
    """
    Tell whether the labels and groups that were found make the table of `template`.

    Enough of the labels make one, or a row with all its values, or some rows of cells whose
    labels have their standard wording; in the table's own section fewer of all that do.
    """
    has_head = head_start(ribbon, template) is not None
    enough = _enough_labels(template, own_section=own_section, has_head=has_head)
    labels = [match for match in matches if match is not None]
    if len(labels) >= enough and not has_head and not names_groups(ribbon, template):
        labels = [match for match in labels if _stands_alone(ribbon, match)]
    if len(labels) >= enough or _any_complete(groups, template):
        return True
    rows = _standard_rows(groups, template, keys, matches, ribbon)
    if own_section:
        return any(row.are_cells or row.is_long for row in rows)
    return any(row.under_head for row in rows) or sum(row.are_cells for row in rows) >= _ENOUGH_ROWS


def _stands_alone(ribbon: Ribbon, match: Match) -> bool:
    """Tell whether a label is all of a text, as in a cell; amid other words it is one of prose."""
    end = match.end
    ends = ribbon.opens(end) or end in ribbon.followed or end == len(ribbon.text)
    return ends and ribbon.opens_label(match.start)


def _any_complete(groups: Sequence[Group], template: TableTemplate) -> bool:
    """Tell whether a row of several columns has all its values."""
    return any(
        group.row is not None and group.numbers == len(template.rows[group.row].columns) > 1
        for group in groups
    )


class _StandardRow(NamedTuple):
    """A row with values at a label in its standard wording; a short one occurs in prose, too."""

    is_long: bool
    are_cells: bool
    under_head: bool


def _standard_rows(
    groups: Sequence[Group],
    template: TableTemplate,
    keys: Sequence[tuple[str, ...]],
    matches: Sequence[Match | None],
    ribbon: Ribbon,
) -> list[_StandardRow]:
    rows = []
    for group in groups:
        match = matches[group.row] if group.row is not None else None
        if group.row is None or match is None or not group.printed:
            continue
        if ribbon.text[match.start : match.end] == keys[group.row][0]:
            is_long = match.end - match.start >= _LONG_LABEL
            right_behind = group.position == match.end
            are_cells = right_behind and (group.tokens[0].cut or len(group.printed) > 1)
            under_head = right_behind and _has_head(ribbon, template.rows[group.row], match)
            rows.append(_StandardRow(is_long, are_cells, under_head))
    return rows


def _has_head(ribbon: Ribbon, row: RowTemplate, match: Match) -> bool:
    """Tell whether all headings of the row's columns stand before it."""
    return all(ribbon.text.find(key_of(c.label), 0, match.start) >= 0 for c in row.columns)


def head_start(ribbon: Ribbon, template: TableTemplate) -> int | None:
    """Return where in the ribbon the table's own head begins, behind any prose before it."""
    found = [ribbon.text.find(key_of(heading)) for heading in template.headings[:2]]
    return min((at for at in found if at >= 0), default=None)


def table_start(ribbon: Ribbon, keys: Sequence[tuple[str, ...]], head: int | None) -> int:
    """
    Return where the table begins: at its head, or at a label with values that goes before.

    A label that has values behind the head, too, stands in another table before: 行政许可 among
    the kinds of what was published.
    """
    if head is None:
        return 0
    before = [(label, at) for label, *_ in keys if (at := ribbon.text.find(label, 0, head)) >= 0]
    own = [
        at
        for label, at in before
        if _has_values(ribbon, label, at)
        and not _has_values(ribbon, label, ribbon.text.find(label, head))
    ]
    return min([head, *own])


def _has_values(ribbon: Ribbon, label: str, at: int) -> bool:
    return at >= 0 and at + len(label) in ribbon.followed


def _enough_labels(template: TableTemplate, *, own_section: bool, has_head: bool) -> int:
    """Return how many labels make a table where no row of it has all its values."""
    half = len(template.rows) // 2
    if not own_section:
        return half
    return 1 if has_head else min(_ENOUGH_LABELS, half)

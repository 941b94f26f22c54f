"""
Whether there is a table, and where it begins.

Prose uses the words of the labels, too, so that some of them do not make a table.
"""

from collections.abc import Sequence

from service.parsing.groups import Group
from service.parsing.labels import Match, Ribbon, key_of
from service.standard.template import TableTemplate

_ENOUGH_LABELS = 5
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

    Enough of the labels make one, or a row with all its values; in the table's own section
    fewer of them do, and values at a label that has its standard wording.
    """
    has_head = head_start(ribbon, template) is not None
    enough = _enough_labels(template, own_section=own_section, has_head=has_head)
    if sum(map(bool, matches)) >= enough or _any_complete(groups, template):
        return True
    return own_section and _any_standard(groups, keys, matches, ribbon)


def _any_complete(groups: Sequence[Group], template: TableTemplate) -> bool:
    """Tell whether a row of several columns has all its values."""
    return any(
        group.row is not None and group.numbers == len(template.rows[group.row].columns) > 1
        for group in groups
    )


def _any_standard(
    groups: Sequence[Group],
    keys: Sequence[tuple[str, ...]],
    matches: Sequence[Match | None],
    ribbon: Ribbon,
) -> bool:
    """
    Tell whether values stand at a label that has its standard wording.

    A short one occurs in prose, too: there, the values must be cells, right behind it.
    """
    for group in groups:
        match = matches[group.row] if group.row is not None else None
        if group.row is None or match is None or not group.numbers:
            continue
        if ribbon.text[match.start : match.end] != keys[group.row][0]:
            continue
        are_cells = group.position == match.end and (group.tokens[0].cut or group.numbers > 1)
        if are_cells or match.end - match.start >= _LONG_LABEL:
            return True
    return False


def head_start(ribbon: Ribbon, template: TableTemplate) -> int | None:
    """Return where in the ribbon the table's own head begins, behind any prose before it."""
    found = [ribbon.text.find(key_of(heading)) for heading in template.headings[:2]]
    return min((at for at in found if at >= 0), default=None)


def table_start(
    ribbon: Ribbon, keys: Sequence[tuple[str, ...]], followed: set[int], head: int | None
) -> int:
    """Return where the table begins: at its head, or at a label with values that goes before."""
    if head is None:
        return 0
    labels = [(ribbon.text.find(wordings[0], 0, head), len(wordings[0])) for wordings in keys]
    return min([head, *(at for at, length in labels if at >= 0 and at + length in followed)])


def _enough_labels(template: TableTemplate, *, own_section: bool, has_head: bool) -> int:
    """Return how many labels make a table where no row of it has all its values."""
    half = len(template.rows) // 2
    if not own_section:
        return half
    return 1 if has_head else min(_ENOUGH_LABELS, half)

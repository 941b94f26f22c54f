"""
Rows under no head of the format's columns: whether they are rows of table two at all.

A list of the kinds of information that were published has labels of table two, too: 机构职能 30,
行政许可 200. What its numbers count is not what the table's would.
"""

from collections.abc import Sequence

from service.parsing.tables.anchoring import holds_unknown_words
from service.parsing.tables.groups import Group
from service.parsing.tables.ribbon import Match, Ribbon, bare_key, key_of
from service.parsing.tables.tokens import TEXT, Token
from service.standard.template import TableTemplate

_ENOUGH_ROWS = 3
_ENDS_SENTENCE = ("。", ";", "；", ":", "：")


def names_groups(ribbon: Ribbon, template: TableTemplate) -> bool:
    """Tell whether the head of a group of rows stands there: 第二十条第（五）项."""
    return any(key_of(row.group) in ribbon.text for row in template.rows if row.group)


def are_rows_of_table(
    folded: str,
    tokens: Sequence[Token],
    groups: Sequence[Group],
    template: TableTemplate,
    matches: Sequence[Match | None],
    ribbon: Ribbon,
) -> bool:
    """
    Tell whether rows without a head of their columns are the table's.

    They are where heads of their groups stand there, or where enough of them stand by themselves:
    beside no number of another row, and under no words that may be another head.
    """
    if names_groups(ribbon, template):
        return True
    rows = {group.row for group in groups if group.numbers}
    if None in rows or len(rows) < _ENOUGH_ROWS:
        return False
    first = next(match for match in matches if match is not None)
    return not _is_under_other_words(folded, tokens, ribbon.token(first.start), template)


def _is_under_other_words(
    folded: str, tokens: Sequence[Token], label: int, template: TableTemplate
) -> bool:
    """Tell whether a text stands right before a label that ends no sentence and may be a head."""
    texts = [token for token in tokens[:label] if token.kind is TEXT][-1:]
    words = "".join(folded[token.start : token.end] for token in texts)
    return not words.endswith(_ENDS_SENTENCE) and holds_unknown_words(bare_key(words), template)

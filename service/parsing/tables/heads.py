"""What the head of a table tells: units, the cells of the columns, another order of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations, groupby, takewhile
from typing import NamedTuple

from service.model.place import Span
from service.parsing.tables.ribbon import CHINESE_RUN, Ribbon, bare_key, key_of
from service.parsing.tables.tokens import NUMBER, TEXT, Token
from service.parsing.text.cleaning import line_end, line_start
from service.standard.template import ColumnTemplate, Quantity, TableTemplate

_SHORT_HEADING = 2
_OF_FIVE = "法人或其他组织"
_CELL_MARK = re.compile(r"[|\t]|\s+")
_BORDER = re.compile(r"[\s|]")
_NO_WORD = r"[^\s|\u4e00-\u9fff]"
_SIGHT = 40
# White space, borders, and what may stand in a cell for nothing.
_BLANKS = " \t\n|/\\—–-无空"
_UNIT = "(亿元|万元|元)"
_BEHIND_HEADING = rf"[(:]{{0,2}}(?:单位)?[:(]?{_UNIT}"
_BEHIND_LABEL = rf"\((?:单位:?)?{_UNIT}\)"


def units_of_headings(printed: str, template: TableTemplate) -> dict[str, str]:
    """
    Return the units that the printed headings of amounts announce, by column code.

    They may stand behind the label of the row as well: 行政事业性收费（万元）. Where two units do,
    it is neither.
    """
    units = _units(template)
    squeezed = "".join(printed.split()) if units else ""
    announced = ((code, _announced(unit, squeezed)) for code, unit in units)
    return {code: found.pop() for code, found in announced if len(found) == 1}


def _announced(unit: re.Pattern[str], squeezed: str) -> set[str]:
    return {found[1] or found[2] for found in unit.finditer(squeezed)}


@cache
def _units(template: TableTemplate) -> list[tuple[str, re.Pattern[str]]]:
    """Return the codes of the columns of amounts, each with the pattern of its unit."""
    return [
        (
            column.code,
            re.compile(
                f"{re.escape(key_of(column.label.split('（')[0]))}{_BEHIND_HEADING}"
                f"|{re.escape(key_of(row.label))}{_BEHIND_LABEL}"
            ),
        )
        for row in template.rows
        for column in row.columns
        if column.quantity is Quantity.AMOUNT
    ]


def cells_of_heads(
    folded: str, tokens: Sequence[Token], template: TableTemplate
) -> dict[int, tuple[int, int]]:
    """
    Return where heads cut into cells have their first column: (its cell, cells in the line).

    By how many columns the head has; only where first and last stand as far apart as they should.
    Without a head, the cells behind those that rows have labels in are the columns.
    """
    cells = {
        (token.line, token.cell): bare_key(folded[token.start : token.end])
        for token in tokens
        if token.kind is TEXT and token.cut
    }
    widths = {token.line: token.width for token in tokens}
    found: dict[int, tuple[int, int]] = {}
    for columns in {row.columns for row in template.rows}:
        first, last = key_of(columns[0].label), key_of(columns[-1].label)
        for (line, cell), text in cells.items():
            if text == first and cells.get((line, cell + len(columns) - 1)) == last:
                found.setdefault(len(columns), (cell, widths[line]))
    begins, width = _cells_behind_labels(tokens)
    found.setdefault(width - begins, (begins, width))
    return found


def _cells_behind_labels(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the first cell without a label in any row, and the cells of rows all as wide, or 0."""
    rows = [
        list(row)
        for _, row in groupby((token for token in tokens if token.cut), lambda token: token.line)
    ]
    numbered = [row for row in rows if any(token.kind is NUMBER for token in row)]
    widths = {row[0].width for row in numbered}
    if len(widths) != 1:
        return 0, 0
    labels = (token.cell for row in numbered for token in takewhile(_is_no_value, row))
    return max(labels, default=-1) + 1, widths.pop()


def _is_no_value(token: Token) -> bool:
    return token.kind is TEXT


# Short headings occur within longer ones, so only whole words of one line are looked at.
_SHORT_PAIRS = (("总计", "自然人"), ("其他", "商业企业"))


def columns_in_another_order(
    folded: str, tokens: Sequence[Token], ribbon: Ribbon, template: TableTemplate
) -> frozenset[tuple[ColumnTemplate, ...]]:
    """Return the columns of which two headings follow each other the wrong way round."""
    if begins_with_another(folded, tokens, short_pairs(template)):
        return columns_of_rows(template)
    if tokens and names_columns_in_another_order(
        folded, Span(tokens[0].start, tokens[-1].end), template
    ):
        return columns_of_rows(template)
    return columns_turned_round(ribbon, template)


def names_columns_in_another_order(folded: str, region: Span, template: TableTemplate) -> bool:
    """
    Tell whether one line of a region has all headings of table three, in another order.

    Where 法人或其他组织 is among them, the two lines of the usual head have been made one.
    """
    if template.code != "applications":
        return False
    names = [key_of(column.label) for column in template.rows[0].columns]
    at = folded.find(names[1], *region)
    while at >= 0:
        end = line_end(folded, at)
        line = folded[line_start(folded, at) : end]
        cells = [bare_key(cell) for cell in _CELL_MARK.split(line)] if names[0] in line else []
        found = [cell for cell in cells if cell in names]
        if found != names and sorted(found) == sorted(names) and _OF_FIVE not in cells:
            return True
        at = folded.find(names[1], end, region.end)
    return False


def short_pairs(template: TableTemplate) -> Sequence[tuple[str, str]]:
    """Return the short headings that stand in another order where the first are before."""
    return _SHORT_PAIRS if template.code == "applications" else ()


def columns_turned_round(
    ribbon: Ribbon, template: TableTemplate
) -> frozenset[tuple[ColumnTemplate, ...]]:
    """Return the columns of which two long headings follow each other the wrong way round."""
    return frozenset(
        columns
        for columns, strange in _strange_pairs(template)
        if any(pair in ribbon.text for pair in strange)
    )


def columns_of_rows(template: TableTemplate) -> frozenset[tuple[ColumnTemplate, ...]]:
    """Return the columns of all rows that have more than one."""
    return frozenset(row.columns for row in template.rows if len(row.columns) > 1)


def begins_with_another(
    folded: str, tokens: Sequence[Token], pairs: Sequence[tuple[str, str]]
) -> bool:
    """
    Tell whether, of a pair, the first words stand before the second, on a line or right before.

    Words of a head on different lines tell no more: extractors print them in any order. A piece of
    the second words that stands before both may be all that is left of them, and so may they with
    other words. What stands before a number is of another head, or none.
    """
    texts = [(token.line, _words(folded, token)) for token in tokens]
    return any(_begins_with(texts, late, early) for late, early in pairs)


def may_begin_with_another(folded: str, head: Span, pairs: Sequence[tuple[str, str]]) -> bool:
    """
    Tell whether `begins_with_another` might say so of the words in `head`, a text without numbers.

    Told from the text alone, in less time than it takes to make tokens of it.
    """
    words = list(_words_in(folded, head, frozenset(chain(*pairs)))) if pairs else []
    return any(_may_begin_with(folded, head, words, *pair) for pair in pairs)


class _Word(NamedTuple):
    """One of the words that are sought, where it stands, and on which line of the head."""

    letters: str
    span: Span
    line: int


def _words_in(folded: str, head: Span, sought: frozenset[str]) -> Iterator[_Word]:
    at, line = head.start, 0
    for found in _ends_of_words(sought).finditer(folded, *head):
        start, end = found.span()
        before = folded[max(head.start, start - _SIGHT) : start]
        # Other characters of the same word may stand before, among them Chinese ones.
        opening = "" if before[-1:].isspace() else _BORDER.split(before)[-1]
        if CHINESE_RUN.search(opening) is None:
            line += folded.count("\n", at, start)
            at = start
            yield _Word(bare_key(found[0]), Span(start - len(opening), end), line)


@cache
def _ends_of_words(sought: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of the end of a word, whatever parts its characters."""
    letters = "|".join(f"{_NO_WORD}*".join(word) for word in sorted(sought))
    return re.compile(rf"(?:{letters}){_NO_WORD}*+(?![^\s|])")


def _may_begin_with(folded: str, head: Span, words: Sequence[_Word], late: str, early: str) -> bool:
    """Tell it of two words, as `_begins_with` does."""
    late_line = seen_line = -1
    before: Span | None = None
    for letters, span, line in words:
        if letters == early:
            follows = before is not None and seen_line < 0 and _adjoin(folded, head, before, span)
            if follows or late_line == line != seen_line:
                return True
            seen_line = line
        elif letters == late and seen_line != line:
            late_line, before = line, span
    return False


def _adjoin(folded: str, head: Span, one: Span, other: Span) -> bool:
    """Tell whether nothing, not even a blank cell, may stand between words on different lines."""
    between = folded[one.end : other.start]
    if between.strip(_BLANKS):
        return False
    behind = between.partition("\n")[0].lstrip(" ")
    if behind.startswith("|"):
        return behind.count("|") == 1
    line = folded[max(line_start(folded, one.start), head.start) : one.start]
    is_cell = "\t" in line.lstrip() and folded.find("|", *head) < 0
    return not (is_cell and behind.startswith("\t"))


def _words(folded: str, token: Token) -> str | None:
    """Return the Chinese characters of a token, None where it is a number."""
    if token.kind is NUMBER:
        return None
    return bare_key(folded[token.start : token.end]) if token.kind is TEXT else ""


def _begins_with(texts: Sequence[tuple[int, str | None]], late: str, early: str) -> bool:
    late_line = seen_line = -1
    before, begun = "", False
    for line, words in texts:
        if words is None:
            late_line = -1
        elif words == early and (
            (late_line == line != seen_line) or (before == late and not begun)
        ):
            return True
        elif words and (words in early or words.startswith(early)):
            begun, seen_line = True, line
        elif words == late and seen_line != line:
            late_line = line
        before = words or ""
    return False


@cache
def _strange_pairs(
    template: TableTemplate,
) -> list[tuple[tuple[ColumnTemplate, ...], list[str]]]:
    pairs = []
    for columns in {row.columns for row in template.rows}:
        # 总计 stands before 商业企业 in the head of table three: two characters tell nothing.
        keys = (key_of(column.label) for column in columns)
        names = [key for key in keys if len(key) > _SHORT_HEADING]
        pairs.append((columns, [late + early for early, late in combinations(names, 2)]))
    return pairs

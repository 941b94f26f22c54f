"""
Rows of plain numbers, found in one go where they are all the numbers that a region has.

    region = {gap row} gap
    gap    = text without digits, but for the numerals of labels
    row    = as many plain numbers as the row has columns, on one line or each on a line of its own

Nothing may part two numbers of a row that could be a cell, and nothing follow them on their line.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from service.model.place import Span
from service.parsing.bounds import LONGEST_LINE, MOST_TOKENS
from service.parsing.numerals import MOST_DIGITS
from service.parsing.tables.cells import STROKE
from service.parsing.tables.numbering import OWN_NUMERAL
from service.parsing.tables.ribbon import CHINESE_RUN, Ribbon
from service.parsing.text.cleaning import line_start
from service.standard.template import ColumnTemplate, Quantity

# No word of these signs alone is read as a number.
_TEXT = "[^0-9A-Za-z零〇○⓪]*+"
# Behind a mark or 约 the numeral would be read as a number.
_NUMERAL = (
    rf"(?<![^\s|)])(?<![约近过超共计加少增减+–—/↑↓-] )[1-9](?=[.、])(?:{OWN_NUMERAL.pattern})"
)
_GAP = f"{_TEXT}(?>(?:{_NUMERAL}{_TEXT})*)"
_LAST_GAP = re.compile(_GAP)
_COUNT = f"[0-9]{{1,{MOST_DIGITS}}}+"
_NUMBERS = {
    Quantity.COUNT: f"({_COUNT})",
    Quantity.CHANGE: f"((?:[+↑↓-]|增加?|减少?)?{_COUNT})",
    Quantity.AMOUNT: r"([0-9]{1,9}+(?:\.[0-9]{1,6}+)?(?: ?(?:[万亿]?元|万))?)",
}
_ON_ONE_LINE, _ON_LINES = r"(?: *+[|\t] *+| ++)", r"[ \t]*+\n[ \t\n]*+"
# A mark between the numbers and the next label may be one of the cells; a rule of dashes is not.
MARKS = r"/\\–—-"
_RULE = r"(?>(?:[\s|]*+-{3}[-: ]*+\|[-|: ]*+\n)?)"
_ROW_END = rf"[ \t|]*+\n{_RULE}(?=[^\u4e00-\u9fff0-9{MARKS}]*+(?:[\u4e00-\u9fff0-9]|\Z))"
_ANY_MARK = re.compile(f"[{MARKS}]")
_LONE_BLANK = re.compile(r"[无空](?<![^\s|].)(?![^\s|])")
_PARTED_BY_TABS = re.compile(r"[^ \t\n] *+\t[ \t]*+[^ \t\n]")
_PROSE = re.compile("[。;]")
_BORDER = re.compile(r"[\s|]")


class PlainRow(NamedTuple):
    """The numbers of a row, where they stand, and where the gap before them begins."""

    gap: int
    numbers: Sequence[tuple[int, int]]


class PlainRows(NamedTuple):
    """All rows of a region, and whether each number has a line of its own."""

    rows: Sequence[PlainRow]
    on_lines: bool


def find_plain_rows(
    folded: str, columns: Sequence[tuple[ColumnTemplate, ...]], region: Span
) -> PlainRows | None:
    """Return a row for each entry of `columns`; None where `region` has other numbers, or doubt."""
    text = folded[region.start : region.end]
    if not _is_read_whole(text) or ("|" in text and STROKE.search(text) is not None):
        return None
    found = PlainRows(_parted(folded, columns, region, _ON_ONE_LINE), on_lines=False)
    if not found.rows and not _are_cut(folded, region):
        found = PlainRows(_parted(folded, columns, region, _ON_LINES), on_lines=True)
    return found if found.rows and _LONE_BLANK.search(folded, *region) is None else None


def _is_read_whole(text: str) -> bool:
    """Tell whether a text has fewer words, cells and lines than are read at most."""
    if len(text) < MOST_TOKENS:
        return True
    cuts = sum(map(text.count, "|\t\n"))
    return len(text) < LONGEST_LINE and len(text.split()) + cuts < MOST_TOKENS


def _are_cut(folded: str, region: Span) -> bool:
    """Tell whether lines are cut into cells, so that one number a line may be one of several."""
    return folded.find("|", *region) >= 0 or _PARTED_BY_TABS.search(folded, *region) is not None


def _parted(
    folded: str, columns: Sequence[tuple[ColumnTemplate, ...]], region: Span, by: str
) -> list[PlainRow]:
    """Return all rows, `by` telling what parts their numbers; none where one is amiss."""
    rows: list[PlainRow] = []
    at = region.start
    for of_row in columns:
        found = _gap_and_row(of_row, by).match(folded, at, region.end)
        if found is None:
            return []
        rows.append(PlainRow(at, found.regs[1:]))
        at = found.end()
    return rows if _LAST_GAP.fullmatch(folded, at, region.end) else []


@cache
def _gap_and_row(columns: tuple[ColumnTemplate, ...], by: str) -> re.Pattern[str]:
    numbers = by.join(_NUMBERS[column.quantity] for column in columns)
    return re.compile(rf"{_GAP}(?<=[ \t\n|]){numbers}{_ROW_END}")


class Gaps(Ribbon):
    """
    The ribbon of a region with plain rows, made of its gaps alone: it has the same text.

    `positions` are where the numbers of each row stand in it.
    """

    def __init__(self, folded: str, rows: Sequence[PlainRow], end: int) -> None:
        """Join the texts before the numbers of each row, and those behind the last up to `end`."""
        super().__init__(folded, ())
        runs: list[tuple[int, int]] = []
        before: list[int] = []
        for gap, numbers in rows:
            runs += [run.span() for run in CHINESE_RUN.finditer(folded, gap, numbers[0][0])]
            before.append(len(runs))
        last = rows[-1].numbers[-1][1]
        runs += [run.span() for run in CHINESE_RUN.finditer(folded, last, end)]
        pieces = [folded[first:last] for first, last in runs]
        *self._starts, length = accumulate(map(len, pieces), initial=0)
        self._offsets = [first for first, _ in runs]
        self.text = "".join(pieces)
        self.positions = [(self._starts[index : index + 1] or [length])[0] for index in before]
        # From the last Chinese character before the numbers of each row up to them.
        self._between = [
            (runs[index - 1][1] if index else gap, numbers[0][0])
            for index, (gap, numbers) in zip(before, rows, strict=True)
        ]
        self._has_prose = _PROSE.search(folded, rows[0].gap, end) is not None
        self._has_marks = _ANY_MARK.search(folded, rows[0].gap, end) is not None

    def opens(self, position: int) -> bool:
        """Tell whether a word begins at `position`."""
        piece = bisect_left(self._starts, position)
        if self._starts[piece : piece + 1] != [position]:
            return False
        offset = self._offsets[piece]
        return CHINESE_RUN.search(self._folded, self._word_start(offset), offset) is None

    def _goes_on(self, piece: int) -> bool:
        """Tell whether a piece stands in the same word as the one before it."""
        return _BORDER.search(self._folded, *self._offsets[piece - 1 : piece + 1]) is None

    def word_start(self, position: int) -> int:
        """Return the offset where the word begins that holds the character at `position`."""
        return self._word_start(self.offset(position))

    def _word_start(self, end: int) -> int:
        before = self._folded[line_start(self._folded, end) : end]
        return end - len(_BORDER.split(before)[-1])

    def is_amid_prose(self, row: int) -> bool:
        """Tell whether a row's line may be prose, or a mark stands before its first number."""
        words_end, start = self._between[row]
        if self._has_prose and _PROSE.search(self._folded, line_start(self._folded, start), start):
            return True
        return self._has_marks and _ANY_MARK.search(self._folded, words_end, start) is not None

    def is_below_words(self, row: int) -> bool:
        """Tell whether the numbers of a row stand on another line than the words before them."""
        return self._folded.find("\n", *self._between[row]) >= 0

"""
Table four written out in words, such as 行政复议:结果维持0件,结果纠正1件,总计1件.

    sentence = name {mark} column number {mark column number}

A row may also be printed so, label by label and each on a line of its own, in cells or without.
A number counts only right behind the column that it belongs to, and each column once for a name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.model.place import Span
from service.parsing.tables.tokens import BLANK, NUMBER, Token
from service.parsing.text.cleaning import Squeezed
from service.standard.format_2021 import REVIEW

_COLUMNS = "|".join(column.label for column in REVIEW.rows[0].columns)
_NAMES = tuple(row.label for row in REVIEW.rows)
_PAIR = rf"(?:{_COLUMNS})(?:的?有|的|为|共)?[:,，|]?[0-9]{{1,9}}[件起宗]?"
_PAIRS = re.compile(rf"{_PAIR}(?:(?:[,，、;]?(?:其中)?[:,，]?|\|{{1,2}}){_PAIR})+")
_ONE_PAIR = re.compile(rf"(?P<column>{_COLUMNS})[^0-9]{{0,4}}(?P<number>[0-9]+)")
# 复议后起诉 may follow 行政: the longer name comes first.
_NAME = re.compile(rf"({'|'.join(reversed(_NAMES))})(?:案件|的)?(?:[,，:]?|\|{{1,2}})$")
_SIGHT = 16


class Sentence(NamedTuple):
    """The numbers of one row by the label of their column; `row` is None where none is named."""

    row: int | None
    numbers: dict[str, Token]
    span: Span


def read_sentences(folded: str, region: Span) -> list[Sentence]:
    """Return what `region` states in words of the rows of table four, in reading order."""
    view = Squeezed(folded, region.start, region.end)
    return [_sentence(folded, view, match) for match in _PAIRS.finditer(view.text)]


def values_of_rows(sentences: Sequence[Sentence]) -> list[Sequence[Token]] | None:
    """Return the values of each row of table four, or None where any row or number is doubtful."""
    found = {sentence.row: sentence for sentence in sentences}
    if None in found or len(found) < len(sentences):
        return None
    if not found or not all(sentence.numbers for sentence in sentences):
        return None
    return [_row(found[row]) if row in found else [] for row in range(len(_NAMES))]


def _row(sentence: Sentence) -> list[Token]:
    """Return a value for each column, a blank where its label is not among the words."""
    end = sentence.span.end
    blank = Token(BLANK, end, end, 0, width=1)
    return [sentence.numbers.get(column.label, blank) for column in REVIEW.rows[0].columns]


def _sentence(folded: str, view: Squeezed, match: re.Match[str]) -> Sentence:
    before = view.text[max(0, match.start() - _SIGHT) : match.start()]
    name = _NAME.search(before)
    start = match.start() - (len(before) - name.start() if name else 0)
    pairs = list(_ONE_PAIR.finditer(view.text, *match.span()))
    numbers = {
        pair.group("column"): token
        for pair in pairs
        for token in _whole(folded, view.span(*pair.span("number")))
    }
    row = _NAMES.index(name.group(1)) if name else None
    certain = len(numbers) == len(pairs)
    return Sentence(row, numbers if certain else {}, view.span(start, match.end()))


def _whole(folded: str, span: Span) -> Iterator[Token]:
    """Yield the number where no blank parts its digits: it may be two."""
    if folded[span.start : span.end].isdigit():
        yield Token(NUMBER, span.start, span.end, 0)

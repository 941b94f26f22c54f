"""
The pieces of a table: a cell or a word read as text, number or blank.

    cell   = blank | number | text {number text}
    number = [sign] digits [unit] [note]
    blank  = "" | "/" | "-" | "—" | "无"

Whatever holds digits and is no label is a number, also where it cannot be read as one: `约300件`,
`3/5`, `5千`. So its value stays null with a word, and never becomes 300, 3 or 5.
"""

import re
from enum import Enum
from typing import NamedTuple

UNIT = "(?:[万亿]?元|[万亿]|件|个|条|宗|笔|起|例|次|份|项|部|批|人)"
DIGITS = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
NUMBER = re.compile(
    rf"(?P<sign>[+\-–↑↓]|增加?|减少?)? ?(?P<number>{DIGITS}) ?(?P<unit>{UNIT})?"
    r"(?: ?\((?P<note>[^()]{0,60})\))?"
)
_BLANK = re.compile(r"(?:/|-{1,3}|—{1,3}|–{1,3}|\\|无|空)?")
# The first of the characters of 无法提供 where they are stacked is no blank.
_STACKED = re.compile(r"无\s{1,3}法")
_WORD = re.compile(r"\S+")
_MARK = "(?:[+–—/↑↓-]|增加?|减少?|约|近|无(?![法正]))"
_BEHIND_DIGITS = "[千百余多%]"
_RUN_OF_DIGITS = re.compile(
    "(?:[A-Za-z]|[0-9]+[A-Za-z])[A-Za-z0-9.]*"
    rf"|{_MARK}{{0,7}}[0-9]+(?:(?:[.,，]|{_MARK}{{1,7}})[0-9]+)*(?:{_MARK}|{_BEHIND_DIGITS}){{0,7}}"
)
_HOLDS_DIGIT_OR_MARK = re.compile(r"[0-9/\\—–-]|^[无空]$")
_LIKE_A_NUMBER = re.compile(r"[+\-–—/↑↓.,，%()]*[0-9][0-9+\-–—/↑↓.,，%()]*")
_OPENS_LIKE_A_NUMBER = re.compile(r"(?:[+–—/↑↓-]|约|近|超过?|共|计|增加?|减少?){0,3} ?[0-9]")
_NUMBERING = re.compile(r"\(?[0-9]{1,2}[.、,，)]")
_OPENS_LABEL = re.compile(r"\(?[0-9]{1,2}(?: ?[.、,，)] ?(?![0-9])|\)? ?[\u4e00-\u9fff]{4})")
_NUMBERING_BEHIND = re.compile(r" ?[.、,)] ?(?=[\u4e00-\u9fff(])")
_NO_COUNT_BEHIND = re.compile(r" ?(?:年|月|日|号|页|至|[.、])")
_UNIT_WORD = re.compile(UNIT)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    NUMBER = "number"
    BLANK = "blank"
    PADDING = "padding"


class Token(NamedTuple):
    """
    A piece of a table between `start` and `end`; `line` counts lines from 0.

    `cut` tells that the line is cut into cells; `cell` counts them from 0 and `width` is how many
    the line has. `glued` tells that nothing parts the number from its neighbours, so that it may
    be several numbers run together.
    """

    kind: Kind
    start: int
    end: int
    line: int
    cut: bool
    glued: bool = False
    cell: int = 0
    width: int = 1


def read_cell(
    folded: str, start: int, end: int, line: int, cell: int = 0, width: int = 1
) -> list[Token]:
    """Read the cell number `cell` of the `width` cells that a line is cut into."""
    printed = folded[start:end]
    text = printed.strip(" \t\r")
    if text:
        start += printed.index(text[0])
        end = start + len(text)
    else:
        start = end = start + len(printed)
    kind = _kind_at_once(text)
    if kind is None:
        tokens = read_words(folded, start, end, line, cut=True)
        spoilt = any(token.kind is Kind.TEXT for token in tokens) and _is_spoilt_number(text)
        if not spoilt:
            return [token._replace(cell=cell, width=width) for token in tokens]
        kind = Kind.NUMBER
    return [Token(kind, start, end, line, cut=True, cell=cell, width=width)]


def _kind_at_once(text: str) -> Kind | None:
    """Return what a whole cell is, or None where it has to be taken apart."""
    if text.isascii() and text.isdigit():
        return Kind.NUMBER
    if _BLANK.fullmatch(text):
        return Kind.BLANK
    return Kind.NUMBER if NUMBER.fullmatch(text) else None


def _is_spoilt_number(text: str) -> bool:
    """Tell whether a cell that cannot be read as a number is one all the same."""
    return _OPENS_LIKE_A_NUMBER.match(text) is not None and _OPENS_LABEL.match(text) is None


def read_text(folded: str, start: int, end: int, line: int) -> list[Token]:
    """Read a line of prose: all of it is text."""
    return [
        Token(Kind.TEXT, *match.span(), line, cut=False)
        for match in _WORD.finditer(folded, start, end)
    ]


def read_words(folded: str, start: int, end: int, line: int, *, cut: bool) -> list[Token]:
    """Read words parted by spaces."""
    tokens: list[Token] = []
    for match in _WORD.finditer(folded, start, end):
        first, last = match.span()
        word = match.group()
        if word.isascii() and word.isdigit():
            counts = not _NO_COUNT_BEHIND.match(folded, last)
            tokens.append(Token(Kind.NUMBER if counts else Kind.TEXT, first, last, line, cut))
        elif tokens and tokens[-1].kind is Kind.NUMBER and _UNIT_WORD.fullmatch(word):
            tokens[-1] = tokens[-1]._replace(end=last)
        elif not _HOLDS_DIGIT_OR_MARK.search(word):
            tokens.append(Token(Kind.TEXT, first, last, line, cut))
        elif NUMBER.fullmatch(word):
            counts = not _NO_COUNT_BEHIND.match(folded, last)
            tokens.append(Token(Kind.NUMBER if counts else Kind.TEXT, first, last, line, cut))
        elif _BLANK.fullmatch(word) and not _STACKED.match(folded, first):
            tokens.append(Token(Kind.BLANK, first, last, line, cut))
        elif _LIKE_A_NUMBER.fullmatch(word):
            numbering = _NUMBERING.fullmatch(word)
            tokens.append(Token(Kind.TEXT if numbering else Kind.NUMBER, first, last, line, cut))
        else:
            tokens += _run_together(folded, first, last, line, cut=cut)
    return tokens


def _run_together(folded: str, start: int, end: int, line: int, *, cut: bool) -> list[Token]:
    """Read one word in which texts and numbers may follow each other with nothing between."""
    if _CHINESE.search(folded, start, end) is None:
        return [Token(Kind.TEXT, start, end, line, cut)]
    tokens: list[Token] = []
    at = start
    for match in _RUN_OF_DIGITS.finditer(folded, start, end):
        first, last = match.span()
        if any(char.isascii() and char.isalpha() for char in match.group()):
            continue
        if _NUMBERING_BEHIND.match(folded, last):
            last -= 1
        if last == first or not _parts_from_text(folded, first, last, start):
            continue
        unit = _UNIT_WORD.match(folded, last, end)
        last = unit.end() if unit else last
        if at < first:
            tokens.append(Token(Kind.TEXT, at, first, line, cut))
        tokens.append(Token(Kind.NUMBER, first, last, line, cut, glued=True))
        at = last
    if at < end:
        tokens.append(Token(Kind.TEXT, at, end, line, cut))
    return tokens


def _parts_from_text(folded: str, first: int, last: int, start: int) -> bool:
    """Tell whether the digits may be cells: no number of a document, year, day or page."""
    if first > start and folded[first - 1] in "第〔[(.":
        return False
    return not _NO_COUNT_BEHIND.match(folded, last)

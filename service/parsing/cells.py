"""
Every way a table arrives, read as one neutral stream of texts, numbers and blanks with places.

    line  = cell {"|" cell} | cell {TAB cell} | word {" " word}
    cell  = blank | number [unit] [note] | text
    blank = "" | "/" | "-" | "—" | "无"

A line cut by pipes or tabs is a row of cells, in which an empty cell is a blank. A line without
them is a row of words, in which nothing tells where a blank would stand. Pipes with nothing at
all between them are padding: an extractor's trace of spanned or collapsed cells, whose number
says nothing about columns.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

MYRIAD_AND_UNIT = "(?:[万亿]?元|[万亿]|件|个|条|宗|笔|起|例|次|份|项|部|批|人)"
_NUMBER = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
NUMBER_CELL = re.compile(
    rf"(?P<sign>[+\-–↑↓]|增加?|减少?)? ?(?P<number>{_NUMBER}) ?(?P<unit>{MYRIAD_AND_UNIT})?"
    r"(?: ?\([^()]{0,60}\))?"
)
_BLANK_CELL = re.compile(r"(?:/|-{1,3}|—{1,3}|–{1,3}|\\|无|空)?")
_RULE_LINE = re.compile(r"[|\s:=+-]*-{3}[|\s:=+-]*")
_OPENS_VALUE = re.compile(r"[+–—/↑↓增减-]{0,2}加?少? ?[0-9]+(?![.、])")
_TWO_NUMBERS = re.compile(r"[0-9] +[0-9]+(?: |$)")
_WORD = re.compile(r"\S+")
_MARK = "(?:[+–—/↑↓-]|增加?|减少?)"
_DIGITS = re.compile(
    "(?:[A-Za-z]|[0-9]+[A-Za-z])[A-Za-z0-9.]*"
    rf"|{_MARK}*[0-9]+(?:(?:[.,，]|{_MARK}+)[0-9]+)*{_MARK}*"
)
_LIKE_A_NUMBER = re.compile(r"[0-9+\-–—/↑↓.,，%()]*[0-9][0-9+\-–—/↑↓.,，%()]*")
_NUMBERING = re.compile(r"\(?[0-9]{1,2}[.、,，)]")
_NUMBERING_BEHIND = re.compile(r" ?[.、,)] ?(?=[\u4e00-\u9fff(])")
_NO_COUNT_BEHIND = re.compile(r" ?(?:年|月|日|号|%|页|至|[.、])")
_UNIT_WORD = re.compile(MYRIAD_AND_UNIT)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FULL_STOPS = ("。", ";", "；")


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    NUMBER = "number"
    BLANK = "blank"
    PADDING = "padding"


class Token(NamedTuple):
    """
    A piece of a table between `start` and `end`; `line` counts lines from 0.

    `cut` tells that the line is cut into cells; `glued` that nothing parts the number from
    its neighbours, so that it may be several numbers run together.
    """

    kind: Kind
    start: int
    end: int
    line: int
    cut: bool
    glued: bool = False


class _Line(NamedTuple):
    """A line that is not blank, and the lines before it that are: with a tab, or without."""

    number: int
    start: int
    end: int
    blanks: tuple[Kind, ...]


def read_cells(folded: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `folded` between `start` and `end` in reading order."""
    tokens: list[Token] = []
    lines = list(_lines(folded, start, end))
    style = _Style(folded, lines)
    for line in lines:
        text = folded[line.start : line.end]
        tokens += style.blanks_before(line)
        if "|" in text:
            tokens += style.piped(line, text)
        elif "\t" in text and not style.indented:
            tokens += _row(folded, line.start, line.end, line.number, "\t")
        elif len(lines) > 1 and any(stop in text for stop in _FULL_STOPS):
            tokens += _text(folded, line.start, line.end, line.number)
        else:
            tokens += _words(folded, line.start, line.end, line.number, cut=False)
    return tokens


def _lines(folded: str, start: int, end: int) -> Iterator[_Line]:
    blanks: tuple[Kind, ...] = ()
    for number, line in enumerate(folded[start:end].split("\n")):
        stop = start + len(line)
        if line.strip():
            yield _Line(number, start, stop, blanks)
            blanks = ()
        else:
            blanks += (Kind.BLANK if "\t" in line else Kind.PADDING,)
        start = stop + 1


class _Style:
    """How a table is laid out in lines, as far as blanks depend on it."""

    def __init__(self, folded: str, lines: list[_Line]) -> None:
        self._folded = folded
        texts = [folded[line.start : line.end].strip() for line in lines]
        piped = any("|" in text for text in texts)
        self.indented = not any("\t" in text for text in texts)
        self._pipes_part_lines = piped and _pipes_part_lines(texts)
        self._leading_pipes = 2 * sum(text[0] == "|" for text in texts) > len(texts)
        self._blank_pipes = self._find_blank_pipes(lines, texts) if piped else set()
        self._cell_a_line = not piped and not any(map(_TWO_NUMBERS.search, texts))
        self._by_tabs = self.indented and any(Kind.BLANK in line.blanks for line in lines)
        gaps = [len(line.blanks) for line in lines[1:]] or [0]
        self._usual_gap = min(1, max(set(gaps), key=lambda gap: (gaps.count(gap), -gap)))

    def _find_blank_pipes(self, lines: list[_Line], texts: list[str]) -> set[int]:
        """
        Return the lines whose lone pipe is a blank cell.

        Where pipes part lines, that is the second of two; elsewhere one before a value or
        another pipe, for one before a text begins a row.
        """
        if self._pipes_part_lines:
            pairs = zip(lines[1:], texts[1:], texts, strict=False)
            return {line.number for line, text, before in pairs if text == before == "|"}
        following = zip(lines, texts, texts[1:], strict=False)
        return {
            line.number
            for line, text, behind in following
            if text == "|" and (behind[0] == "|" or _OPENS_VALUE.match(behind))
        }

    def blanks_before(self, line: _Line) -> list[Token]:
        """
        Return the blank cells that blank lines before `line` stand for.

        Where cells are indented by tabs, an empty line parts two rows.
        """
        if not self._cell_a_line:
            return []
        kinds = line.blanks
        if not self._by_tabs:
            kinds = (Kind.BLANK,) * (len(kinds) - self._usual_gap)
        first = line.number - len(kinds)
        return [
            Token(kind, line.start, line.start, first + index, cut=False)
            for index, kind in enumerate(kinds)
        ]

    def piped(self, line: _Line, text: str) -> list[Token]:
        """Read a line with pipes; a lone one parts cells, or is one, as the table has it."""
        if _RULE_LINE.fullmatch(text):
            return []
        if text.strip() != "|":
            indent = len(text) - len(text.lstrip()) if self._leading_pipes else 0
            return _row(self._folded, line.start + indent, line.end, line.number, "|")
        if self._pipes_part_lines and line.number not in self._blank_pipes:
            return []
        kind = Kind.BLANK if line.number in self._blank_pipes else Kind.PADDING
        return [Token(kind, line.start, line.start, line.number, cut=True)]


def _pipes_part_lines(texts: list[str]) -> bool:
    """Tell whether a lone pipe parts two cells that stand on lines of their own."""
    lone = sum(text == "|" for text in texts)
    ending = sum(len(text) > 1 and text.endswith("|") for text in texts)
    return lone > 4 * ending


def _row(folded: str, first: int, last: int, line: int, mark: str) -> list[Token]:
    """Read a row of cells; blanks count only behind the row's last text, which is its label."""
    tokens: list[Token] = []
    for start, end, padding in _cut(folded, first, last, mark):
        if padding and tokens and tokens[-1].kind is Kind.BLANK:
            tokens[-1] = tokens[-1]._replace(kind=Kind.PADDING)
        tokens += _cell(folded, start, end, line, padding=padding)
    texts = [index for index, token in enumerate(tokens) if token.kind is Kind.TEXT]
    if texts:
        empty = (Kind.BLANK, Kind.PADDING)
        head = [token for token in tokens[: texts[-1]] if token.kind not in empty]
        return head + tokens[texts[-1] :]
    return tokens


def _cut(folded: str, first: int, last: int, mark: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each cell, and whether it is mere padding."""
    while last > first and folded[last - 1] in " \t\r" and mark == "|":
        last -= 1
    start = first
    if mark == "|":
        start += folded[start:last].startswith("|")
    while start <= last:
        stop = folded.find(mark, start, last)
        if stop < 0:
            if start < last or mark == "\t":
                yield start, last, False
            return
        yield start, stop, mark == "|" and start == stop
        start = stop + 1


def _cell(folded: str, start: int, end: int, line: int, *, padding: bool) -> list[Token]:
    while start < end and folded[start] in " \t\r":
        start += 1
    while end > start and folded[end - 1] in " \t\r":
        end -= 1
    if padding:
        return [Token(Kind.PADDING, start, end, line, cut=True)]
    if _BLANK_CELL.fullmatch(folded, start, end):
        return [Token(Kind.BLANK, start, end, line, cut=True)]
    if NUMBER_CELL.fullmatch(folded, start, end):
        return [Token(Kind.NUMBER, start, end, line, cut=True)]
    return _words(folded, start, end, line, cut=True)


def _text(folded: str, start: int, end: int, line: int) -> list[Token]:
    return [
        Token(Kind.TEXT, *match.span(), line, cut=False)
        for match in _WORD.finditer(folded, start, end)
    ]


def _words(folded: str, start: int, end: int, line: int, *, cut: bool) -> list[Token]:
    """Read words parted by spaces."""
    tokens: list[Token] = []
    for match in _WORD.finditer(folded, start, end):
        first, last = match.span()
        previous = tokens[-1] if tokens else None
        if previous and previous.kind is Kind.NUMBER and _UNIT_WORD.fullmatch(folded, first, last):
            tokens[-1] = previous._replace(end=last)
        elif NUMBER_CELL.fullmatch(folded, first, last):
            counts = not _NO_COUNT_BEHIND.match(folded, last)
            tokens.append(Token(Kind.NUMBER if counts else Kind.TEXT, first, last, line, cut))
        elif _BLANK_CELL.fullmatch(folded, first, last):
            tokens.append(Token(Kind.BLANK, first, last, line, cut))
        elif _LIKE_A_NUMBER.fullmatch(folded, first, last):
            numbering = _NUMBERING.fullmatch(folded, first, last)
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
    for match in _DIGITS.finditer(folded, start, end):
        first, last = match.span()
        if folded[first:last].isalnum() and not folded[first:last].isdigit():
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
    """Tell whether the digits may be cells: a text goes before, and no 年, 号 or % comes behind."""
    if first > start and folded[first - 1] in "第〔[(.":
        return False
    return not _NO_COUNT_BEHIND.match(folded, last)

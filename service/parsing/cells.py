"""
Every way a table arrives, read as one neutral stream of texts, numbers and blanks with places.

    line  = cell {"|" cell} | cell {TAB cell} | word {" " word}

A line cut by pipes or tabs is a row of cells, in which an empty cell is a blank. A line without
them is a row of words, in which nothing tells where a blank would stand. Pipes with nothing at
all between them are padding: an extractor's trace of spanned or collapsed cells, whose number
says nothing about columns.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.parsing.tokens import Kind, Token, read_cell, read_text, read_words

_RULE_LINE = re.compile(r"[|\s:=+-]*-{3}[|\s:=+-]*")
_OPENS_VALUE = re.compile(r"[+–—/↑↓增减-]{0,2}加?少? ?[0-9]+(?![.、])")
_TWO_NUMBERS = re.compile(r"[0-9] +[0-9]+(?: |$)")
# More blank lines than any table has blank cells in a row tell no more.
_MOST_BLANKS = 32
# The largest table of the format has some 400 words and values; what is beyond is not read.
MOST_TOKENS = 6_000
# A whole report on one line has some 20,000 characters; what is beyond is not read.
LONGEST_LINE = 40_000
_LONGEST_PARAGRAPH = 1_500
_DIGITS = re.compile(r"[0-9]+")
_FULL_STOP = re.compile("[。;；]")


class _Line(NamedTuple):
    """A line that is not blank, and the lines before it that are: with a tab, or without."""

    number: int
    start: int
    end: int
    blanks: list[Kind]


def read_cells(folded: str, start: int, end: int) -> list[Token]:
    """Return the first MOST_TOKENS tokens, or a few more, between `start` and `end`."""
    tokens: list[Token] = []
    lines = list(_lines(folded, start, end))
    style = _Style(folded, lines)
    for line in lines:
        if len(tokens) >= MOST_TOKENS:
            break
        text = folded[line.start : line.end]
        tokens += style.blanks_before(line)
        if "|" in text:
            tokens += style.piped(line, text)
        elif "\t" in text and not style.indented:
            tokens += _row(folded, line.start, line.end, line.number, "\t")
        elif _is_paragraph(text, alone=len(lines) == 1):
            tokens += read_text(folded, line.start, line.end, line.number)
        else:
            tokens += read_words(folded, line.start, line.end, line.number, cut=False)
    return tokens + style.blanks_behind(end)


def _is_paragraph(text: str, *, alone: bool) -> bool:
    """Tell whether a line is prose; a whole report on one line is longer than any paragraph."""
    return not alone and len(text) < _LONGEST_PARAGRAPH and _FULL_STOP.search(text) is not None


def _lines(folded: str, start: int, end: int) -> Iterator[_Line]:
    blanks: list[Kind] = []
    for number, line in enumerate(folded[start:end].split("\n")):
        stop = start + len(line)
        if line[:LONGEST_LINE].strip():
            yield _Line(number, start, min(stop, start + LONGEST_LINE), blanks)
            blanks = []
        elif len(blanks) < _MOST_BLANKS:
            blanks.append(Kind.BLANK if "\t" in line else Kind.PADDING)
        start = stop + 1


class _Style:
    """How a table is laid out in lines, as far as blanks depend on it."""

    def __init__(self, folded: str, lines: list[_Line]) -> None:
        self._folded = folded
        self._last = lines[-1] if lines else None
        texts = [folded[line.start : line.end].rstrip() for line in lines]
        piped = any("|" in text for text in texts)
        self.indented = not any("\t" in text.lstrip() for text in texts)
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
            if text == "|" and (behind.startswith("|") or _OPENS_VALUE.match(behind.lstrip()))
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
            kinds = [Kind.BLANK] * (len(kinds) - self._usual_gap)
        first = line.number - len(kinds)
        return [
            Token(kind, line.start, line.start, first + index, cut=False)
            for index, kind in enumerate(kinds)
        ]

    def blanks_behind(self, end: int) -> list[Token]:
        """Return the blank cells that lines with no more than a tab, before `end`, stand for."""
        if self._last is None or not (self._cell_a_line and self._by_tabs):
            return []
        number, at = self._last.number, self._last.end
        behind = self._folded[at:end].split("\n")[1 : _MOST_BLANKS + 1]
        return [
            Token(Kind.BLANK, end, end, number + index, cut=False)
            for index, line in enumerate(behind, start=1)
            if "\t" in line
        ]

    def piped(self, line: _Line, text: str) -> list[Token]:
        """Read a line with pipes; a lone one parts cells, or is one, as the table has it."""
        if _RULE_LINE.fullmatch(text):
            return []
        if text.rstrip() != "|":
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
    cells = list(_cut(folded, first, last, mark))
    for number, (start, end, padding) in enumerate(cells):
        if padding:
            if tokens and tokens[-1].kind is Kind.BLANK:
                tokens[-1] = tokens[-1]._replace(kind=Kind.PADDING)
            tokens.append(Token(Kind.PADDING, start, end, line, cut=True))
        elif _DIGITS.fullmatch(folded, start, end):
            tokens.append(
                Token(Kind.NUMBER, start, end, line, cut=True, cell=number, width=len(cells))
            )
        else:
            tokens += read_cell(folded, start, end, line, number, len(cells))
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

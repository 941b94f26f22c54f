"""
Every way a table arrives, read as one neutral stream of texts, numbers and blanks with places.

    line  = cell {"|" cell} | cell {TAB cell} | word {" " word}

A line cut by pipes or tabs is a row of cells, in which an empty cell is a blank. A line without
them is a row of words, in which nothing tells where a blank would stand. Pipes with nothing at
all between them are padding: an extractor's trace of spanned or collapsed cells, whose number
says nothing about columns.
"""

import re
from collections.abc import Sequence

from service.allowance import check_allowance
from service.parsing.bounds import LONGEST_LINE, MOST_LINES, MOST_TOKENS
from service.parsing.tables.blank_lines import MOST_BLANKS, BlankLines, Line
from service.parsing.tables.row_numbers import numbered_lines
from service.parsing.tables.tokens import (
    BLANK,
    NUMBER,
    PADDING,
    TEXT,
    Token,
    read_cell,
    read_text,
    read_words,
)

_RULE_LINE = re.compile(r"[|\s:=+-]*-{3}[|\s:=+-]*")
_OPENS_VALUE = re.compile(r"[+–—/↑↓增减-]{0,2}加?少? ?[0-9]+(?![.、])")
_LABEL_AND_NUMBER = re.compile(r"[\u4e00-\u9fff)] +[0-9]+$", re.MULTILINE)
_ENOUGH_ROWS = 3
_BORDERS = ("|", "+")
_TWO_NUMBERS = re.compile(r"[0-9] +[0-9]+(?: |$)", re.MULTILINE)
_LONGEST_PARAGRAPH = 1_500
_FULL_STOPS = ("。", ";", "；")
_DIGIT = re.compile("[0-9]")
# 1 is taken for a stroke. One beside a digit, in one line of eight or among numbers that it does
# not part, is no frame of a table.
STROKE = re.compile(r"\|(?:(?<![^\s0-9].)[0-9]|(?<=[0-9].)(?![^\s0-9]))")
_UNFRAMED = re.compile(r"[0-9][ \t]+[0-9]+[ \t]")
_MOST_STROKES = 8
_CELL = re.compile(
    r"[0-9](?![0-9.,]*[0-9])(?! ?[年月日号件条个次起宗份项篇期万亿元%])"
    r"|[0-9] ?[件条个次元]{1,2} *[0-9]"
)


def read_cells(folded: str, start: int, end: int) -> list[Token]:
    """Return the first MOST_TOKENS tokens, or a few more, between `start` and `end`."""
    tokens: list[Token] = []
    lines = _lines(folded, start, end)
    style = _Style(folded, lines)
    counted = numbered_lines(lines)
    for line in lines:
        check_allowance()
        if len(tokens) >= MOST_TOKENS:
            break
        if line.blanks:
            tokens += style.blanks.before(line)
        found = style.read(line)
        # A number that counts the rows is none of their values.
        is_counted = line.number in counted and found and found[0].kind is NUMBER
        tokens += found[1:] if is_counted else found
    return tokens + style.blanks.behind(start, end)


def _lines(folded: str, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    blanks: list[str] = []
    for number, line in enumerate(folded[start:end].split("\n", MOST_LINES)[:MOST_LINES]):
        text = line[:LONGEST_LINE]
        if text and not text.isspace():
            lines.append(Line(number, start, text, blanks))
            blanks = []
        elif len(blanks) < MOST_BLANKS:
            blanks.append(text)
        start += len(line) + 1
    return lines


def _are_few(texts: Sequence[str]) -> bool:
    """Tell whether hardly any line with digits has pipes: one of all in a small table."""
    numbered = [text for text in texts if _DIGIT.search(text)]
    piped = sum("|" in text for text in numbered)
    return _MOST_STROKES * piped <= len(numbered) or piped == 1 < len(numbered) - 1


class _Style:
    """How a table is laid out in lines, as far as blanks depend on it."""

    def __init__(self, folded: str, lines: list[Line]) -> None:
        self._folded = folded
        texts = [line.text.rstrip() for line in lines]
        joined = "\n".join(texts)
        piped = "|" in joined
        self.indented = "\t" not in joined or not any("\t" in text.lstrip() for text in texts)
        # A whole report on one line is longer than any paragraph.
        self._alone = len(lines) == 1
        self._pipes_part_lines = piped and _pipes_part_lines(texts)
        self._has_strokes = piped and _are_few(texts)
        self._leading_pipes = piped and 2 * sum(text[0] == "|" for text in texts) > len(texts)
        self._has_edges = not (piped and _are_open(texts))
        self._blank_pipes = self._find_blank_pipes(lines, texts) if piped else set()
        cells = lines if not piped and not _are_rows(joined) else ()
        self.blanks = BlankLines(folded, cells, indented=self.indented)

    def _find_blank_pipes(self, lines: list[Line], texts: list[str]) -> set[int]:
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

    def read(self, line: Line) -> list[Token]:
        """Read a line as a row of cells, as prose or as words."""
        end = line.start + len(line.text)
        if "|" in line.text and not self.has_strokes(line.text):
            return self.piped(line)
        if "\t" in line.text and not self.indented:
            return _row(self._folded, line.start, line.text, line.number, "\t")
        if self.is_paragraph(line.text):
            return read_text(self._folded, line.start, end, line.number)
        return read_words(self._folded, line.start, end, line.number)

    def has_strokes(self, text: str) -> bool:
        """Tell whether the pipes of a line are digits misread: no frame parts its numbers."""
        if STROKE.search(text) is None:
            return False
        return self._has_strokes or _UNFRAMED.search(text) is not None

    def is_paragraph(self, text: str) -> bool:
        """
        Tell whether a line is prose; a whole report on one line is longer than any paragraph.

        Where the line is all there is of a section, it may be a table behind an introduction:
        prose has a word behind each of its numbers, and never a number behind that.
        """
        if len(text) >= _LONGEST_PARAGRAPH or not any(mark in text for mark in _FULL_STOPS):
            return False
        return not self._alone or _CELL.search(text) is None

    def piped(self, line: Line) -> list[Token]:
        """Read a line with pipes; a lone one parts cells, or is one, as the table has it."""
        if _RULE_LINE.fullmatch(line.text):
            return []
        if line.text.rstrip() != "|":
            text = line.text.rstrip(" \t\r")
            indent = len(text) - len(text.lstrip()) if self._leading_pipes else 0
            cut = text[indent:]
            return _row(
                self._folded, line.start + indent, cut, line.number, "|", edges=self._has_edges
            )
        if self._pipes_part_lines and line.number not in self._blank_pipes:
            return []
        kind = BLANK if line.number in self._blank_pipes else PADDING
        return [Token(kind, line.start, line.start, line.number, width=1)]


def _are_rows(text: str) -> bool:
    """Tell whether a line has several cells: two numbers, or, on several, a label and a number."""
    if _TWO_NUMBERS.search(text) is not None:
        return True
    return len(_LABEL_AND_NUMBER.findall(text)) >= _ENOUGH_ROWS


def _pipes_part_lines(texts: list[str]) -> bool:
    """Tell whether a lone pipe parts two cells that stand on lines of their own."""
    lone = sum(text == "|" for text in texts)
    ending = sum(len(text) > 1 and text.endswith("|") for text in texts)
    return lone > 4 * ending


def _are_open(texts: Sequence[str]) -> bool:
    """Tell whether rows have no pipe at either end: one at the end is before a blank cell."""
    if any(text.lstrip().startswith(_BORDERS) for text in texts):
        return False
    return sum(text.count("|") > 1 and text[-1] != "|" for text in texts) >= _ENOUGH_ROWS


def _row(
    folded: str, start: int, text: str, line: int, mark: str, *, edges: bool = True
) -> list[Token]:
    """Read a row of cells; blanks count only behind the row's last text, which is its label."""
    cells = text.split(mark)
    if mark == "|" and edges:
        # A pipe at either end is no more than the edge of the table.
        if not cells[0]:
            start += 1
            del cells[0]
        if not cells[-1]:
            del cells[-1]
    tokens: list[Token] = []
    width = len(cells)
    for number, printed in enumerate(cells):
        end = start + len(printed)
        digits = printed.strip(" \t\r")
        if digits.isascii() and digits.isdigit():
            at = start + printed.index(digits)
            tokens.append(Token(NUMBER, at, at + len(digits), line, number, width))
        elif printed or mark == "\t" or (not edges and number == width - 1):
            tokens += read_cell(folded, start, end, line, number, width)
        else:
            if tokens and tokens[-1].kind is BLANK:
                tokens[-1].kind = PADDING
            tokens.append(Token(PADDING, start, end, line, width=1))
        start = end + 1
    return _without_blanks_before_label(tokens)


def _without_blanks_before_label(tokens: list[Token]) -> list[Token]:
    texts = [index for index, token in enumerate(tokens) if token.kind is TEXT]
    if not texts:
        return tokens
    head = [token for token in tokens[: texts[-1]] if token.kind is TEXT or token.kind is NUMBER]
    return head + tokens[texts[-1] :]

"""
The pieces of a table: a cell or a word read as text, number or blank.

    cell   = blank | number | text {number text}
    number = [sign] digits [unit] [note]
    blank  = "" | "/" | "-" | "—" | "无"

Whatever holds digits and is no label is a number, also where it cannot be read as one: `约300件`,
`3/5`, `5千`. So its value stays null with a word, and never becomes 300, 3 or 5.
"""

import re
from dataclasses import dataclass
from enum import Enum

from service.allowance import check_allowance
from service.parsing.numerals import is_sign
from service.parsing.tables.numbering import BARE_NUMERAL, OWN_NUMERAL, UNNUMBERED_LABEL

UNIT = "(?:[万亿]?元|[万亿]|件|个|条|宗|笔|起|例|次|份|项|部|批|人)"
DIGITS = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
NUMBER_PATTERN = re.compile(
    rf"(?P<sign>[+\-–↑↓]|增加?|减少?)? ?(?P<number>{DIGITS}) ?(?P<unit>{UNIT})?"
    r"(?: ?(?:\((?P<note>[^()]{0,60})\)|(?P<arrow>[↑↓])))?"
)
_BLANK = re.compile(r"(?:/|-{1,3}|—{1,3}|–{1,3}|\\|无|空)?")
# The first of the characters of 无法提供 where they are stacked is no blank.
_STACKED = re.compile(r"无\s{1,40}法")
# Nearly all words are told in one go: digits alone, or neither digit nor mark behind 1. or 2、.
_WORD = re.compile(
    r"(?P<digits>[0-9]++)(?!\S)(?! ?[年月日号页至.、])"
    r"|(?P<text>(?![无空Oo〇○|](?!\S))(?:[0-9][.、](?=[\u4e00-\u9fff]))?[^\s0-9/\\—–-]++)(?!\S)"
    r"|\S+"
)
_MARK = r"(?:[+–—/\\↑↓-]|增加?|减少?|约|近|无(?![法正]))"
_BEHIND_DIGITS = "[千百余多%]"
_RUN_OF_DIGITS = re.compile(
    "(?:[A-Za-z]|[0-9]+[A-Za-z])[A-Za-z0-9.]*"
    rf"|{_MARK}{{0,7}}[0-9]+(?:(?:[.,，]|{_MARK}{{1,7}})[0-9]+)*(?:{_MARK}|{_BEHIND_DIGITS}){{0,7}}"
)
# At the beginning of a cell or line a digit numbers the words right behind it.
_BEFORE_CELL = ("", "\n", "|", "\t")
_LONGEST_INDENT = 40
_WORDS_OF_LABEL = re.compile(rf"(?!{UNIT}|[年月日号页至])[\u4e00-\u9fff]{{4}}")
_NO_NUMBER = re.compile("[A-Za-z]")
_DIGIT_OR_MARK = re.compile(r"[0-9/\\—–-]")
# 无 and 空 stand for nothing; a letter or circle alone is a zero that was not recognised.
_NO_TEXT = frozenset("无空Oo〇○|")
_LIKE_A_NUMBER = re.compile(
    r"[+\-–—/↑↓.,，%()|]*[0-9][0-9+\-–—/↑↓.,，%()|]*|[Oo〇○|]"
    # Signs of money and of formulas, marks of notes: 1326* is 1326 or nothing that can be told.
    r"|[￥¥$`][0-9][0-9.,，]*[$`]?|[0-9]+(?:\.[0-9]+)?(?:\[[0-9]{1,2}\]|[*①-⑳²³])"
)
# Digits taken for letters, also where tags part them: l 590, 2O, I2 l66.
_DIGITS_AND_LETTERS = re.compile(rf"(?=[A-Za-z]*[0-9])[0-9lIOoSBZ]{{2,12}}(?:{UNIT})?")
_OPENS_LIKE_A_NUMBER = re.compile(r"(?:[+–—/↑↓-]|约|近|超过?|共|计|增加?|减少?){0,3} ?[0-9]")
_NUMBERING = re.compile(r"\(?[0-9]{1,2}[.、,，)]")
_OPENS_LABEL = re.compile(r"\(?[0-9]{1,2}(?: ?[.、,，)] ?(?![0-9])|\)? ?[\u4e00-\u9fff]{4})")
_NUMBERING_BEHIND = re.compile(r" ?[.、,)] {0,4}(?=[\u4e00-\u9fff(])")
_NO_COUNT_BEHIND = re.compile(r" ?(?:年|月|日|号|页|至|[.、])")
_NO_CELL_BEHIND = re.compile(r" ?(?:年|月|日|号|页|至)")
# No label has a numeral of two digits.
_COUNT_AND_MARK = re.compile(r"([0-9]{2,})[、。;；]")
_BEFORE_NO_CELL = ("第", "表", "附件", "〔", "[", "(", ".")
_UNIT_WORD = re.compile(UNIT)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


_LONGEST_SIGN = 2
# What stands in a cell for a number, mostly for 0, and is none.
_FOR_A_NUMBER = frozenset(("零", "(0)", "⓪", "N/A", "n/a", "null", "nan", "NaN"))


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    NUMBER = "number"
    BLANK = "blank"
    PADDING = "padding"


# A member is looked up in its class as slowly as a token is made; these names are not.
TEXT, NUMBER, BLANK, PADDING = Kind


@dataclass(slots=True, eq=False)
class Token:
    """
    A piece of a table between `start` and `end`; `line` counts lines from 0.

    `width` is how many cells the line is cut into, 0 where it is not; `cell` counts them from 0.
    `glued` tells that nothing parts the number from its neighbours, so that it may be several
    numbers run together.
    """

    kind: Kind
    start: int
    end: int
    line: int
    cell: int = 0
    width: int = 0
    glued: bool = False

    @property
    def cut(self) -> bool:
        """Whether the line is cut into cells."""
        return self.width > 0


def read_cell(
    folded: str, start: int, end: int, line: int, cell: int = 0, width: int = 1
) -> list[Token]:
    """Read the cell number `cell` of the `width` cells that a line is cut into."""
    printed = folded[start:end]
    text = printed.strip(" \t\r")
    if not text:
        return [Token(BLANK, end, end, line, cell, width)]
    start += printed.index(text[0])
    end = start + len(text)
    kind = _kind_at_once(text)
    if kind is None:
        tokens = read_words(folded, start, end, line, cell, width)
        if not _is_spoilt_number(text) or all(token.kind is not TEXT for token in tokens):
            return tokens
        kind = NUMBER
    return [Token(kind, start, end, line, cell, width)]


def _kind_at_once(text: str) -> Kind | None:
    """Return what a whole cell is, or None where it has to be taken apart."""
    if (text.isascii() and text.isdigit()) or text in _FOR_A_NUMBER:
        return NUMBER
    if text not in _NO_TEXT and _DIGIT_OR_MARK.search(text) is None:
        return None
    if _BLANK.fullmatch(text):
        return BLANK
    return NUMBER if NUMBER_PATTERN.fullmatch(text) else None


def _is_spoilt_number(text: str) -> bool:
    """Tell whether a cell that cannot be read as a number is one all the same."""
    if _OPENS_LABEL.match(text) or BARE_NUMERAL.match(text, 1):
        return False
    if _DIGITS_AND_LETTERS.fullmatch("".join(text.split())):
        return True
    return _OPENS_LIKE_A_NUMBER.match(text) is not None


def read_text(folded: str, start: int, end: int, line: int) -> list[Token]:
    """Read a line of prose: all of it is text."""
    return [Token(TEXT, *match.span(), line) for match in _WORD.finditer(folded, start, end)]


def read_words(
    folded: str, start: int, end: int, line: int, cell: int = 0, width: int = 0
) -> list[Token]:
    """Read words parted by spaces."""
    check_allowance()
    tokens: list[Token] = []
    has_sign = False
    for match in _WORD.finditer(folded, start, end):
        first, last = match.span()
        if match.lastgroup == "digits":
            tokens.append(Token(NUMBER, first, last, line, cell, width))
        elif tokens and tokens[-1].kind is NUMBER and _UNIT_WORD.fullmatch(folded, first, last):
            tokens[-1].end = last
        elif match.lastgroup == "text":
            has_sign = has_sign or (last - first <= _LONGEST_SIGN and is_sign(match[0]))
            tokens.append(Token(TEXT, first, last, line, cell, width))
        else:
            tokens += _read_word(folded, first, last, line, cell, width)
    return _joined_by_signs(folded, tokens) if has_sign else tokens


def _joined_by_signs(folded: str, tokens: list[Token]) -> list[Token]:
    """
    Join signs that stand by themselves with the numbers beside them.

    Amid two numbers nothing tells whose sign it is: `12 ↓ 5` is no number that can be read.
    """
    joined: list[Token] = []
    is_open = False
    for token in tokens:
        signs = token.kind is TEXT and is_sign(folded[token.start : token.end])
        if joined and (joined[-1].kind is NUMBER if signs else is_open and token.kind is NUMBER):
            joined[-1].kind, joined[-1].end = NUMBER, token.end
        else:
            joined.append(token)
        is_open = signs
    return joined


def _read_word(folded: str, start: int, end: int, line: int, cell: int, width: int) -> list[Token]:
    """Read a word that may hold digits or a mark for nothing."""
    word = folded[start:end]
    if word not in _NO_TEXT and _DIGIT_OR_MARK.search(word) is None:
        kind = TEXT
    elif NUMBER_PATTERN.fullmatch(word):
        kind = TEXT if _NO_COUNT_BEHIND.match(folded, end) else NUMBER
    elif _BLANK.fullmatch(word) and not _STACKED.match(folded, start):
        kind = BLANK
    elif _LIKE_A_NUMBER.fullmatch(word):
        kind = TEXT if _NUMBERING.fullmatch(word) else NUMBER
    else:
        return _run_together(folded, start, end, line, cell, width)
    return [Token(kind, start, end, line, cell, width)]


def _run_together(
    folded: str, start: int, end: int, line: int, cell: int, width: int
) -> list[Token]:
    """Read one word in which texts and numbers may follow each other with nothing between."""
    if _CHINESE.search(folded, start, end) is None:
        counted = _COUNT_AND_MARK.fullmatch(folded, start, end)
        kind = TEXT if counted is None else NUMBER
        end = end if counted is None else counted.end(1)
        return [Token(kind, start, end, line, cell, width)]
    tokens: list[Token] = []
    at = start
    for match in _RUN_OF_DIGITS.finditer(folded, start, end):
        first, last = match.span()
        if _NO_NUMBER.search(match.group()) or _is_bare_numeral(folded, first, last):
            continue
        if OWN_NUMERAL.match(folded, last):
            last -= 1
        elif _numbers_a_label(folded, last):
            if first == start and last - first == 1:
                continue
            # Nothing tells whether the last digit is a numeral: the number cannot be read.
            last += 1
        if last == first or not _parts_from_text(folded, first, last, start):
            continue
        first -= _commas_may_part_cells(folded, first, last, start)
        unit = _UNIT_WORD.match(folded, last, end)
        last = unit.end() if unit else last
        if at < first:
            tokens.append(Token(TEXT, at, first, line, cell, width))
        tokens.append(Token(NUMBER, first, last, line, cell, width, glued=True))
        at = last
    if at < end:
        tokens.append(Token(TEXT, at, end, line, cell, width))
    return tokens


def _is_bare_numeral(folded: str, first: int, last: int) -> bool:
    """Tell whether one digit is the numeral of a label, without a mark behind it."""
    if last - first != 1:
        return False
    if BARE_NUMERAL.match(folded, last):
        return True
    opens = folded[max(0, first - _LONGEST_INDENT) : first].rstrip(" ")[-1:] in _BEFORE_CELL
    return opens and _WORDS_OF_LABEL.match(folded, last) is not None


def _parts_from_text(folded: str, first: int, last: int, start: int) -> bool:
    """Tell whether the digits may be cells: no number of a document, table, year, day or page."""
    if folded.endswith(_BEFORE_NO_CELL, start, first):
        return False
    return not _NO_CELL_BEHIND.match(folded, last)


def _commas_may_part_cells(folded: str, first: int, last: int, start: int) -> bool:
    """Tell whether the comma before a number is the one within: 行政许可,406,406 cannot be read."""
    before = folded[first - 1] if first > start else ""
    return before in (",", "，") and before in folded[first:last]


def _numbers_a_label(folded: str, end: int) -> bool:
    """Tell whether a digit before `end` is the numeral of words that the format may not know."""
    return bool(_NUMBERING_BEHIND.match(folded, end)) and not UNNUMBERED_LABEL.match(folded, end)

"""
The Chinese characters of a stream's texts as one ribbon, with the way back to the decoded text.

They stand in reading order, with numbers, blanks, punctuation and line breaks left out. A label
that is broken over lines, or that has its values printed in its middle, is whole again there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from service.model.place import Span
from service.model.table import Label
from service.parsing.tables.tokens import TEXT, Token

CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．]?)(?=[\u4e00-\u9fff])")
_NUMERAL_OF_WORDS = re.compile(r"([一二三四五六七八九十])[)、.,]")
_NUMERAL_BEFORE = re.compile(r"([0-9])[.、,)][ \t]{0,3}$")
_NUMERALS = "一二三四五六七八九十"
_LONGEST_NUMBERING = 2
_SIGHT = 6
# What the constructor of a named tuple calls, in half its time: a report has some fifty labels.
_new = tuple.__new__
# What digits are taken for: 0 for a full stop, too.
_STRANGE = re.compile(r"(?=.*[\w。?!])[^\u4e00-\u9fff]{1,60}")
_LIKE_A_NUMERAL = re.compile(r"\(?[0-9]{1,2}[.、,，)]{0,2}")
_END_OF_CELL = re.compile(r"[ \t]*(?:[|\n]|\Z)")


@cache
def key_of(label: str) -> str:
    """Return the Chinese characters of a label, without the number that it bears."""
    return bare_key(_NUMBERING.sub("", label))


def bare_key(label: str) -> str:
    """Return the Chinese characters of a label, with those of its number."""
    return "".join(CHINESE_RUN.findall(label))


class Match(NamedTuple):
    """The characters `start` to `end` of the ribbon, recognised as a label."""

    start: int
    end: int


class Ribbon:
    """The Chinese characters of a stream's texts, with the way back to the decoded text."""

    def __init__(self, folded: str, tokens: Sequence[Token]) -> None:
        """
        Join the texts of `tokens`.

        `before[i]` is how many characters precede token i, `followed` are the positions behind
        which values stand.
        """
        pieces: list[str] = []
        self._folded = folded
        self._all = tokens
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._tokens: list[int] = []
        self.before: list[int] = []
        self.followed: set[int] = set()
        length = 0
        for index, token in enumerate(tokens):
            self.before.append(length)
            if token.kind is not TEXT:
                self.followed.add(length)
            else:
                for run in CHINESE_RUN.finditer(folded, token.start, token.end):
                    start, end = run.span()
                    pieces.append(folded[start:end])
                    self._starts.append(length)
                    self._offsets.append(start)
                    self._tokens.append(index)
                    length += end - start
        self.text = "".join(pieces)

    @cached_property
    def openings(self) -> set[int]:
        """The positions where texts begin."""
        tokens = zip(self._all, self.before, strict=True)
        return {before for token, before in tokens if token.kind is TEXT}

    def opens(self, position: int) -> bool:
        """Tell whether a text begins at `position`."""
        return position in self.openings

    def opens_label(self, position: int) -> bool:
        """Tell whether a text begins at `position`, or just a number like （七） before it."""
        if self.opens(position):
            return True
        before = self.text[max(0, position - _LONGEST_NUMBERING) : position]
        numbering = len(before) - len(before.rstrip(_NUMERALS))
        return any(map(self.opens, range(position - numbering, position)))

    def offset(self, position: int) -> int:
        """Return the offset in the decoded text of the character at `position`."""
        piece = bisect_right(self._starts, position) - 1
        return self._offsets[piece] + position - self._starts[piece]

    def token(self, position: int) -> int:
        """Return the index of the token that holds the character at `position`."""
        return self._tokens[bisect_right(self._starts, position) - 1]

    def strange_words(self, matches: Sequence["Match | None"]) -> dict[int, list[Token]]:
        """
        Return the words that may be misread numbers, by the label before them: 8B, [0], D.

        Behind the last label, only those on its line.
        """
        found: dict[int, list[Token]] = {}
        known = [index for index, match in enumerate(matches) if match is not None]
        ends = [match.end for match in matches if match is not None]
        for token, before in zip(self._all, self.before, strict=True):
            place = bisect_right(ends, before) - 1
            if token.kind is TEXT and place >= 0 and self._is_strange(token):
                label = self._all[self.token(ends[place] - 1)]
                if place + 1 < len(ends) or token.line == label.line:
                    found.setdefault(known[place], []).append(token)
        return found

    def _is_strange(self, token: Token) -> bool:
        words = self._folded[token.start : token.end]
        if _LIKE_A_NUMERAL.fullmatch(words) is None:
            return _STRANGE.fullmatch(words) is not None
        # A numeral numbers what follows on its line.
        return _END_OF_CELL.match(self._folded, token.end) is not None

    def numeral(self, position: int) -> tuple[str, int]:
        """Return the numeral of the words at `position`, "" for none, and its length among them."""
        offset = self.offset(position)
        within = _NUMERAL_OF_WORDS.match(self._folded, offset)
        if within is not None:
            return within[1], 1
        before = _NUMERAL_BEFORE.search(self._folded, max(0, offset - _SIGHT), offset)
        return (before[1], 0) if before is not None else ("", 0)

    def label(self, content: str, standard: str, match: Match) -> Label:
        """Return the label at `match` as it is printed, without the values in its middle."""
        first = bisect_right(self._starts, match.start) - 1
        at = self._offsets[first] + match.start - self._starts[first]
        if first + 1 == len(self._starts) or self._starts[first + 1] >= match.end:
            end = at + match.end - match.start
            return _new(Label, (standard, content[at:end], _new(Span, (at, end))))
        last = bisect_left(self._starts, match.end)
        printed = ""
        for piece in range(first, last):
            start = self.offset(max(match.start, self._starts[piece]))
            goes_on = piece > first and self._goes_on(piece)
            ends = [*self._starts[piece + 1 : piece + 2], match.end]
            end = self.offset(min(ends) - 1) + 1
            printed += content[at if goes_on else start : end]
            at = end
        span = Span(self.offset(match.start), at)
        return Label(standard, "".join(printed.split()), span)

    def _goes_on(self, piece: int) -> bool:
        """Tell whether a piece stands in the same word or cell as the one before it."""
        return self._tokens[piece - 1] == self._tokens[piece]

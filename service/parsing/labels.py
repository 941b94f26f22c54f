"""
Where the labels of a template stand in a stream of tokens.

The Chinese characters of all texts of the stream form one ribbon, in reading order, with numbers,
blanks, punctuation and line breaks left out. A label that is broken over lines, or that has its
values printed in its middle, is whole again there. Labels come in a known order: long ones are
looked up as they are, the rest is sought between its neighbours, last by likeness.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from service.model.place import Span
from service.model.table import Label
from service.parsing.tokens import Kind, Token

_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．]?)(?=[\u4e00-\u9fff])")
_SURE_LENGTH = 4
_NEARLY = 85.0
_ALIKE = 68.0


def key_of(label: str) -> str:
    """Return the Chinese characters of a label, without the number that it bears."""
    return bare_key(_NUMBERING.sub("", label))


def bare_key(label: str) -> str:
    """Return the Chinese characters of a label, with those of its number."""
    return "".join(_CHINESE_RUN.findall(label))


class Match(NamedTuple):
    """The characters `start` to `end` of the ribbon, recognised as a label."""

    start: int
    end: int


class Ribbon:
    """The Chinese characters of a stream's texts, with the way back to the decoded text."""

    def __init__(self, folded: str, tokens: Sequence[Token]) -> None:
        """Join the texts of `tokens`; `before[i]` is how many characters precede token i."""
        pieces: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._tokens: list[int] = []
        self.before: list[int] = []
        length = 0
        for index, token in enumerate(tokens):
            self.before.append(length)
            if token.kind is Kind.TEXT:
                for run in _CHINESE_RUN.finditer(folded, token.start, token.end):
                    pieces.append(run.group())
                    self._starts.append(length)
                    self._offsets.append(run.start())
                    self._tokens.append(index)
                    length += run.end() - run.start()
        self.text = "".join(pieces)

    def offset(self, position: int) -> int:
        """Return the offset in the decoded text of the character at `position`."""
        piece = bisect_right(self._starts, position) - 1
        return self._offsets[piece] + position - self._starts[piece]

    def token(self, position: int) -> int:
        """Return the index of the token that holds the character at `position`."""
        return self._tokens[bisect_right(self._starts, position) - 1]

    def label(self, content: str, standard: str, match: Match) -> Label:
        """Return the label at `match` as it is printed, without the values in its middle."""
        first = bisect_right(self._starts, match.start) - 1
        last = bisect_left(self._starts, match.end)
        printed = ""
        at = self.offset(match.start)
        for piece in range(first, last):
            start = self.offset(max(match.start, self._starts[piece]))
            same_token = piece > first and self._tokens[piece - 1] == self._tokens[piece]
            ends = [*self._starts[piece + 1 : piece + 2], match.end]
            end = self.offset(min(ends) - 1) + 1
            printed += content[at if same_token else start : end]
            at = end
        span = Span(self.offset(match.start), at)
        return Label(standard, "".join(printed.split()), span)


def find_labels(
    ribbon: Ribbon, keys: Sequence[tuple[str, ...]], followed: Iterable[int], start: int = 0
) -> list[Match | None]:
    """
    Return for each entry of `keys` where it stands in the ribbon, in rising order, or None.

    An entry lists the wordings of one label, the standard one first. `followed` are the
    positions of the ribbon behind which values stand: where a short label occurs more than
    once, the occurrence with values behind it counts.
    """
    matches: list[Match | None] = [_sure(ribbon.text, wordings[0], start) for wordings in keys]
    _keep_rising(matches)
    ends = frozenset(followed)
    for seek in (_standard, _nearly_standard, _any_wording, _alike):
        for index, wordings in enumerate(keys):
            if matches[index] is None:
                low, high = _gap(matches, index, start, len(ribbon.text))
                matches[index] = seek(ribbon.text, wordings, low, high, ends)
    return matches


def _sure(text: str, wording: str, start: int) -> Match | None:
    at = text.find(wording, start) if len(wording) >= _SURE_LENGTH else -1
    return Match(at, at + len(wording)) if at >= 0 else None


def _keep_rising(matches: list[Match | None]) -> None:
    """Drop the fewest matches such that the rest stands in rising order."""
    best: list[tuple[int, int]] = []  # (length of the chain that ends here, its previous link)
    found = [(index, match) for index, match in enumerate(matches) if match is not None]
    for place, (_, match) in enumerate(found):
        links = [
            (best[earlier][0] + 1, earlier)
            for earlier in range(place)
            if found[earlier][1].end <= match.start
        ]
        best.append(max(links, default=(1, -1)))
    kept = set()
    place = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    while place >= 0:
        kept.add(found[place][0])
        place = best[place][1]
    for index in range(len(matches)):
        if index not in kept:
            matches[index] = None


def _gap(matches: Sequence[Match | None], index: int, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the ribbon between the found neighbours of label `index`."""
    low = next((m.end for m in reversed(matches[:index]) if m is not None), start)
    high = next((m.start for m in matches[index + 1 :] if m is not None), end)
    return low, high


def _standard(
    text: str, wordings: Sequence[str], low: int, high: int, ends: frozenset[int]
) -> Match | None:
    return _exactly(text, wordings[:1], low, high, ends)


def _nearly_standard(
    text: str, wordings: Sequence[str], low: int, high: int, _ends: frozenset[int]
) -> Match | None:
    return _most_alike(text, wordings[:1], low, high, _NEARLY)


def _any_wording(
    text: str, wordings: Sequence[str], low: int, high: int, ends: frozenset[int]
) -> Match | None:
    return _exactly(text, wordings[1:], low, high, ends)


def _alike(
    text: str, wordings: Sequence[str], low: int, high: int, _ends: frozenset[int]
) -> Match | None:
    return _most_alike(text, wordings, low, high, _ALIKE)


def _exactly(
    text: str, wordings: Iterable[str], low: int, high: int, ends: frozenset[int]
) -> Match | None:
    """Find a wording as it is; among several occurrences the first with values behind it."""
    for wording in wordings:
        occurrences = []
        at = text.find(wording, low, high)
        while at >= 0:
            occurrences.append(Match(at, at + len(wording)))
            at = text.find(wording, at + 1, high)
        if occurrences:
            return next((match for match in occurrences if match.end in ends), occurrences[-1])
    return None


def _most_alike(
    text: str, wordings: Iterable[str], low: int, high: int, cutoff: float
) -> Match | None:
    """Find the stretch most like a wording, where it is like enough."""
    best: tuple[float, Match] | None = None
    for wording in wordings:
        if len(wording) < _SURE_LENGTH or high - low < len(wording) - 2:
            continue
        found = fuzz.partial_ratio_alignment(wording, text[low:high], score_cutoff=cutoff)
        if found is not None and (best is None or found.score > best[0]):
            best = found.score, Match(low + found.dest_start, low + found.dest_end)
    return None if best is None else best[1]

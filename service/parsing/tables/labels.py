"""
Where the labels of a template stand in the ribbon of a stream.

Labels come in a known order: long ones are looked up as they are, the rest is sought between its
neighbours, last by likeness.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from service.parsing.tables.ribbon import Match, Ribbon
from service.parsing.tables.shortened import likeness, spans_before

_NUMERAL_OF_LABEL = re.compile(r"（?([一二三四五六七八九十0-9])[）、.]")
_NEAR = 2
_SURE_LENGTH = 4
# For labels that have no values behind them, as those of columns.
NO_VALUES: frozenset[int] = frozenset()
# Which wordings of a label are sought between its neighbours, and how alike they must be (None:
# as they are): the standard one as it is, then nearly so, the others, at last any by likeness.
_SEEKING: tuple[tuple[int, int | None, float | None], ...] = (
    (0, 1, None),
    (0, 1, 85.0),
    (1, None, None),
    (0, None, 68.0),
)


def numeral_of(label: str) -> str:
    """Return the numeral that a label of the format bears, "" where it bears none."""
    found = _NUMERAL_OF_LABEL.match(label)
    return found[1] if found is not None else ""


def find_labels(
    ribbon: Ribbon,
    keys: Sequence[tuple[str, ...]],
    followed: AbstractSet[int],
    start: int = 0,
    numerals: Sequence[str] = (),
) -> list[Match | None]:
    """
    Return for each entry of `keys` where it stands in the ribbon, in rising order, or None.

    An entry lists the wordings of one label, the standard one first. `followed` are the
    positions of the ribbon behind which values stand: where a label occurs more than once, that
    counts which opens a text and has values behind it. With `numerals`, those of the labels, labels
    that are shortened are sought, too.
    """
    search = _Search(ribbon, keys, followed)
    end = len(ribbon.text)
    matches = [
        search.exactly(wordings[0], start, end) if len(wordings[0]) >= _SURE_LENGTH else None
        for wordings in keys
    ]
    _keep_rising(matches)
    for first, last, cutoff in _SEEKING:
        if None not in matches:
            break
        for index, wordings in enumerate(keys):
            if matches[index] is None:
                low, high = _gap(matches, index, start, end)
                sought = wordings[first:last]
                matches[index] = (
                    search.any_exactly(sought, low, high)
                    if cutoff is None
                    else search.alike(sought, wordings, low, high, cutoff)
                )
    if numerals and None in matches:
        _find_shortened(ribbon, numerals, search, matches, start)
    return matches


def _find_shortened(
    ribbon: Ribbon,
    numerals: Sequence[str],
    search: "_Search",
    matches: list[Match | None],
    start: int,
) -> None:
    """Fill in the matches of labels that some of their words tell, one after the other."""
    for index in range(len(matches)):
        if matches[index] is None:
            low, high = _gap(matches, index, start, len(ribbon.text))
            matches[index] = search.shortened(ribbon, numerals, index, low, high)


class _Search:
    """Looks wordings up in the ribbon, as they are and by likeness."""

    def __init__(
        self, ribbon: Ribbon, keys: Sequence[tuple[str, ...]], followed: AbstractSet[int]
    ) -> None:
        self._text = ribbon.text
        self._ribbon = ribbon
        self._keys = keys
        self._followed = followed

    @cached_property
    def _ends_and_starts(self) -> tuple[list[int], list[int]]:
        return sorted(self._followed), sorted(self._ribbon.openings)

    def exactly(self, wording: str, low: int, high: int) -> Match | None:
        """Find a wording as it is, where it stands most like a label; the last of several such."""
        at = self._text.find(wording, low, high)
        if at < 0:
            return None
        if self._text.find(wording, at + 1, high) >= 0:
            at = self._most_like_label(wording, at, high)
        return Match(at, at + len(wording))

    def any_exactly(self, wordings: Iterable[str], low: int, high: int) -> Match | None:
        """Find the first of the wordings that is there as it is."""
        found = (self.exactly(wording, low, high) for wording in wordings)
        return next((match for match in found if match is not None), None)

    def _most_like_label(self, wording: str, first: int, high: int) -> int:
        """Return where, from `first`, a wording opens a text and has values behind it."""
        if self._followed is NO_VALUES:
            return self._last_opening(wording, first, high)
        found = at = first
        best = (False, False)
        while at >= 0 and not all(best):
            rank = self._ribbon.opens_label(at), at + len(wording) in self._followed
            if rank >= best:
                found, best = at, rank
            at = self._text.find(wording, at + 1, high)
        return found

    def _last_opening(self, wording: str, first: int, high: int) -> int:
        """Return where a wording opens a text for the last time, or stands where it never does."""
        last = at = self._text.rfind(wording, first, high)
        while at >= 0 and not self._ribbon.opens_label(at):
            at = self._text.rfind(wording, first, at + len(wording) - 1)
        return at if at >= 0 else last

    def alike(
        self, wordings: Iterable[str], row: tuple[str, ...], low: int, high: int, cutoff: float
    ) -> Match | None:
        """
        Find the stretch most like a wording, where it is like enough.

        It must not be more like a label of another row than like one of this `row`.
        """
        best: tuple[float, Match] | None = None
        wording_of = ""
        for wording in wordings:
            if len(wording) < _SURE_LENGTH or high - low < len(wording) - 2:
                continue
            found = fuzz.partial_ratio_alignment(wording, self._text[low:high], score_cutoff=cutoff)
            if found is not None and (best is None or found.score > best[0]):
                best = found.score, Match(low + found.dest_start, low + found.dest_end)
                wording_of = wording
        if best is None:
            return None
        score, match = best
        match = self._best_placed(match, wording_of, low, high)
        if not self._ribbon.opens_label(match.start) and self._is_parted(match):
            return None
        words = self._text[match.start : match.end]
        others = [
            other
            for wordings in self._keys
            for other in wordings
            if len(other) >= len(words) and other not in row
        ]
        rival = process.extractOne(words, others, scorer=fuzz.partial_ratio, score_cutoff=score)
        return match if rival is None or rival[1] <= score else None

    def _is_parted(self, match: Match) -> bool:
        """Tell whether values stand in the middle of a stretch."""
        return any(position in self._followed for position in range(match.start + 1, match.end))

    def _best_placed(self, match: Match, wording: str, low: int, high: int) -> Match:
        """Return the stretch with as much of a wording that opens a text or ends before values."""
        alike = LCSseq.similarity(wording, self._text[match.start : match.end])
        near = [
            Match(start, end)
            for start in range(max(low, match.start - _NEAR), match.start + _NEAR + 1)
            for end in range(match.end - _NEAR, min(high, match.end + _NEAR) + 1)
            if start < end <= start + len(wording)
            and LCSseq.similarity(wording, self._text[start:end]) >= alike
        ]
        if all(one == match for one in near):
            return match
        return max(
            [match, *near],
            key=lambda one: (self._ribbon.opens_label(one.start), one.end in self._followed),
        )

    def _score(self, words: str, numeral: str, numerals: Sequence[str], index: int) -> float:
        """Return how surely words with a numeral, or none (""), stand for label `index`."""
        if numeral and numerals[index] != numeral:
            return 0.0
        return likeness(words, self._keys[index], numbered=bool(numeral))

    def shortened(
        self,
        ribbon: Ribbon,
        numerals: Sequence[str],
        index: int,
        low: int,
        high: int,
    ) -> Match | None:
        """Find words that stand for label `index` alone, right before values."""
        found: list[tuple[float, Match]] = []
        for start, end in spans_before(*self._ends_and_starts, low, high):
            numeral, length = ribbon.numeral(start)
            words = self._text[start + length : end]
            score = self._score(words, numeral, numerals, index)
            rivals = (rival for rival in range(len(self._keys)) if rival != index)
            if score and all(
                self._score(words, numeral, numerals, rival) < score for rival in rivals
            ):
                found.append((score, Match(start + length, end)))
        best = max(found, default=None)
        if best is None or any(m.end != best[1].end and s >= best[0] for s, m in found):
            return None
        return best[1]


def _keep_rising(matches: list[Match | None]) -> None:
    """Drop the fewest matches such that the rest stands in rising order."""
    if _rises(matches):
        return
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


def _rises(matches: Sequence[Match | None]) -> bool:
    end = 0
    for match in matches:
        if match is not None:
            if match.start < end:
                return False
            end = match.end
    return True


def _gap(matches: Sequence[Match | None], index: int, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the ribbon between the found neighbours of label `index`."""
    low = next((m.end for m in reversed(matches[:index]) if m is not None), start)
    high = next((m.start for m in matches[index + 1 :] if m is not None), end)
    return low, high

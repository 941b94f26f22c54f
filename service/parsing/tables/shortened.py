"""
Labels that are told by some of their words: shortened ones, and short ones that are misread.

    shortened = [numeral] some words of the label, in their order, with values right behind

Such words count only between the labels that stand before and behind them in the format, and only
where they are no more like another label. A numeral that the format gives to another one rules
them out; one that it gives to this label makes fewer words enough.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rapidfuzz import fuzz

# How like a wording the words are, from 0 to 100, and how many of them make a label.
_ENOUGH, _ENOUGH_NUMBERED = 70.0, 60.0
_FEWEST, _FEWEST_NUMBERED = 3, 2
_SHORTENED = 90.0
_LONGEST = 30
# A table of the format has fewer rows between two labels that are found.
_MOST_ENDS = 200


def likeness(words: str, wordings: Sequence[str], *, numbered: bool) -> float:
    """
    Return how surely `words` stand for a label, from 0 to 100; 0 where they do not.

    `numbered` tells that they bear the numeral of the label.
    """
    if len(words) < (_FEWEST_NUMBERED if numbered else _FEWEST):
        return 0.0
    best = max(_one_likeness(words, wording, numbered=numbered) for wording in wordings)
    return best if best >= (_ENOUGH_NUMBERED if numbered else _ENOUGH) else 0.0


def _one_likeness(words: str, wording: str, *, numbered: bool) -> float:
    score: float = fuzz.ratio(words, wording)
    if is_shortened(words, wording):
        return max(score, _SHORTENED)
    one_misread = len(words) == len(wording) and sum(map(str.__ne__, words, wording)) == 1
    return max(score, _ENOUGH_NUMBERED) if numbered and one_misread else score


def is_shortened(words: str, wording: str) -> bool:
    """Tell whether all characters of `words` stand in `wording`, in this order."""
    letters = iter(wording)
    return all(letter in letters for letter in words)


def spans_before(
    ends: Sequence[int], openings: Sequence[int], low: int, high: int
) -> list[tuple[int, int]]:
    """Return the stretches between `low` and `high` from an opening to the next of `ends`."""
    found: list[tuple[int, int]] = []
    floor = low
    for end in ends[bisect_right(ends, low) : bisect_right(ends, high)][:_MOST_ENDS]:
        first = bisect_left(openings, max(floor, end - _LONGEST))
        found += [(at, end) for at in openings[first : bisect_left(openings, end)]]
        floor = end
    return found

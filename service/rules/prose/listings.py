"""A total of the prose and the parts that are listed behind it, in its brackets or before it."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from service.rules.prose.quantities import (
    UNITS,
    Quantity,
    quantities,
    sentence_start,
    without_brackets,
)

_AMONG = re.compile(r"其中(?:包括|包含|有)?[，,：:]?([^。\n]{1,800})")
# The first character of each by itself lets the scan pass over all that is none.
# 收到申请30件：自然人28件，法人2件.
_COLON = re.compile(rf"[：:](?<=[{UNITS}].)(?!其中)([^。\n]{{1,800}})")
_BRACKET = re.compile(rf"[（(](?<=[{UNITS}].)(?:其中)?[，,：:]?([^（()）\n]{{6,200}})[)）]")
# 人大建议12件、政协提案24件，共36件.
_TOGETHER = re.compile(
    rf"[合共总](?<=[，,；;].)(?:(?<=共)计?|(?<!共)计)为?[0-9]{{1,9}}[{UNITS}](?=[，,。；;\n])"
)
_FEWEST_PARTS, _MOST_PARTS = 2, 40
# Of one kind; a text with more is no report.
_MOST_LISTS = 400
_SEPARATORS = "，,；;、。）)"


class Listing(NamedTuple):
    """A stated total, candidates for it in reading order, and the parts listed beside it."""

    totals: list[Quantity]
    parts: list[Quantity]


def listings(content: str) -> Iterator[Listing]:
    """Yield the lists of a joined text that can be judged."""
    bare = without_brackets(content)
    for pattern, text, read in (
        (_AMONG, bare, _behind),
        (_COLON, bare, _right_behind),
        (_BRACKET, content, _right_behind),
        (_TOGETHER, bare, _before),
    ):
        found = (read(text, match) for match in islice(pattern.finditer(text), _MOST_LISTS))
        yield from (listing for listing in found if listing is not None)


def _behind(content: str, match: re.Match[str]) -> Listing | None:
    """Return the list after 其中 with the totals before it, None where it cannot be judged."""
    # A 其中 that begins its sentence speaks of the sentence before.
    start = sentence_start(content, max(match.start() - 1, 0))
    return _listing(content, match, quantities(content, start, match.start()))


def _right_behind(content: str, match: re.Match[str]) -> Listing | None:
    """Return the list behind a colon or in brackets, of the number right before."""
    start = sentence_start(content, match.start())
    before = quantities(content, start, match.start())[-1:]
    return _listing(content, match, before) if before and before[0].end == match.start() else None


def _listing(content: str, match: re.Match[str], before: list[Quantity]) -> Listing | None:
    if "等" in match[1]:
        return None
    # Right behind another number and without a measure word, it is the number of a page.
    numbers = [
        number
        for number in quantities(content, match.start(1), match.end(1))
        if number.label or number.unit
    ]
    parts = list(takewhile(lambda number: _is_part(content, number), numbers))
    return _judged([total for total in before if total.unit], parts)


def _before(content: str, match: re.Match[str]) -> Listing | None:
    """Return the numbers of the sentence before their total, as far as they count the same."""
    start = sentence_start(content, match.start(), "。；;\n")
    *parts, total = quantities(content, start, match.end())
    parts = list(takewhile(lambda part: part.unit == total.unit, reversed(parts)))[::-1]
    labels = "".join(part.label for part in parts)
    return _judged([total._replace(label=labels + total.label)], parts)


def _judged(totals: list[Quantity], parts: list[Quantity]) -> Listing | None:
    if not totals or not totals[-1].exact or not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
        return None
    if not all(part.exact for part in parts):
        return None
    return Listing([total for total in totals if total.exact], parts)


def _is_part(content: str, part: Quantity) -> bool:
    """Tell whether a number bears a measure word, or is exact and ends its clause."""
    return part.unit != "" or (part.exact and content[part.end : part.end + 1] in _SEPARATORS)

"""
Tables of contents: headings that follow each other with nothing between them.

    contents = heading {[page number | link target | heading of a part] heading}

Such a list is never the report, before the title or behind, and however often it comes. What has
the same headings with their bodies is. Where nothing else has them, the last list stays: a page
may hold no more of a report than its headings.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.parsing.sections.headings import Heading
from service.parsing.text.cleaning import Squeezed, line_end

_ENOUGH_HEADINGS = 3
_LONGEST_GAP = 300
_LINK_TARGET = re.compile(r"\]?\((?:#|\.{0,2}/|https?:)[^()\s]*\)|返回(?:目录|顶部|首页)")
_MARKS = "-*+>•·#|[]、,，;"
# An entry for a part of a section, a page number.
_ENTRY = re.compile(
    r"(?:[(第]?[一二三四五六七八九十0-9]{1,2}[)、.,，][^。;!?|]{2,30}?)?"
    r"[.…·]*(?:\(?(?:第|[Pp]\.?)?[0-9]{1,3}(?:-[0-9]{1,3})?页?\)?)?。?"
)


def blank_contents(folded: str, view: Squeezed, headings: Sequence[Heading]) -> str:
    """Return the text with its tables of contents blanked; the text itself where it has none."""
    pieces, at = [], 0
    for listed in _contents(folded, view, headings):
        start = view.offset(listed[0].start)
        end = view.span(listed[-1].start, listed[-1].end).end
        last = line_end(folded, end)
        if "。" not in folded[end:last] and _is_nothing(folded[end:last]):
            end = last
        pieces += [folded[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, folded[at:]]) if pieces else folded


def _contents(
    folded: str, view: Squeezed, headings: Sequence[Heading]
) -> Iterator[Sequence[Heading]]:
    """
    Yield the lists of headings that are no report, in reading order.

    Tables that are pictures leave headings without bodies, too, but the first section has one.
    """
    chains = list(_chains(folded, view, headings))
    of_report = [chain for chain in chains if not _begins_list(chain)]
    if not of_report and chains:
        of_report = chains[-1:]
    times = Counter(heading.number for chain in of_report for heading in chain)
    for chain in chains:
        own = 0 if _begins_list(chain) and chain is not of_report[-1] else 1
        known = sum(times[heading.number] > own for heading in chain)
        needed = _ENOUGH_HEADINGS - 1 if _begins_list(chain) else len(chain)
        if len(chain) >= _ENOUGH_HEADINGS and known >= needed:
            yield chain


def _begins_list(chain: Sequence[Heading]) -> bool:
    return len(chain) >= _ENOUGH_HEADINGS and chain[0].number == 1


def _chains(
    folded: str, view: Squeezed, headings: Sequence[Heading]
) -> Iterator[Sequence[Heading]]:
    """Divide the headings where something stands between two, or their numbers begin again."""
    cuts = [
        index
        for index, (one, other) in enumerate(pairwise(headings), 1)
        if one.number >= other.number or not _is_nothing_between(folded, view, one, other)
    ]
    for start, end in pairwise([0, *cuts, len(headings)]):
        yield headings[start:end]


def _is_nothing_between(folded: str, view: Squeezed, one: Heading, other: Heading) -> bool:
    if other.start - one.end > _LONGEST_GAP:
        return False
    end = view.span(one.start, one.end).end
    return _is_nothing(folded[end : view.offset(other.start)])


def _is_nothing(between: str) -> bool:
    """Tell whether a stretch holds nothing but what a table of contents has."""
    lines = _LINK_TARGET.sub(" ", between).split("\n")
    return all(_ENTRY.fullmatch("".join(line.split()).strip(_MARKS)) for line in lines)

"""Headings -> the sections of the report, each with its body."""

from functools import partial
from math import inf

from service.model.place import Span
from service.model.report import Section
from service.parsing.sections.headings import Heading, Headings
from service.parsing.text.cleaning import Squeezed
from service.standard.sections import SECTIONS

_SHORTEST_BODY = 6


def find_sections(content: str, view: Squeezed, found: Headings) -> tuple[Section, ...]:
    """Return the sections of the report in reading order; empty where no heading is recognised."""
    certain = _without_repeated(found.certain, view)
    headings = sorted([*certain, *_missing(found.by_line, certain)], key=_start)
    places = [view.span(heading.start, heading.end) for heading in headings]
    ends = [*(place.start for place in places[1:]), view.offset(len(view.text))]
    return tuple(map(partial(_section, content, view), headings, places, ends))


def _section(content: str, view: Squeezed, heading: Heading, place: Span, end: int) -> Section:
    printed = content[view.offset(heading.title) : place.end]
    return Section(
        number=heading.number,
        printed_number=heading.printed_number,
        title="".join(printed.split()),
        heading=place,
        body=Span(place.end, end),
    )


def _start(heading: Heading) -> int:
    return heading.start


def _missing(by_line: list[Heading], certain: list[Heading]) -> list[Heading]:
    """Return the first heading of each section that has none, where it keeps them in order."""
    numbers = {section.number for section in SECTIONS}
    missing = numbers - {heading.number for heading in certain}
    after = {n: max((h.start for h in certain if h.number < n), default=-1) for n in missing}
    before = {n: min((h.start for h in certain if h.number > n), default=inf) for n in missing}
    chosen: list[Heading] = []
    for heading in by_line:
        number = heading.number
        if number not in missing or not after[number] < heading.start < before[number]:
            continue
        if all(other.number < number for other in chosen):
            chosen.append(heading)
            missing.discard(number)
    return chosen


def _without_repeated(headings: list[Heading], view: Squeezed) -> list[Heading]:
    """Drop the headings that recur later and have no body here."""
    last = {heading.number: index for index, heading in enumerate(headings)}
    ends = [heading.start for heading in headings[1:]] + [len(view.text)]
    return [
        heading
        for index, (heading, end) in enumerate(zip(headings, ends, strict=False))
        if last[heading.number] == index or end - heading.end >= _SHORTEST_BODY
    ]

"""
Folded text -> headings and bodies of the report's sections.

    heading = numeral ("、" | "." | "，" | ":") title
    title   = one of the titles of `service.standard.sections`, or one very like it on a line
              of its own

A title without a numeral counts where it stands alone on its line and no numbered one is found.
A heading that recurs, with next to nothing below it the first time, is a table of contents.
"""

import re
from typing import NamedTuple

from rapidfuzz import fuzz, process

from service.model.place import Span
from service.model.report import Section
from service.parsing.cleaning import Squeezed, line_end, line_start
from service.parsing.numerals import read_chinese
from service.standard.sections import SECTIONS

_NUMERALS = "一二三四五六七八九十"
# What may not stand before the number is asked behind its first character: a pattern that begins
# with a class of characters is sought many times faster than one that begins by looking back.
_NUMBERED = re.compile(rf"([{_NUMERALS}](?<![表图附第].)[{_NUMERALS}]{{0,2}})[、.,，:]")
_NUMBERED_IN_DIGITS = re.compile(r"([1-9](?<![表图附第0-9.].))[、.,，]")
_OTHER_NUMBERING = re.compile(
    rf"^(?:\(?[0-9{_NUMERALS}]{{1,2}}[)、.,，]{{1,2}}|第[{_NUMERALS}]部分[、:]?)"
)
_INSIGNIFICANT = re.compile("[、,，和及与的等()《》<>“”\"' \t]")
_LEADERS = re.compile(r"[.…·]{3,}\s*[0-9]{0,3}")
_ALIKE = 84.0
_LONGEST_TITLE = 40
_SHORTEST_BODY = 6
_SHORTEST_TITLE = 3
_HIGHEST_NUMBER = 20


def _key(title: str) -> str:
    return _INSIGNIFICANT.sub("", title)


_TITLES = {
    _key(title): section.number
    for section in SECTIONS
    for title in (section.title, *section.also_seen)
}
_LONGEST_FIRST = tuple(sorted(_TITLES, key=len, reverse=True))


class _Heading(NamedTuple):
    """A heading found at `start` of the squeezed text, its title from `title` to `end`."""

    number: int
    printed_number: int | None
    start: int
    title: int
    end: int


def find_sections(content: str, folded: str, view: Squeezed) -> tuple[Section, ...]:
    """Return the sections of the report in reading order; empty where no heading is recognised."""
    headings = _without_contents(_numbered_headings(folded, view), view)
    if not headings:
        found = _numbered_headings(folded, view, _NUMBERED_IN_DIGITS)
        headings = _without_contents(found, view)
    missing = set(_TITLES.values()) - {heading.number for heading in headings}
    if missing:
        bare = _bare_headings(folded, view, missing, headings)
        headings = sorted([*headings, *bare], key=lambda heading: heading.start)
    ends = [heading.start for heading in headings[1:]] + [len(view.text)]
    return tuple(
        _section(content, view, heading, end) for heading, end in zip(headings, ends, strict=False)
    )


def _section(content: str, view: Squeezed, heading: _Heading, end: int) -> Section:
    printed = content[view.offset(heading.title) : view.span(heading.title, heading.end).end]
    return Section(
        number=heading.number,
        printed_number=heading.printed_number,
        title="".join(printed.split()),
        heading=view.span(heading.start, heading.end),
        body=Span(view.span(heading.start, heading.end).end, view.offset(end)),
    )


def _numbered_headings(
    folded: str, view: Squeezed, numbered: re.Pattern[str] = _NUMBERED
) -> list[_Heading]:
    headings = []
    for match in numbered.finditer(view.text):
        found = _title_at(folded, view, match.start(), match.end())
        if found is not None:
            number, end = found
            printed = _numeral(match.group(1))
            headings.append(_Heading(number, printed, match.start(), match.end(), end))
    return headings


def _title_at(folded: str, view: Squeezed, start: int, title: int) -> tuple[int, int] | None:
    """Return the section number and the end of the title that starts at `title`, or None."""
    if _LEADERS.match(view.text, title + 4):
        return None
    ahead = view.text[title : title + _LONGEST_TITLE]
    exact = _exact_title(ahead)
    if exact is not None:
        number, length = exact
        return None if _LEADERS.match(view.text, title + length) else (number, title + length)
    if not _opens_line(folded, view.offset(start)):
        return None
    end = view.position(line_end(folded, view.offset(title)))
    if not _SHORTEST_TITLE < end - title <= _LONGEST_TITLE:
        return None
    number_alike = _alike(view.text[title:end])
    return None if number_alike is None else (number_alike, end)


def _exact_title(ahead: str) -> tuple[int, int] | None:
    """Return the number of the longest title that `ahead` starts with, and the length printed."""
    key = _key(ahead)
    if not key.startswith(_LONGEST_FIRST):
        return None
    title = next(title for title in _LONGEST_FIRST if key.startswith(title))
    return _TITLES[title], _printed_length(ahead, len(title))


def _printed_length(ahead: str, significant: int) -> int:
    for length, char in enumerate(ahead):
        if not _INSIGNIFICANT.match(char):
            if significant == 0:
                return length
            significant -= 1
        elif significant == 0:
            return length
    return len(ahead)


def _alike(title: str) -> int | None:
    key = _key(title)
    best = process.extractOne(key, _LONGEST_FIRST, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if best is None else _TITLES[best[0]]


def _bare_headings(
    folded: str, view: Squeezed, missing: set[int], found: list[_Heading]
) -> list[_Heading]:
    """Return headings of the `missing` sections that stand alone on a line, in rising order."""
    headings: list[_Heading] = []
    for match in re.finditer(r"[^\n]+", folded):
        line = "".join(match.group().split())
        if not _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE:
            continue
        numbering = _OTHER_NUMBERING.match(line)
        offset = numbering.end() if numbering else 0
        number = _TITLES.get(_key(line[offset:]))
        if number in missing and _fits(number, view.position(match.start()), found):
            start = view.position(match.start())
            headings.append(_Heading(number, None, start, start + offset, start + len(line)))
            missing.discard(number)
    return headings


def _fits(number: int, start: int, found: list[_Heading]) -> bool:
    """Tell whether a heading `number` at `start` keeps the sections in rising order."""
    return all((heading.number < number) == (heading.start < start) for heading in found)


def _without_contents(headings: list[_Heading], view: Squeezed) -> list[_Heading]:
    """Drop the headings of a table of contents: they recur later and have no body here."""
    last = {heading.number: index for index, heading in enumerate(headings)}
    ends = [heading.start for heading in headings[1:]] + [len(view.text)]
    return [
        heading
        for index, (heading, end) in enumerate(zip(headings, ends, strict=False))
        if last[heading.number] == index or end - heading.end >= _SHORTEST_BODY
    ]


def _opens_line(folded: str, offset: int) -> bool:
    return not folded[line_start(folded, offset) : offset].strip(" \t#|*")


def _numeral(printed: str) -> int | None:
    number = int(printed) if printed.isdigit() else read_chinese(printed)
    return number if number is not None and number <= _HIGHEST_NUMBER else None

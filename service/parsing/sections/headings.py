"""
Folded text -> what may be headings of the report's sections, in reading order.

    heading = numeral ("、" | "." | "，" | ":") title
    title   = one that `section_titles` tells: a standard one anywhere, others on their own lines

A title without a numeral counts where it stands alone on its line and no numbered one is found.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from service.allowance import check_allowance
from service.parsing.sections.section_titles import (
    INSIGNIFICANT,
    LAST_SIGNS,
    NUMERALS,
    alike,
    exact_title,
    read_numeral,
    title_of_line,
)
from service.parsing.text.cleaning import Squeezed, line_end, line_start

# What may not stand before the number is asked behind its first character: a pattern that begins
# with a class of characters is sought many times faster than one that begins by looking back.
_NUMBERED = re.compile(rf"([{NUMERALS}](?<![表图附第].)[{NUMERALS}]{{0,2}})\\?[、.,，:]")
_NUMBERED_IN_DIGITS = re.compile(r"([1-9](?<![表图附第0-9.].))\\?[、.,，]")
_LINK = re.compile(r"\[([^\[\]\n]{2,60})\]\([^()\s]{0,200}\)")
_PAGE = re.compile(
    r"(?:(?<![ \t.…·])[ \t.…·]{1,200}\(?|\()"
    r"(?:第 ?|[Pp]\.? ?|- ?)?[0-9]{1,3}(?: ?- ?[0-9]{0,3})?(?: ?页)?\)?$"
)
# Behind the last sign of a title stand no Chinese characters on the line but little words, and no
# numbers but a page, or two: 3-4.
_NO_WORD = rf"(?>(?:[^\u4e00-\u9fff\n0-9]|[第页{INSIGNIFICANT}])*)"
# Most such signs stand amid words, which is told by the next character alone.
_AMID_WORDS = rf"[\u4e00-\u9fff](?<![第页{INSIGNIFICANT}])"
_END_OF_TITLE = re.compile(
    rf"[{LAST_SIGNS}](?!{_AMID_WORDS})(?={_NO_WORD}(?>(?:[0-9]{{1,3}}+{_NO_WORD}){{0,2}})(?:\n|\Z)"
    r"|[^\u4e00-\u9fff\n]{0,8}\]\()"
)
_ENDS_PAGE = "0123456789-页)"
_EDGES = " \t#|*>-"
_LEADERS = re.compile(r"[.…·]{3,}\s*[0-9]{0,3}")
_LONGEST_TITLE = 40
_LONGEST_LINE = 300
_SHORTEST_TITLE = 3
_ENOUGH_OF_A_SERIES = 3


class Heading(NamedTuple):
    """A heading found at `start` of the squeezed text, its title from `title` to `end`."""

    number: int
    printed_number: int | None
    start: int
    title: int
    end: int


class Headings(NamedTuple):
    """
    Headings in reading order: the `certain` ones bear a number and a title of the standard.

    Those `by_line` stand alone on their lines, without a number or in other words; those that
    are `paged` have a page number behind them, so that they are none but of a table of contents.
    """

    certain: list[Heading]
    by_line: list[Heading]
    paged: list[Heading]

    def all(self) -> list[Heading]:
        """Return all of them in reading order."""
        return sorted([*self.certain, *self.by_line, *self.paged], key=_start)


def _start(heading: Heading) -> int:
    return heading.start


def find_headings(folded: str, view: Squeezed) -> Headings:
    """Return what may be a heading of the report, also what its table of contents repeats."""
    in_words = list(_numbered(folded, view, _NUMBERED, len(view.text)))
    first = in_words[0].start if in_words else len(view.text)
    # Another report, with its sections in Chinese numerals, may stand behind this one.
    in_digits = _numbered(folded, view, _NUMBERED_IN_DIGITS, first)
    certain = [*in_digits, *in_words]
    found = {heading.start for heading in certain}
    lines = [line for line in _by_line(folded, view) if line.heading.start not in found]
    others = [line.heading for line in lines if line.is_other]
    if in_words or not _is_series([*certain, *others]):
        lines = [line for line in lines if not line.is_other]
    return Headings(
        certain,
        by_line=[line.heading for line in lines if not line.is_paged],
        paged=[line.heading for line in lines if line.is_paged],
    )


def _numbered(
    folded: str, view: Squeezed, numbered: re.Pattern[str], end: int
) -> Iterator[Heading]:
    for match in numbered.finditer(view.text, 0, end):
        found = _title_at(folded, view, match.start(), match.end())
        if found is not None:
            number, end = found
            yield Heading(number, read_numeral(match.group(1)), match.start(), match.end(), end)


def _title_at(folded: str, view: Squeezed, start: int, title: int) -> tuple[int, int] | None:
    """Return the section number and the end of the title that starts at `title`, or None."""
    if _LEADERS.match(view.text, title + 4):
        return None
    ahead = view.text[title : title + _LONGEST_TITLE]
    exact = exact_title(ahead)
    if exact is not None:
        number, length = exact
        return None if _LEADERS.match(view.text, title + length) else (number, title + length)
    if not _opens_line(folded, view.offset(start)):
        return None
    end = view.position(line_end(folded, view.offset(title)))
    if not _SHORTEST_TITLE < end - title <= _LONGEST_TITLE:
        return None
    number_alike = alike(view.text[title:end], view.text[start])
    return None if number_alike is None else (number_alike, end)


class _Line(NamedTuple):
    """
    A heading alone on its line, or with a page number behind it.

    One `is_other` that is in other words and numbered as parts of a section are: （一）, 1.
    """

    heading: Heading
    is_other: bool
    is_paged: bool


def _by_line(folded: str, view: Squeezed) -> Iterator[_Line]:
    for begin, end in _lines_ending_like_titles(folded):
        check_allowance()
        whole = folded[begin:end]
        printed = whole.strip(_EDGES)
        if not _SHORTEST_TITLE <= len(printed) <= _LONGEST_LINE:
            continue
        link = _LINK.fullmatch(printed) if printed[0] == "[" else None
        page = _PAGE.search(printed) if printed[-1] in _ENDS_PAGE else None
        line = "".join((link[1] if link else printed[: page.start()] if page else printed).split())
        if not _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE:
            continue
        found = title_of_line(line)
        if found is not None:
            number, printed_number, offset, is_other = found
            at = begin + whole.index(printed[0]) + (1 if link else 0)
            start = view.position(at)
            heading = Heading(number, printed_number, start, start + offset, start + len(line))
            yield _Line(heading, is_other, is_paged=page is not None)


def _lines_ending_like_titles(folded: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines that may hold a title: few lines of prose or tables do."""
    end = -1
    for found in _END_OF_TITLE.finditer(folded):
        if found.start() > end:
            begin = folded.rfind("\n", max(end, 0), found.start()) + 1
            end = folded.find("\n", found.start())
            end = end if end >= 0 else len(folded)
            yield begin, end


def _is_series(headings: list[Heading]) -> bool:
    """Tell whether enough headings are there in rising order."""
    numbers = [heading.number for heading in sorted(headings, key=_start)]
    rising = sum(one < other for one, other in pairwise(numbers))
    return rising + 1 >= _ENOUGH_OF_A_SERIES


def _opens_line(folded: str, offset: int) -> bool:
    return not folded[line_start(folded, offset) : offset].strip(" \t#|*")

"""
Prose -> figures: numbers whose clause says what they count.

A clause reaches from one of the marks ，。；： to the next; its sentence, the sentence before or
section three give it a topic (applications, letters, hotline, gazette). A number that no reading
fits, or that is rounded (余, 多, 近, 约), is left where it stands.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.model.narrative import Figure
from service.model.problem import Problem, ProblemKind
from service.parsing.cleaning import Squeezed, line_end
from service.parsing.numerals import CHINESE_NUMERAL, read_chinese, read_number, scale
from service.parsing.readings import APPLICATIONS, READINGS_OF

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z〔\[./-])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?P<myriad>[万亿])?(?P<rounded>余|多)?(?P<unit>[件例起宗条个次篇期份册场封项元%])?(?![0-9年月日])"
    rf"|(?<!第)(?P<chinese>{CHINESE_NUMERAL}{{1,12}})(?P<measure>[件个篇期份场封条])(?=[,，。;、)]|$)"
)
_ROUNDED_BEFORE = re.compile(r"(?:近|约|超|超过|逾)$")
_CLAUSE_MARK = re.compile(r"[,，。;:!?]")
_SIGHT = 60
_OF_APPLICATIONS = 3
_WIDEST_GAP = 2
# A report of a ministry has some 300 numbers in its prose; what is beyond is not read.
MOST_NUMBERS = 3_000
_SENTENCE_MARK = re.compile(r"[。!?]")
_SUBHEADING = re.compile(r"\([一二三四五六七八九十]{1,2}\)[^,，。;:!?]{2,22}")
_TOPICS = (
    ("gazette", re.compile("公报")),
    ("hotline", re.compile("热线|来电")),
    ("letters", re.compile("来信|信箱|留言")),
    (
        APPLICATIONS,
        re.compile(
            "依申请|信息公开申请|公开政府信息申请|申请人"
            "|信息公开[^,，。;:]{0,12}(?:行政复议|行政诉讼)"
        ),
    ),
)


class Prose(NamedTuple):
    """A stretch of prose, `start` to `end` of the squeezed text, in section `section` (0: none)."""

    start: int
    end: int
    section: int


def find_figures(
    folded: str, view: Squeezed, prose: Sequence[Prose], problems: list[Problem]
) -> Iterator[Figure]:
    """
    Yield the figures among the first MOST_NUMBERS numbers of the prose, in reading order.

    Where the prose has more, a problem is added that points at the first number left out.
    """
    left = MOST_NUMBERS
    for stretch in prose:
        topic = APPLICATIONS if stretch.section == _OF_APPLICATIONS else None
        inner = _CLAUSE_MARK.finditer(view.text, stretch.start, stretch.end)
        marks = [stretch.start - 1, *(mark.start() for mark in inner), stretch.end]
        for start, end in _sentences(view.text, stretch):
            topic = _topic(view.text, start, end) or topic
            for match in _NUMBER.finditer(view.text, start, end):
                left -= 1
                if left < 0:
                    problems.append(_too_many(view, match))
                    return
                figure = _figure(folded, view, match, marks, topic, stretch.section)
                if figure is not None:
                    yield figure


def _too_many(view: Squeezed, match: re.Match[str]) -> Problem:
    message = f"The prose holds more than {MOST_NUMBERS} numbers; from here on none is read."
    span = view.span(*match.span())
    return Problem(ProblemKind.TOO_MANY_NUMBERS, message, "/narrative", match.group(), span)


def _sentences(text: str, stretch: Prose) -> Iterator[tuple[int, int]]:
    start = stretch.start
    for mark in _SENTENCE_MARK.finditer(text, stretch.start, stretch.end):
        yield start, mark.end()
        start = mark.end()
    if start < stretch.end:
        yield start, stretch.end


def _topic(text: str, start: int, end: int) -> str | None:
    return next((name for name, sign in _TOPICS if sign.search(text, start, end)), None)


def _figure(
    folded: str,
    view: Squeezed,
    match: re.Match[str],
    marks: Sequence[int],
    topic: str | None,
    section: int,
) -> Figure | None:
    value = _value(view, match)
    if value is None or match.group("rounded"):
        return None
    start, end = _clause(folded, view, match, marks)
    before = view.text[max(start, match.start() - _SIGHT) : match.start()]
    if _ROUNDED_BEFORE.search(before):
        return None
    unit = match.group("unit") or match.group("measure")
    if unit is None and not match.group("myriad"):
        return None
    behind = view.text[match.end() : min(end, match.end() + _SIGHT)]
    readings = READINGS_OF.get(unit, ())
    reading = next((r for r in readings if r.fits(before, behind, topic)), None)
    if reading is None:
        return None
    last = max(match.end(part) for part in ("number", "myriad", "chinese"))
    return Figure(
        figure=reading.figure,
        value=value,
        unit=unit,
        quote=view.span(start, end),
        number=view.span(match.start(), last),
        section=section,
    )


def _value(view: Squeezed, match: re.Match[str]) -> int | Decimal | None:
    """
    Return the exact number, or None where it is not sure to be one.

    Blanks that part its digits may part a page number from it; 万 stands at the number, with no
    more than a line's end between.
    """
    if match.group("chinese"):
        return read_chinese(match.group("chinese"))
    span = view.span(*match.span("number"))
    if span.end - span.start != match.end("number") - match.start("number"):
        return None
    if match.group("myriad") and view.offset(match.start("myriad")) - span.end > _WIDEST_GAP:
        return None
    number = read_number(match.group("number"))
    return None if number is None else scale(number, match.group("myriad"))


def _clause(
    folded: str, view: Squeezed, match: re.Match[str], marks: Sequence[int]
) -> tuple[int, int]:
    """
    Return start and end of the clause around a number, without a heading line before it.

    `marks` are the positions of the clause marks of the stretch, with its own ends.
    """
    behind = bisect_right(marks, match.start())
    start, end = marks[behind - 1] + 1, marks[bisect_left(marks, match.end())]
    heading = _SUBHEADING.match(view.text, start, match.start())
    if heading is not None:
        after_line = view.position(line_end(folded, view.offset(start)))
        if start < after_line < match.start():
            start = after_line
    return start, end

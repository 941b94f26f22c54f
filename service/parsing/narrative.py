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
from itertools import accumulate, islice
from typing import NamedTuple

from service.model.narrative import Figure
from service.model.problem import Problem, ProblemKind
from service.parsing.cleaning import Squeezed, line_end
from service.parsing.numerals import CHINESE_NUMERAL, read_chinese, read_number, scale
from service.parsing.readings import APPLICATIONS, find_reading

# The first character is a class of its own, with what may not stand before it asked behind it: a
# pattern that begins so is sought four times faster than one of two branches that look back.
_NUMBER = re.compile(
    rf"(?:[0-9]|{CHINESE_NUMERAL})(?:"
    r"(?<=[0-9])(?<![0-9A-Za-z〔\[./-].)"
    r"(?P<digits>[0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)?)"
    r"(?P<myriad>[万亿])?(?P<rounded>余|多)?(?P<unit>[件例起宗条个次篇期份册场封项元%])?"
    r"(?![0-9年月日])"
    rf"|(?<={CHINESE_NUMERAL})(?<!第.)(?P<chinese>{CHINESE_NUMERAL}{{0,11}})"
    r"(?P<measure>[件个篇期份场封条])(?=[,，。;、)]|$))"
)
_ROUNDED_BEFORE = ("近", "约", "超", "超过", "逾")
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
        found = _NUMBER.finditer(view.text, stretch.start, stretch.end)
        numbers = list(islice(found, left + 1))
        if not numbers:
            continue
        topics = _Topics(view.text, stretch)
        marks = _marks(_CLAUSE_MARK, view.text, stretch)
        for match in numbers:
            left -= 1
            if left < 0:
                problems.append(_too_many(view, match))
                return
            figure = _figure(folded, view, match, marks, topics, stretch.section)
            if figure is not None:
                yield figure


def _too_many(view: Squeezed, match: re.Match[str]) -> Problem:
    message = f"The prose holds more than {MOST_NUMBERS} numbers; from here on none is read."
    span = view.span(*match.span())
    return Problem(ProblemKind.TOO_MANY_NUMBERS, message, "/narrative", match.group(), span)


def _marks(mark: re.Pattern[str], text: str, stretch: Prose) -> list[int]:
    """Return the positions of the marks in a stretch, between the one before it and its end."""
    between = mark.split(text[stretch.start : stretch.end])
    return list(accumulate((len(words) + 1 for words in between), initial=stretch.start - 1))


class _Topics:
    """The topics of a stretch's sentences; one that has none goes on with that of the last."""

    def __init__(self, text: str, stretch: Prose) -> None:
        self._text = text
        self._marks = _marks(_SENTENCE_MARK, text, stretch)
        self._known = 0
        self._topic = APPLICATIONS if stretch.section == _OF_APPLICATIONS else None

    def at(self, position: int) -> str | None:
        """Return the topic at `position`, which must not be before that of the last call."""
        sentence = bisect_right(self._marks, position)
        for back in range(sentence, self._known, -1):
            start, end = self._marks[back - 1] + 1, self._marks[back]
            found = (name for name, sign in _TOPICS if sign.search(self._text, start, end))
            topic = next(found, None)
            if topic is not None:
                self._topic = topic
                break
        self._known = sentence
        return self._topic


def _figure(
    folded: str,
    view: Squeezed,
    match: re.Match[str],
    marks: Sequence[int],
    topics: _Topics,
    section: int,
) -> Figure | None:
    unit = match.group("unit") or match.group("measure")
    if match.group("rounded") or (unit is None and not match.group("myriad")):
        return None
    value = _value(view, match)
    if value is None:
        return None
    start, end = _clause(folded, view, match, marks)
    before = view.text[max(start, match.start() - _SIGHT) : match.start()]
    if before.endswith(_ROUNDED_BEFORE):
        return None
    behind = view.text[match.end() : min(end, match.end() + _SIGHT)]
    reading = find_reading(unit, topics.at(match.start()), before, behind)
    if reading is None:
        return None
    last = max(match.end(part) for part in ("digits", "myriad", "chinese"))
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
    start = match.start()
    if match.group("measure"):
        return read_chinese(view.text[start : match.end("chinese")])
    end = match.end("digits")
    span = view.span(start, end)
    if span.end - span.start != end - start:
        return None
    if match.group("myriad") and view.offset(end) - span.end > _WIDEST_GAP:
        return None
    number = read_number(view.text[start:end])
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

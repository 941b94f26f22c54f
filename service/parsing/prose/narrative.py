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
from functools import partial
from itertools import islice
from typing import NamedTuple

from service.model.narrative import Figure
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.parsing.bounds import MOST_NUMBERS
from service.parsing.numerals import CHINESE_NUMERAL, arabic, read_number, scale
from service.parsing.prose.counted import find_reading
from service.parsing.prose.parts_of_applications import is_of_some_as_said_behind
from service.parsing.prose.topics import Topics
from service.parsing.text.cleaning import Squeezed, line_end
from service.standard.numerals import read_chinese
from service.standard.scope import UNKNOWN, Scope

# The first character is a class of its own, with what may not stand before it asked behind it: a
# pattern that begins so is sought four times faster than one of two branches that look back.
_NUMBER = re.compile(
    rf"(?:[0-9]|{CHINESE_NUMERAL})(?:"
    r"(?<=[0-9])(?<![0-9A-Za-z〔\[./-].)"
    r"(?P<digits>[0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)?)"
    r"(?P<myriad>[万亿])?(?P<rounded>余|多)?(?P<unit>[件例起宗条个次篇期份册部场封项元%])?"
    r"(?![0-9年月日])"
    rf"|(?<={CHINESE_NUMERAL})(?<!第.)(?P<chinese>{CHINESE_NUMERAL}{{0,11}})"
    r"(?P<measure>[件个篇期份场封条起例宗次])(?=[,，。;、)]|$))"
)
_ROUNDED_BEHIND = ("以上", "以下", "以内", "左右", "上下")
_ROUNDED_BEFORE = ("近", "约", "超", "超过", "逾")
# 1，177条 may be a number with a full-width comma, or two.
_PARTED_BEFORE = re.compile("[0-9]，$")
_SIGHT = 50
_WIDEST_GAP = 2
_SUBHEADING = re.compile(r"\([一二三四五六七八九十]{1,2}\)[^,，。;:!?]{2,22}")
_QUOTATION = '“”"‘’「」'
_SOME_YEAR = re.compile("20[0-9]{2}(?=年)|二[〇零○O][〇零○O一二][〇零○O一二三四五六七八九](?=年)")
_BESIDE = {-1: "上", 0: "本", 1: "下"}
_AMONG_THEM = "其中"
# What is carried over names another year and is this year's number all the same.
_OF_TWO_YEARS = {"carried_in", "carried_out"}
_FARTHEST = 240
_SENTENCES_BACK = 3


class Prose(NamedTuple):
    """A stretch of prose, `start` to `end` of the squeezed text, in section `section` (0: none)."""

    start: int
    end: int
    section: int


def find_figures(
    folded: str,
    view: Squeezed,
    prose: Sequence[Prose],
    problems: list[Problem],
    scope: Scope = UNKNOWN,
) -> Iterator[Figure]:
    """
    Yield the figures among the first MOST_NUMBERS numbers of the prose, in reading order.

    `scope` tells whose figures and which year's are sought.
    Where the prose has more numbers, a problem is added that points at the first one left out.
    """
    left = MOST_NUMBERS
    for stretch in prose:
        found = _NUMBER.finditer(view.text, stretch.start, stretch.end)
        numbers = list(islice(found, left + 1))
        if not numbers:
            continue
        reader = _Reader(folded, view, stretch, scope)
        for match in numbers:
            left -= 1
            if left < 0:
                problems.append(_too_many(view, match))
                return
            figure = reader.figure(match)
            if figure is not None:
                yield figure


def _too_many(view: Squeezed, match: re.Match[str]) -> Problem:
    message = f"The prose holds more than {MOST_NUMBERS} numbers; from here on none is read."
    span = view.span(*match.span())
    return Problem(ProblemKind.TOO_MANY_NUMBERS, message, "/narrative", match.group(), span)


class _Reader:
    """Reads the numbers of one stretch of prose."""

    def __init__(self, folded: str, view: Squeezed, stretch: Prose, scope: Scope) -> None:
        self._folded = folded
        self._view = view
        self._scope = scope
        self._section = stretch.section
        self._first = stretch.start
        self._topics = Topics(view.text, stretch.start, stretch.end, stretch.section)
        self._marks = self._topics.clause_marks
        # What is said before the number that was asked about last.
        self._at, self._before = -1, ""

    def figure(self, match: re.Match[str]) -> Figure | None:
        """Return the number as a figure where it is exact and known what it counts."""
        unit = match.group("unit") or match.group("measure")
        if match.group("rounded") or (unit is None and not match.group("myriad")):
            return None
        text = self._view.text
        at, last = match.span()
        if text[at - 1 : at] == "，" and _PARTED_BEFORE.search(text, max(0, at - 2), at):
            return None
        start, end = _clause(self._folded, self._view, match, self._marks)
        before = text[max(start, at - _SIGHT) : at].removesuffix(":")
        if before.endswith(_ROUNDED_BEFORE) or text.startswith(_ROUNDED_BEHIND, last):
            return None
        figure = self._counted(at, unit, before, text[last : min(end, last + _SIGHT)])
        if figure is None or is_of_some_as_said_behind(figure, before, text, last):
            return None
        read = _value(self._view, match)
        if read is None:
            return None
        value, number = read
        return Figure(figure, value, unit, self._view.span(start, end), number, self._section)

    def _counted(self, at: int, unit: str | None, before: str, behind: str) -> str | None:
        """Return the code of what the organ's number of the year at `at` counts, else None."""
        topic = self._topics.at(at)
        before, behind = self._plain(before), self._plain(behind)
        one = find_reading(unit, topic, before, behind, partial(self._said, at))
        if one is None:
            return None
        said = self._said(at)
        if topic is not None and self._goes_on_with_another_organ(at, said):
            return None
        if not self._scope.owns(said):
            return None
        of_two_years = one.figure in _OF_TWO_YEARS
        return one.figure if of_two_years or not self._goes_on_with_another_year(at, said) else None

    def _goes_on_with_another_organ(self, at: int, said: str) -> bool:
        """Tell whether the last sentence told what others received, and this one names no organ."""
        start = self._topics.sentence(at)[0]
        if start <= self._first or _SUBHEADING.match(said) or self._scope.names_an_organ(said):
            return False
        start, end = self._topics.sentence(start - 2)
        last = self._plain(self._view.text[max(start, end - _FARTHEST) : end])
        return self._scope.tells_of_another_organ(last)

    def _goes_on_with_another_year(self, at: int, said: str) -> bool:
        """Tell whether one of the last sentences opens with another year, and none since."""
        start = self._topics.sentence(at)[0]
        for _ in range(_SENTENCES_BACK):
            if self._scope.names_time(said) or _SUBHEADING.match(said) or start <= self._first:
                return False
            start, end = self._topics.sentence(start - 2)
            said = self._plain(self._view.text[max(start, end - _FARTHEST) : end])
            if self._scope.opens_with_another_year(said):
                return True
        return False

    def _said(self, at: int) -> str:
        """Return what the sentence of `at` says before it; 其中 goes on with the one before."""
        if at != self._at:
            self._at, self._before = at, self._say(at)
        return self._before

    def _say(self, at: int) -> str:
        text = self._view.text
        start = self._topics.sentence(at)[0]
        if text.startswith(_AMONG_THEM, start) and start - 1 > self._marks[0]:
            start = self._topics.sentence(start - 2)[0]
        return self._plain(text[max(start, at - _FARTHEST) : at].removesuffix(":"))

    def _plain(self, words: str) -> str:
        """Return the words without quotation marks, the years called by what they are to this."""
        if "“" in words or '"' in words or "「" in words or "‘" in words:
            for mark in _QUOTATION:
                words = words.replace(mark, "")
        return _SOME_YEAR.sub(self._year, words) if "年" in words else words

    def _year(self, found: re.Match[str]) -> str:
        printed = arabic(found.group())
        if self._scope.year is None:
            return printed
        return _BESIDE.get(int(printed) - self._scope.year, printed)


def _value(view: Squeezed, match: re.Match[str]) -> tuple[int | Decimal, Span] | None:
    """
    Return the exact number and where it stands, or None where it is not sure to be one.

    Blanks that part its digits may part a page number from it; 万 stands at the number, with no
    more than a line's end between.
    """
    start = match.start()
    if match.group("measure"):
        end = match.end("chinese")
        spelled = read_chinese(view.text[start:end])
        return None if spelled is None else (spelled, view.span(start, end))
    end = match.end("digits")
    span = view.span(start, end)
    if span.end - span.start != end - start:
        return None
    number = read_number(view.text[start:end])
    myriad = match.group("myriad")
    if number is None or not myriad:
        return None if number is None else (number, span)
    if view.offset(end) - span.end > _WIDEST_GAP:
        return None
    return scale(number, myriad), view.span(start, match.end("myriad"))


def _clause(
    folded: str, view: Squeezed, match: re.Match[str], marks: Sequence[int]
) -> tuple[int, int]:
    """
    Return start and end of the clause around a number, without a heading line before it.

    `marks` are the positions of the clause marks of the stretch, with its own ends. A number alone
    behind a colon belongs to what stands before it.
    """
    behind = bisect_right(marks, match.start())
    start, end = marks[behind - 1] + 1, marks[bisect_left(marks, match.end())]
    if (start, end) == match.span() and behind > 1 and view.text[start - 1] == ":":
        start = marks[behind - 2] + 1
    heading = _SUBHEADING.match(view.text, start, match.start())
    if heading is not None:
        after_line = view.position(line_end(folded, view.offset(start)))
        if start < after_line < match.start():
            start = after_line
    return start, end

"""Prose with the layout's gaps taken out, so that a word broken over two lines is one again."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from string import ascii_letters, digits

from service.allowance import check_allowance
from service.model.place import Span, outside
from service.model.report import Report, Section
from service.rules.once import once_a_report

# A mark-up tag begins with a letter, so 《关于印发<中华人民共和国…>的通知》 keeps its brackets.
_MARKUP = re.compile(r"&nbsp;|<[A-Za-z/!][^<>]*>")
_ASCII_WORD = frozenset(ascii_letters + digits)


class JoinedText:
    """
    Parts of a text without white space and mark-up, and the way back to the original.

    Parts are divided by a line feed. Between two ASCII letters or digits one space is left,
    so that numbers stay apart. Cost and size grow with the length of the parts.
    """

    def __init__(self, parts: Iterable["Part"]) -> None:
        """Join the `parts`, which come in reading order."""
        self._parts = tuple(parts)
        self._starts = tuple(accumulate((len(part.joined) for part in self._parts), initial=0))
        self.content = "".join([part.joined for part in self._parts])
        self._within: dict[Span, JoinedText] = {}

    def within(self, outer: Span) -> "JoinedText":
        """Return those parts of the text that stand in `outer`, joined."""
        # Rule after rule asks for the same sections.
        if outer not in self._within:
            self._within[outer] = self._parts_in(outer)
        return self._within[outer]

    def _parts_in(self, outer: Span) -> "JoinedText":
        # Found by halving: a page of headings alone has ten thousand sections to ask about.
        first = bisect_left(self._parts, outer.start, key=_start)
        last = bisect_right(self._parts, outer.end, lo=first, key=_start)
        return JoinedText(part for part in self._parts[first:last] if part.span.end <= outer.end)

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end`, not empty, stand in the original."""
        check_allowance()  # a hostile text has a fault at every character
        return Span(self._original(start), self._original(end - 1) + 1)

    def _original(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        return self._parts[index].original(offset - self._starts[index])


class Part:
    """A part of the original, joined and followed by a line feed."""

    def __init__(self, content: str, span: Span, *, marked_up: bool) -> None:
        """Join what stands in `content` at `span`; `marked_up` tells whether tags are gaps."""
        self.span = span
        flat = content[span.start : span.end]
        # A blank for each character of a tag leaves every offset what it was.
        self._flat = _MARKUP.sub(_blank, flat) if marked_up else flat
        self._words = self._flat.split()
        for index in [at for at, word in enumerate(self._words) if word[0] in _ASCII_WORD]:
            if index and self._words[index - 1][-1] in _ASCII_WORD:
                self._words[index - 1] += " "
        self.joined = "".join(self._words) + "\n"

    def original(self, offset: int) -> int:
        """Return where the character at `offset` of the joined part stands in the original."""
        joined, original = self._starts
        index = bisect_right(joined, offset) - 1
        return self.span.start + original[index] + offset - joined[index]

    # Correct prose is never asked for a place, so this waits until a rule finds a fault.
    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each word begins, in the joined and in the original part."""
        joined, original = list(accumulate(map(len, self._words), initial=0)), []
        at = 0
        for word in self._words:
            at = self._flat.index(word.removesuffix(" "), at)
            original.append(at)
            at += len(word)
        return joined, [*original, len(self._flat)]


def _start(part: Part) -> int:
    return part.span.start


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def join(content: str, spans: Iterable[Span]) -> JoinedText:
    """Return what stands in `content` at `spans`, which come in reading order, joined."""
    marked_up = "</" in content
    return JoinedText(Part(content, span, marked_up=marked_up) for span in spans)


@once_a_report
def prose(report: Report) -> JoinedText:
    """Return introduction and sections, without tables and headings, joined."""
    return join(report.text.shown, prose_spans(report))


def section_prose(report: Report, section: Section) -> JoinedText:
    """Return the body of one section without its table, joined."""
    return prose(report).within(section.body)


@once_a_report
def prose_spans(report: Report) -> tuple[Span, ...]:
    """Return the parts of the text that are prose, in reading order."""
    tables = sorted(table.span for table in report.tables())
    parts = (report.introduction, *(section.body for section in report.sections))
    return tuple(span for part in parts for span in outside(part, tables))

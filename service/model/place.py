"""Where something stands in the decoded text of a report."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, count
from operator import add
from typing import NamedTuple


class Span(NamedTuple):
    """
    A half-open range of characters of the decoded text, counted from 0.

    A tuple and not a dataclass: a report has some three hundred of them.
    """

    start: int
    end: int


def outside(part: Span, cuts: Iterable[Span]) -> Iterator[Span]:
    """Yield what of a part lies outside the cuts, which come in rising order."""
    at = part.start
    for cut in cuts:
        if at < cut.end and cut.start < part.end:
            if at < cut.start:
                yield Span(at, cut.start)
            at = cut.end
    if at < part.end:
        yield Span(at, part.end)


@dataclass(frozen=True, slots=True)
class Place:
    """
    A span as people and editors count: `line` and `column` from 1, `start` and `end` from 0.

    `quote` is the text between `start` and `end`, as printed.
    """

    line: int
    column: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Text:
    """
    The decoded text of a report; every span of a report refers to its `content`.

    `flat` is what of a page is there to be read, as long as `content`: tags, scripts, comments
    and what is hidden are blanks. It is None where the text is no page.
    """

    content: str
    flat: str | None = None

    @property
    def shown(self) -> str:
        """What a reader sees, character for character where it stands in `content`."""
        return self.content if self.flat is None else self.flat

    @cached_property
    def _line_starts(self) -> "array[int]":
        lengths = map(len, self.content.split("\n"))
        # The end of the n-th line lies n line feeds behind the sum of the lines' lengths.
        # An array: ten megabytes may be as many line feeds, and an int takes 32 bytes.
        return array("I", chain((0,), map(add, accumulate(lengths), count(1))))

    def quote(self, span: Span) -> str:
        """Return the characters of `span` as printed."""
        return self.content[span.start : span.end]

    def line_number(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds the character at `offset`."""
        return bisect_right(self._line_starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the character at `offset`."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def place(self, span: Span) -> Place:
        """Return `span` with its line, column and quotation."""
        line, column = self.position(span.start)
        return Place(line, column, span.start, span.end, self.quote(span))

"""Prose with the layout's gaps taken out, so that a word broken over two lines is one again."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.model.place import Span, Text
from service.model.report import Report, Section

# A mark-up tag begins with a letter, so 《关于印发<中华人民共和国…>的通知》 keeps its brackets.
_MARKUP_GAP = re.compile(r"(?:\s|&nbsp;|<[A-Za-z/!][^<>]*>)+")
_GAP = re.compile(r"\s+")


class JoinedText:
    """
    Parts of a text without white space and mark-up, and the way back to the original.

    Parts are divided by a line feed. Between two ASCII letters or digits one space is left,
    so that numbers stay apart. Cost and size grow with the length of the parts.
    """

    def __init__(self, content: str, parts: Iterable[Span]) -> None:
        """Join the `parts` of `content`, which come in reading order."""
        self._pieces: list[str] = []
        self._joined_starts: list[int] = []
        self._original_starts: list[int] = []
        self._length = 0
        gap = _MARKUP_GAP if "</" in content else _GAP
        for part in parts:
            self._join(content, part, gap)
            self._keep("\n", part.end)
        self.content = "".join(self._pieces)

    def _join(self, content: str, part: Span, gap: re.Pattern[str]) -> None:
        at = part.start
        for match in gap.finditer(content, part.start, part.end):
            start, end = match.span()
            if start > at:
                self._keep(content[at:start], at)
                if end < part.end and _is_ascii_word(content[start - 1], content[end]):
                    self._keep(" ", start)
            at = end
        if at < part.end:
            self._keep(content[at : part.end], at)

    def _keep(self, piece: str, original: int) -> None:
        self._pieces.append(piece)
        self._joined_starts.append(self._length)
        self._original_starts.append(original)
        self._length += len(piece)

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end`, not empty, stand in the original."""
        return Span(self._original(start), self._original(end - 1) + 1)

    def _original(self, offset: int) -> int:
        index = bisect_right(self._joined_starts, offset) - 1
        return self._original_starts[index] + offset - self._joined_starts[index]


def _is_ascii_word(*characters: str) -> bool:
    return all(character.isascii() and character.isalnum() for character in characters)


def prose(report: Report) -> JoinedText:
    """Return introduction and sections, without tables and headings, joined."""
    return _joined(report.text, tuple(prose_spans(report)))


def section_prose(report: Report, section: Section) -> JoinedText:
    """Return the body of one section without its table, joined."""
    return _joined(report.text, tuple(_outside_tables(report, section.body)))


# A report's dozen of prose rules run one after the other, so a few entries are enough.
@lru_cache(maxsize=8)
def _joined(text: Text, parts: tuple[Span, ...]) -> JoinedText:
    return JoinedText(text.content, parts)


def prose_spans(report: Report) -> Iterator[Span]:
    """Yield the parts of the text that are prose, in reading order."""
    for part in (report.introduction, *(section.body for section in report.sections)):
        yield from _outside_tables(report, part)


def _outside_tables(report: Report, part: Span) -> Iterator[Span]:
    at = part.start
    for table in sorted(table.span for table in report.tables()):
        if table.end > at and table.start < part.end:
            if table.start > at:
                yield Span(at, table.start)
            at = table.end
    if at < part.end:
        yield Span(at, part.end)

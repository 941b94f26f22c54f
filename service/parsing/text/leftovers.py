"""
What other programs leave in a text that no reader is meant to see, and the text without it.

    leftover = character without width | reference (&nbsp;) | escape of JSON (a backslash and n)
             | tag that sets type (<br>, <b>) | tags between two digits of a page's number

The text that is read has other offsets than the decoded one; `Cleared` leads every place back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from html import unescape
from itertools import accumulate
from typing import NamedTuple, TypeVar, cast

from service.model.place import Span, Text
from service.model.problem import Problem
from service.model.report import Report
from service.parsing.bounds import MOST_CHARACTERS
from service.parsing.text.cleaning import line_end, line_start

_WITHOUT_WIDTH = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_INVISIBLE = (
    rf"(?P<invisible>[{_WITHOUT_WIDTH}]++"
    r"|&(?:amp;)*(?:ZeroWidthSpace|zwn?j|shy|[lr]rm|NoBreak"
    r"|#(?:820[3-7]|8288|65279|173|[xX](?:200[b-fB-F]|2060|[fF][eE][fF]{2}|[aA][dD])));)"
)
_NAME = r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})"
_BLANK_UNENDED = r"&(?:amp;)*(?:nbsp|ensp|emsp|thinsp)(?![A-Za-z;])"
_REFERENCE = rf"(?P<reference>&(?:amp;)*{_NAME};|{_BLANK_UNENDED})"
# A page's own references are read with it; one of &amp;nbsp; was escaped once too often.
_REFERENCE_OF_PAGE = rf"(?P<reference>&(?:amp;)+{_NAME};|{_BLANK_UNENDED})"
# Half of a surrogate pair is no character.
_UNICODE = r"\\{1,3}u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
_ESCAPE = rf"(?P<escape>(?:\\{{1,3}}r)?\\{{1,3}}n|\\{{1,3}}[rt\"/]|{_UNICODE})"
_QUOTE = r'(?P<quote>")'
_BREAK = r"(?P<break><br\b[^<>]{0,60}>)"
_TYPE = r"(?P<type></?(?:b|i|u|em|strong|font|center|sup|sub|small|big|a|o:p)\b[^<>\n]{0,200}>)"
# Nothing is seen of tags like these: a number is one where they stand between its digits, or before
# its unit, which word processors set in another type, and a label has its numeral where they stand
# before the point of it.
_INLINE = (
    r"(?P<inline>(?<=[0-9.,，+–—↑↓加增减少万亿-])(?>(?:</?(?:span|b|strong|font|em|i|u)\b[^<>]{0,300}>"
    r"|<!--[^<>]{0,60}-->)+)"
    r"(?=[0-9.,，、万亿元件个条宗笔起例次份项部批人]))"
)
_TAG = re.compile("<[A-Za-z/!]")
# What is hidden, or raised as a note is.
_HIDES = re.compile(
    r"(?:display|visibility|hide)\s*:|size\s*:\s*0(?![.0-9]*[1-9])|<su[bp]\b"
    r"|align\s*:\s*(?:su[bp]|text|[0-9])|\b(?:hidden|d-none|sr-only)\b|footnote",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rf"\\[nt]|{_UNICODE}")
_ENOUGH_ESCAPES = 5
_ESCAPES = {"n": "\n", "r": "\n", "t": "\t", '"': '"', "/": "/"}
_STANDS_FOR = {"invisible": "", "quote": "\n", "type": " "}
_T = TypeVar("_T")


class _Piece(NamedTuple):
    """A piece of the text that is read, and where it begins and ends in the decoded text."""

    text: str
    start: int
    end: int


class Cleared:
    """A text without leftovers, with the way back to the decoded one."""

    def __init__(self, content: str, pieces: Iterable[_Piece]) -> None:
        """Join `pieces`, which come in the order of the decoded text and are not empty."""
        self._content = content
        self._pieces = list(pieces)
        texts = [piece.text for piece in self._pieces]
        self._begins = [0, *accumulate(map(len, texts))][:-1]
        self.text = "".join(texts)

    def back(self, report: Report) -> Report:
        """Return a report on this text as one on the decoded text: all places are led back."""
        flat = self._spread(report.text.shown)
        return replace(self._led(report), text=Text(self._content, flat))

    def _spread(self, shown: str) -> str:
        """Return what is shown with each character where it stands in the decoded text."""
        spread: list[str] = []
        at = 0
        for begin, (text, start, _) in zip(self._begins, self._pieces, strict=True):
            spread += (" " * (start - at), shown[begin : begin + len(text)])
            at = start + len(text)
        return "".join(spread).ljust(len(self._content))

    def _led(self, value: _T) -> _T:
        if isinstance(value, Span):
            return cast("_T", self._span(value))
        if is_dataclass(value) and not isinstance(value, type):
            changes = {f.name: self._led(getattr(value, f.name)) for f in fields(value)}
            if isinstance(value, Problem) and changes["span"] is not None:
                changes["printed"] = self._content[slice(*changes["span"])]
            return replace(value, **changes)
        if isinstance(value, tuple):
            led = map(self._led, value)
            return cast("_T", type(value)(*led) if hasattr(value, "_fields") else tuple(led))
        if isinstance(value, Mapping):
            return cast("_T", {key: self._led(one) for key, one in value.items()})
        return value

    def _span(self, span: Span) -> Span:
        start, end = self.offset(span.start), self.offset(span.end)
        return Span(start, self.offset(span.end - 1, behind=True) if span.start < span.end else end)

    def offset(self, offset: int, *, behind: bool = False) -> int:
        """Return where the character at `offset` stands in the decoded text, or ends (`behind`)."""
        if offset >= len(self.text):
            return len(self._content)
        index = bisect_right(self._begins, offset) - 1
        text, start, end = self._pieces[index]
        if len(text) != end - start:
            return end if behind else start
        return start + offset - self._begins[index] + behind


def cleared(content: str, *, page: bool) -> Cleared | None:
    """Return the text without leftovers, or None where it has none; `page`: it is HTML."""
    found = _pattern(content, page=page)
    if found is None or found.search(content) is None:
        return None
    return Cleared(content, _pieces(content, found, page=page))


def _pattern(content: str, *, page: bool) -> re.Pattern[str] | None:
    """Return what to look for, as few characters show it."""
    kinds = [_INVISIBLE] if any(sign in content for sign in ("&", *_WITHOUT_WIDTH)) else []
    if "&" in content:
        kinds.append(_REFERENCE_OF_PAGE if page else _REFERENCE)
    if "\\" in content and len(_ESCAPED.findall(content)) >= _ENOUGH_ESCAPES:
        kinds.append(_ESCAPE)
        # Within strings of JSON quotation marks are escaped: the others part its strings.
        kinds += [_QUOTE] if content.lstrip()[:1] in tuple('{["') else []
    if _TAG.search(content) is not None:
        kinds += [_INLINE] if page else [_BREAK, _TYPE]
    return re.compile("|".join(kinds)) if kinds else None


def _pieces(content: str, found: re.Pattern[str], *, page: bool) -> Iterator[_Piece]:
    at = 0
    for leftover in found.finditer(content, 0, MOST_CHARACTERS):
        start, end = leftover.span()
        text = _meant(content, leftover, page=page)
        if text != leftover.group():
            if at < start:
                yield _Piece(content[at:start], at, start)
            if text:
                yield _Piece(text, start, end)
            at = end
    if at < len(content):
        yield _Piece(content[at:], at, len(content))


def _is_in_cell(content: str, offset: int) -> bool:
    """Tell whether a place stands in a line that is cut into cells."""
    line = line_start(content, offset), line_end(content, offset)
    return content.find("|", *line) >= 0 or content.find("\t", *line) >= 0


def _meant(content: str, leftover: re.Match[str], *, page: bool) -> str:
    """Return what a leftover stands for: a character, a line's end, a blank or nothing."""
    printed = leftover.group()
    kind = leftover.lastgroup
    if kind == "inline":
        return printed if _HIDES.search(printed) else ""
    if kind == "reference":
        return _character(printed, page=page)
    if kind == "escape":
        return chr(int(printed[-4:], 16)) if "u" in printed else _ESCAPES[printed[-1]]
    if kind == "break":
        return " " if _is_in_cell(content, leftover.start()) else "\n"
    return _STANDS_FOR[str(kind)]


def _character(reference: str, *, page: bool) -> str:
    """Return the character that a reference stands for; a page's marks would make tags of it."""
    bare = "&" + reference[1:].replace("amp;", "")
    char = unescape(bare if len(bare) > 1 else reference)
    return char if len(char) == 1 and not (page and char in "<>&") else reference

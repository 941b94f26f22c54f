"""
The text as it is read: folded forms, page furniture blanked, and a way back to what was printed.

`fold` changes characters one for one, so that offsets into the folded text are offsets into the
decoded text. `Squeezed` has no white space and remembers where each character came from.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, count, pairwise
from operator import add

from service.model.place import Span
from service.parsing.text.separated import with_tabs
from service.standard.scripts import TRADITIONAL_TO_SIMPLIFIED

# The full-width comma stays: it never parts the thousands of a number, as the half-width one may.
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_BLANKS = dict.fromkeys("\u3000\xa0\u2002\u2003\u2009\u200b\u200e\ufeff\0\r\f\v\x85", " ")
_FOLDED = {**_FULL_WIDTH, **_BLANKS, "│": "|", "┃": "|", "\a": "\t", "−": "-", "〈": "<", "〉": ">"}
_USUAL_MARKS = "（）；："
_ANY_FOLDED = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
_TRADITIONAL_SIGNS = "開況報請關"

# Patterns of whole lines begin with the line feed before, which is sought many times faster than
# `^`; so a line feed is set before the text.
_FURNITURE = re.compile(
    r"\n[ \t]*+(?:"
    r"[-—–·]{1,3} *[0-9]{1,3} *[-—–·]{1,3}"  # — 3 —, also with &nbsp; laid flat
    r"|第 ?[0-9]{1,3} ?页(?: ?[,/共] ?共? ?[0-9]{1,3} ?页)?"
    r"|Page [0-9]{1,3}\b[^\n]{0,60}"
    r"|P\. ?[0-9]{1,3}"
    r"|\(?(?:续(?:上页|前页|上表|表 ?[0-9一二三四]?)|接上页|转下页|下页续)\)?"
    # What a browser prints above and below each page.
    r"|(?:https?://|www\.)[!-~]{1,200}(?: +[0-9]{1,3}(?: ?/ ?[0-9]{1,3})?)?"
    r"|20[0-9]{2}[/-][0-9]{1,2}[/-][0-9]{1,2},? (?:[上下]午)?[0-9]{1,2}:[0-9]{2}[^\n]{0,80}"
    r" (?:https?://|www\.)[!-~]{1,200}"
    r"|[\u4e00-\u9fff()]{2,30}+ ?20[0-9]{2} ?年度?[\u4e00-\u9fff]{0,20}报告"
    r" +[0-9]{1,3} ?/ ?[0-9]{1,3}"
    r")[ \t]*$",
    re.MULTILINE,
)
_TITLE_IN_HEAD = re.compile(r"[\u4e00-\u9fff][^\n]*报告")
_RUNNING_HEAD = re.compile(
    r"\n[ \t]*([\u4e00-\u9fff()]{0,30}20[0-9]{2} ?年度?[\u4e00-\u9fff]{0,20}报告)"
    r"[ \t]*[0-9]{0,3}[ \t]*$",
    re.MULTILINE,
)
_ENDS_LIKE_RUNNING_HEAD = re.compile(r"报告[ \t]*+[0-9]{0,3}[ \t]*$", re.MULTILINE)
_LONE_NUMBER = re.compile(r"\n[ \t]*+([0-9]{1,3}+)[ \t]*+$", re.MULTILINE)
_NUMBER_ABOVE = re.compile(r"\n[ \t]*+([0-9]{1,3}+)\s{0,40}\Z")
_NUMBER_BELOW = re.compile(r"\s{0,40}\n[ \t]*+([0-9]{1,3}+)[ \t]*+(?=\n|\Z)")
_FARTHEST_NUMBER = 60
_PAGE_OF_PAGES = re.compile(r"\n[ \t]*([0-9]{1,3}) ?/ ?([0-9]{1,3})[ \t]*$", re.MULTILINE)
_ENOUGH_PAGES = 3
_PINYIN = re.compile(r"\((?<=[\u4e00-\u9fff]\()[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}\)")
# Converters to Markdown escape what might be taken for its signs: 1\. and \-.
_ESCAPE = re.compile(r"\\(?=[-.()+*_#!\[\]])")
# Emphasis and formulas around a number: *87*, `87`, $87$, \(87\); 87* alone bears a note.
_EMPHASIS = "*_`$"
_WRAPPED = re.compile(
    rf"(?P<mark>[{_EMPHASIS}])(?<![\w*`$].)(?P<number>[0-9]+(?:[.,][0-9]+)*)(?P=mark)(?![\w*`$])"
)
_FORMULA = re.compile(r"\\\((?P<number>[0-9]+(?:[.,][0-9]+)*)\\\)")
_HASHES = re.compile(r"\n#{1,6} ")
_BLANKS_AND_RUN = re.compile(r"\s*\S+")


def fold(content: str) -> str:
    """
    Return `content` with characters folded one for one and page furniture blanked.

    Full-width forms become half-width, odd blanks become spaces, traditional characters of
    labels become simplified, and page numbers, running heads, pinyin notes and Markdown
    emphasis become spaces. The result has the length of `content`.
    """
    folded = "\n" + content
    # Found in every text, these need not be found one by one.
    for printed in _USUAL_MARKS:
        folded = folded.replace(printed, _FOLDED[printed])
    for printed in set(_ANY_FOLDED.findall(folded)):
        folded = folded.replace(printed, _FOLDED[printed])
    if any(sign in folded for sign in _TRADITIONAL_SIGNS):
        for printed, plain in TRADITIONAL_TO_SIMPLIFIED.items():
            folded = folded.replace(printed, plain)
    folded = _PINYIN.sub(_spaces, folded)
    folded = _blank_pages_of_pages(_FURNITURE.sub(_furniture, folded))
    folded = _blank_numbers_beside(_blank_running_heads(folded), _form_feeds(content))
    folded = _blank_page_numbers(folded)
    # A sign that is not there is missed in less time than a pattern that begins with it.
    if any(mark in folded for mark in _EMPHASIS):
        folded = _WRAPPED.sub(_unwrapped, folded)
    if "\\" in folded:
        folded = _ESCAPE.sub(" ", _FORMULA.sub(_unwrapped, folded))
    folded = folded.replace("**", "  ")
    return with_tabs(_HASHES.sub(_spaces, folded) if "#" in folded else folded)[1:]


def _furniture(match: re.Match[str]) -> str:
    """Return blanks, but the title that a page's head on the very first line holds."""
    is_first = not match.string[: match.start()].strip()
    title = _TITLE_IN_HEAD.search(match.group()) if is_first else None
    if title is None:
        return _spaces(match)
    start, end = title.span()
    return "\n" + " " * (start - 1) + title.group() + " " * (len(match.group()) - end)


def _unwrapped(match: re.Match[str]) -> str:
    """Return the number without the marks around it."""
    before, behind = match.start("number") - match.start(), match.end() - match.end("number")
    return " " * before + match["number"] + " " * behind


def _blank_running_heads(folded: str) -> str:
    """Blank a line like the title's that comes on page after page, but for the title itself."""
    if len(_ENDS_LIKE_RUNNING_HEAD.findall(folded)) < _ENOUGH_PAGES:
        return folded
    heads = list(_RUNNING_HEAD.finditer(folded))
    times = Counter(head.group(1) for head in heads)
    # No title stands behind a sentence.
    sentence = folded.find("。")
    seen: set[str] = set()
    running: list[tuple[int, int]] = []
    for head in heads:
        is_title = head.group(1) not in seen and not 0 <= sentence < head.start()
        seen.add(head.group(1))
        if not is_title and times[head.group(1)] >= _ENOUGH_PAGES:
            running.append((head.start() + 1, head.end()))
    return _blanked(_blank_numbers_beside(folded, running), running)


def _blank_numbers_beside(folded: str, edges: Sequence[tuple[int, int]]) -> str:
    """Blank the lone numbers above or below the edges of pages, where they count the pages."""
    above = [
        _NUMBER_ABOVE.search(folded, max(0, start - _FARTHEST_NUMBER), start) for start, _ in edges
    ]
    below = [_NUMBER_BELOW.match(folded, end) for _, end in edges]
    for found in (above, below):
        pages = [(at, number) for at, number in enumerate(found) if number is not None]
        if len(pages) >= _ENOUGH_PAGES and len({int(one[1]) - at for at, one in pages}) == 1:
            folded = _blanked(folded, [number.span(1) for _, number in pages])
    return folded


def _form_feeds(content: str) -> list[tuple[int, int]]:
    """Return where pages end in a text with a line feed before it; what follows may be a number."""
    ends = [at for at, sign in enumerate(content, 1) if sign == "\f"] if "\f" in content else []
    return [(at, at - 1 if content[at - 2 : at - 1] == "\n" else at) for at in ends]


def _blank_page_numbers(folded: str) -> str:
    """
    Blank bare page numbers: lines of digits alone that, all of them, count up one by one.

    A table of one cell a line has such lines too, but they do not.
    """
    numbers = [int(match.group(1)) for match in _LONE_NUMBER.finditer(folded)]
    if len(numbers) < _ENOUGH_PAGES or numbers != list(
        range(numbers[0], numbers[0] + len(numbers))
    ):
        return folded
    return _LONE_NUMBER.sub(_spaces, folded)


def _blank_pages_of_pages(folded: str) -> str:
    """Blank lines like 7 / 11 that count up, all of them, to the same last page."""
    if "/" not in folded:
        return folded
    pages = [(int(page), int(last)) for page, last in _PAGE_OF_PAGES.findall(folded)]
    counts_up = all(one[0] < other[0] for one, other in pairwise(pages))
    if len(pages) < _ENOUGH_PAGES or not counts_up or {last for _, last in pages} != {pages[0][1]}:
        return folded
    return _PAGE_OF_PAGES.sub(_spaces, folded) if pages[-1][0] <= pages[0][1] else folded


def _blanked(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with blanks in the place of `spans`, which stand in rising order."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (folded[at:start], " " * (end - start))
        at = end
    return "".join((*pieces, folded[at:]))


def _spaces(match: re.Match[str]) -> str:
    blank = " " * (match.end() - match.start())
    return "\n" + blank[1:] if match.group().startswith("\n") else blank


# No line that matters - a heading, a title, a row - is longer; none is sought farther.
_FARTHEST_LINE_END = 2_000


def line_start(folded: str, offset: int) -> int:
    """Return where the line of `offset` begins, or a place 2,000 characters before."""
    floor = max(0, offset - _FARTHEST_LINE_END)
    return max(folded.rfind("\n", floor, offset) + 1, floor)


def line_end(folded: str, offset: int) -> int:
    """Return where the line of `offset` ends, or a place 2,000 characters behind."""
    ceiling = min(len(folded), offset + _FARTHEST_LINE_END)
    end = folded.find("\n", offset, ceiling)
    return end if end >= 0 else ceiling


class Squeezed:
    """
    A stretch of folded text without its white space.

    `text` is for reading; `span` leads from a range of it back to the decoded text.
    """

    def __init__(self, folded: str, start: int, end: int) -> None:
        """Squeeze `folded` between `start` and `end`."""
        self.text = "".join(folded[start:end].split())
        self._folded, self._start, self._end = folded, start, end

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        """Where each run of characters ends, in the squeezed and in the decoded text."""
        # Nearly all blanks are of three kinds, and to split at one is five times as fast as a scan.
        # A run between two blanks is empty, and ends where the one before it does: none is there.
        text = self._folded[self._start : self._end].replace("\n", " ").replace("\t", " ")
        words = text.split(" ")
        if "".join(words) == self.text:
            ends = list(accumulate(map(len, words)))
            return ends, list(map(add, ends, count(self._start)))
        # Blanks with no run behind them would be tried from each of them anew.
        end = self._start + len(self._folded[self._start : self._end].rstrip())
        blanks_and_runs = _BLANKS_AND_RUN.findall(self._folded, self._start, end)
        ends = list(accumulate(len(run.lstrip()) for run in blanks_and_runs))
        return ends, list(accumulate(map(len, blanks_and_runs), initial=self._start))[1:]

    def offset(self, position: int) -> int:
        """Return the offset in the decoded text of the character at `position`."""
        if position >= len(self.text):
            return self._end
        ends, offsets = self._ends
        run = bisect_right(ends, position)
        return offsets[run] + position - ends[run]

    def position(self, offset: int) -> int:
        """Return the position of the first character that stands at `offset` or later."""
        ends, offsets = self._ends
        run = bisect_right(offsets, offset)
        if run == len(offsets):
            return len(self.text)
        before = ends[run - 1] if run else 0
        return max(before, ends[run] - offsets[run] + offset)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the decoded text of the characters from `start` to `end`."""
        if start >= end:
            at = self.offset(start)
            return Span(at, at)
        ends, offsets = self._ends
        run = bisect_right(ends, start)
        first = offsets[run] + start - ends[run]
        # Most spans lie within one run of characters.
        return Span(first, first + end - start if end <= ends[run] else self.offset(end - 1) + 1)

"""
The title of a report, with its agency and year.

    title   = [organ] ["关于"] [year] [organ] subject ["（" year | organ "）"],
              on one to four lines of their own, or on the line of the text that follows
    subject = "政府信息公开" [year] ["工作"] ["年度"] ["工作"] ("报告" | "年报")
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from service.model.report import Section, Title
from service.parsing.numerals import arabic
from service.parsing.organs import is_link, is_organ
from service.parsing.text.cleaning import Squeezed, fold, line_end, line_start
from service.standard.sections import SECTIONS

# Each branch begins with a character as it is: so a search passes over all that begin none.
YEAR = r"(?:19[0-9]{2}|20[0-9]{2}|二[〇零○Oo][〇零○Oo一二三四五六七八九]{2})"
# 青川市人民政府信息公开: the organ is 人民政府, and its 政府 is not that of 政府信息.
_NAME = r"(?!政府信息公开|政务|年)(?:[\u4e00-\u9fff()·“”]|12345){2,40}?(?<!人民)"
_ABOUT = "(?:关于(?:报送|印发|公布|发布)?)?"
_OF_YEAR = "(?:学年|年)?度?"
# A school's report is of two years, 2022-2023学年, and goes by the second.
_YEAR_BEFORE = rf"(?:{YEAR}年?[-—–~至]{{1,2}})?"
_SUBJECT = (
    r"(?:政府信息|政务信息|信息|政务)公开(?:工作)?(?:情况)?"
    rf"(?:{_YEAR_BEFORE}(?P<amid>{YEAR}){_OF_YEAR})?(?:工作)?(?:情况)?(?:的?年度)?(?:工作)?(?:情况)?"
    rf"的?(?:总结)?的?(?:报告|年报)(?:的报告)?"
)
SUBJECT = re.compile(r"信息公开(?:工作)?(?:情况)?的?年度(?:工作)?(?:情况)?报告(?!格式|有关)")
TITLE_WORDS = re.compile(
    rf"{YEAR}年?度?[\u4e00-\u9fff()·]{{0,30}}?(?:政府)?信息公开(?:工作)?(?:情况)?"
    r"(?:的?年度)?(?:工作)?(?:情况)?(?:报告|年报)"
)
_LEAD = r"(?:.{0,40}(?:[:|>】]|(?<![0-9年])-)|《|关于(?:公布|发布|印发|报送)?《?)?"
_TAIL = (
    r"(?:[-_|—–].{0,40}|》?(?:的?(?:公示|公告|通知|函))?|\.[a-z]{3,4}"
    "|【?(?:发布|发文|来源|日期|时间|字[体号]|浏览|作者|索引号|分享).{0,80})?"
)
_TITLE = re.compile(
    rf"{_LEAD}(?P<text>(?:(?P<before>{_NAME})?{_ABOUT}{_YEAR_BEFORE}(?P<year>{YEAR}){_OF_YEAR}"
    rf"(?:(?P<after>{_NAME}){_ABOUT})?|(?P<alone>{_NAME}){_ABOUT}|){_SUBJECT}"
    rf"(?:\((?:{_YEAR_BEFORE}(?P<behind>{YEAR}){_OF_YEAR}|(?P<remark>[^()]{{1,30}}))\))?)"
    rf"{_TAIL}"
)
_ORGAN_GROUPS = ("before", "after", "alone")
_YEAR_GROUPS = ("year", "amid", "behind")
_YEAR_ALONE = re.compile(rf"\({_YEAR_BEFORE}{YEAR}{_OF_YEAR}\)")
_ANNOUNCED = re.compile(
    rf"(?:现公布|现将|编制|公布)(?P<name>{_NAME})(?P<year>{YEAR})年?度?{_SUBJECT}"
)
_TITLE_ELEMENT = re.compile(r"<title\b[^<>]{0,100}>([^<>]{1,300})", re.IGNORECASE)
_ANNOUNCES = re.compile("现[将予公发]|编制(?!委)|公布|发布|关于|本[局厅委办院市县区]|我")
_BEHIND_TITLE = re.compile("(?<=报告|年报)(?=根据|按照|依据|依照|为|本报告|现|一、|《)")
_USUAL_WORDS = ("政府信息公开工作年度报告", "政府信息公开年度报告")
_MOST_MISREAD = 2
_TITLE_LINES = 4
_LEAST_COLUMN = 3
_HEAD_LINES = 3_000
_LONGEST_HEAD, _HEAD_WORDS = 4_000, 200
_LONGEST_HEAD_LINE = 120
_ENDS_TITLE = "报告"
_NO_TITLE = "。"
_SHORTEST_ORGAN = 4
_FIRST_SECTION = SECTIONS[0].title


class Line(NamedTuple):
    """A line without its white space, with the position in the squeezed text where it begins."""

    text: str
    position: int


class _Found(NamedTuple):
    """A title among the lines: the position of its first line, and its parts."""

    position: int
    parts: re.Match[str]

    @property
    def organ_group(self) -> str | None:
        """The part of the title that names its organ, at last what stands in brackets behind it."""
        for group in _ORGAN_GROUPS:
            if self.parts.group(group):
                return group
        remark = self.parts.group("remark") or ""
        return "remark" if len(remark) >= _SHORTEST_ORGAN and is_organ(remark) else None

    @property
    def organ(self) -> str:
        return self.parts.group(self.organ_group) if self.organ_group else ""

    @property
    def year(self) -> int | None:
        years = (year for year in self.parts.group(*_YEAR_GROUPS) if year)
        return next((int(arabic(year)) for year in years), None)

    @property
    def is_whole(self) -> bool:
        return bool(self.organ and self.year)


def find_title(
    content: str, folded: str, view: Squeezed, sections: Sequence[Section]
) -> Title | None:
    """
    Return the title from the lines before the first section, or None where there is none.

    A title with organ and year comes before others, and the one nearest to the text before those
    further off: they are links of the page. Where no line is the title, it is sought among the
    words: of one organ and one year only.
    """
    end = sections[0].heading.start if sections else len(folded)
    titles = list(_titles(_head_lines(folded, end), view.text))
    titles = [title for title in titles if title.is_whole] or titles
    if not titles:
        words = [t for t in _titles(_head_words(folded, end), view.text, words=True) if t.is_whole]
        titles = words[:1] if len({title.year for title in words}) == 1 else []
    if not titles:
        mended = map(_mended, _head_lines(folded, end))
        titles = [title for title in _titles(list(mended), view.text) if title.is_whole]
    if not titles:
        return None
    return _title(content, view, titles[-1] if sections else titles[0])


def _mended(line: Line) -> Line:
    """Return a line that ends like a title with its misread characters as they should be."""
    for words in _USUAL_WORDS:
        ending = line.text[-len(words) :]
        if len(ending) == len(words) and 0 < sum(map(str.__ne__, ending, words)) <= _MOST_MISREAD:
            return Line(line.text[: -len(words)] + words, line.position)
    return line


def find_page_title(page: str) -> Title | None:
    """Return the title that the `<title>` of an HTML page bears, or None; its text is not shown."""
    element = _TITLE_ELEMENT.search(page, 0, _LONGEST_HEAD)
    if element is None:
        return None
    start, end = element.span(1)
    view = Squeezed(fold(page[:end]), start, end)
    line = Line(view.text[:_LONGEST_HEAD_LINE], 0)
    found = next(_titles([line], view.text), None)
    return _title(page, view, found) if found is not None else None


def _titles(lines: Sequence[Line], text: str, *, words: bool = False) -> Iterator[_Found]:
    """
    Yield the titles among `lines`, each from as many lines as belong to it.

    `words` tells that the lines are single words, of which those before the title are none of
    its parts unless they end as organs do.
    """
    for last, line in enumerate(lines):
        if not any(sign in line.text for sign in _ENDS_TITLE):
            continue
        found: _Found | None = None
        for first in range(last, max(last - _TITLE_LINES, -1), -1):
            longer = _join(lines[first : last + 1])
            if longer is not None and (
                found is None or _belongs(lines[first].text, found, longer, text, words=words)
            ):
                found = longer
        if found is not None:
            found = _with_year_behind(found, lines[last + 1 : last + 2])
            if found.organ or found.year:
                yield found


def _join(lines: Sequence[Line]) -> _Found | None:
    joined = "".join(line.text for line in lines)
    match = _TITLE.fullmatch(joined) if "公开" in joined else None
    if match is None:
        return None
    found = _Found(lines[0].position, match)
    is_name = is_organ(found.organ) and not _ANNOUNCES.match(found.organ)
    return found if is_name or not found.organ else None


def _belongs(above: str, found: _Found, longer: _Found, text: str, *, words: bool) -> bool:
    """Tell whether the line above a title is a part of it, and no link or heading of the page."""
    if longer.organ == found.organ:
        return found.year is None and longer.year is not None
    if not found.organ:
        return not is_link(above) and (not words or is_organ(above))
    if not longer.organ.endswith(found.organ):
        return False
    # The text names its organ again; else a name goes on where the line above ends as one.
    times, times_whole = text.count(found.organ), text.count(longer.organ)
    if times_whole > 1 or times > times_whole:
        return times_whole > 1
    begun = longer.organ.removesuffix(found.organ)
    goes_on = is_organ(begun) and not found.organ.startswith(begun[:2])
    return goes_on or len(found.organ) < _SHORTEST_ORGAN


def _with_year_behind(found: _Found, behind: Sequence[Line]) -> _Found:
    if found.year is None and behind and _YEAR_ALONE.fullmatch(behind[0].text):
        longer = _TITLE.fullmatch(found.parts.string + behind[0].text)
        return _Found(found.position, longer) if longer else found
    return found


def _in_a_column(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield lines, those of one character each put together, with the length of what is before."""
    position = 0
    for alone, run in groupby(texts, lambda text: len(text) == 1):
        lines = list(run)
        for text in ["".join(lines)] if alone and len(lines) >= _LEAST_COLUMN else lines:
            yield text, position
            position += len(text)


def _head_words(folded: str, end: int) -> list[Line]:
    """Return the first words of the text; a title with prose right behind it ends at its 报告."""
    lines: list[Line] = []
    position = 0
    for word in folded[: min(end, _LONGEST_HEAD)].split()[:_HEAD_WORDS]:
        cut = _BEHIND_TITLE.search(word)
        text = word[: cut.start()] if cut else word
        lines.append(Line(text[:_LONGEST_HEAD_LINE], position))
        position += len(word)
    return lines


def _head_lines(folded: str, end: int) -> list[Line]:
    """Return the last lines before `end`; in the place of a long one stands a full stop."""
    squeezed = ("".join(text.split()) for text in folded[:end].split("\n"))
    lines = [
        Line(text if len(text) <= _LONGEST_HEAD_LINE else _NO_TITLE, position)
        for text, position in _in_a_column([text for text in squeezed if text])
    ]
    return lines[-_HEAD_LINES:]


def _title(content: str, view: Squeezed, found: _Found) -> Title:
    group = found.organ_group
    position, match = found
    start, end = (position + at for at in match.span("text"))
    name = None
    if group is not None:
        first = _behind_links(view, position + match.start(group), position + match.end(group))
        name = _printed(content, view, first, position + match.end(group))
        start = first if match.start(group) == match.start("text") else start
    return Title(
        text=_printed(content, view, start, end),
        agency_name=name,
        year=found.year,
        span=view.span(start, end),
    )


def _behind_links(view: Squeezed, start: int, end: int) -> int:
    """Return where the organ's name begins, behind words of the page and blanks before it."""
    if view.offset(end - 1) - view.offset(start) == end - 1 - start:
        return start
    for at in range(end - 1, start, -1):
        if view.offset(at) - view.offset(at - 1) > 1:
            words, name = view.text[start:at], view.text[at:end]
            if is_organ(name) and (is_link(words) or words.endswith(name)):
                return at
    return start


def _printed(content: str, view: Squeezed, start: int, end: int) -> str:
    span = view.span(start, end)
    return "".join(content[span.start : span.end].split())


def find_second_title(folded: str) -> int | None:
    """
    Return where the line begins that holds a title of another year than the first; or None.

    A list of links to other years' reports has such lines, too, but no report behind them.
    """
    first, last = folded.find(_FIRST_SECTION), folded.rfind(_FIRST_SECTION)
    end = line_end(folded, last) + _LONGEST_HEAD_LINE
    # Between the two lines that name it nearly no text has a title.
    if first == last or SUBJECT.search(folded, first, end) is None:
        return None
    years: set[int] = set()
    for subject in SUBJECT.finditer(folded):
        start = line_start(folded, subject.start())
        end = min(line_end(folded, start), start + _LONGEST_HEAD_LINE)
        found = _join([Line("".join(folded[start:end].split()), 0)])
        if found is not None and found.year is not None:
            years.add(found.year)
            if (
                len(years) > 1
                and _FIRST_SECTION in folded[start:]
                and _FIRST_SECTION in folded[:start]
            ):
                return start
    return None


class Announced(NamedTuple):
    """Whose report on which year a sentence of the introduction announces."""

    agency_name: str
    year: int


def find_announced(view: Squeezed, content: str, end: int) -> Announced | None:
    """Read a phrase like 现公布…局2025年政府信息公开工作年度报告 before position `end`."""
    match = _ANNOUNCED.search(view.text, 0, end)
    if match is None or not is_organ(match.group("name")):
        return None
    return Announced(_printed(content, view, *match.span("name")), int(arabic(match.group("year"))))

"""
Title, agency, year, period and signature of a report.

    title     = [agency] [year] [agency] subject, on one to three lines of their own
    subject   = ["政府"] "信息公开" ["工作"] ["年度"] ["工作"] ("报告" | "年报")
    period    = date ("至" | "到" | "-") date, behind words that speak of statistics
    signature = [agency] date, at the end of the text
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from service.model.place import Span
from service.model.report import Period, Section, Signature, Title
from service.parsing.cleaning import Squeezed, line_end, line_start
from service.parsing.numerals import read_chinese
from service.standard.sections import SECTIONS

_YEAR = r"(?:19|20)[0-9]{2}"
_NAME = r"[\u4e00-\u9fff()·]{2,40}?"
_SUBJECT = (
    r"(?:政府)?信息公开(?:工作)?(?:情况)?(?:的?年度)?(?:工作)?(?:情况)?(?:报告|年报)"
    r"(?:\([^()]{1,12}\))?"
)
SUBJECT = re.compile(r"信息公开(?:工作)?(?:情况)?的?年度(?:工作)?(?:情况)?报告(?!格式|有关)")
TITLE_WORDS = re.compile(rf"{_YEAR}年?度?[\u4e00-\u9fff()·]{{0,30}}?{_SUBJECT}")
_LEAD = r"(?:.{0,40}[:|>】-])?"
_TITLE = re.compile(
    rf"{_LEAD}(?P<text>(?:(?P<before>{_NAME})?(?P<year>{_YEAR})年?度?(?P<after>{_NAME})??"
    rf"|(?P<alone>{_NAME})){_SUBJECT})"
)
_ORGAN_NAMES = ("before", "after", "alone")
_ANNOUNCED = re.compile(
    rf"(?:现公布|现将|编制|公布)(?P<name>{_NAME})(?P<year>{_YEAR})年?度?{_SUBJECT}"
)
_ORGAN = re.compile(
    r"(?:政府|办公室|办公厅|办|局|厅|委员会|管委会|委|部|院|会|处|所|站|中心|乡|镇|街道|公司|队|署|行|馆"
    r"|市|县|区|省|州|盟|旗)(?:\([\u4e00-\u9fff]{1,20}\))?$"
)
_HEAD_LINES = 40
_TITLE_LINES = 3
_FIRST_SECTION = SECTIONS[0].title
_LONGEST_HEAD_LINE = 120
_SHORTEST_NAME, _LONGEST_NAME = 3, 40

_DAY = r"(?:(?P<y{0}>[0-9]{{4}})年)?(?P<m{0}>[0-9]{{1,2}})月(?P<d{0}>[0-9]{{1,2}})日"
_PERIOD = re.compile(
    _DAY.format(1) + r"(?:起|开始)?[,，、]?(?:至|到|—{1,2}|-{1,2}|–|~)" + _DAY.format(2)
)
_OF_STATISTICS = re.compile(r"统计|期限|时限|时间范围|数据")
_DIGIT = "[〇零○0-9一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<y>{_YEAR}|二{_DIGIT}{{3}})年(?P<m>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_BEHIND_SIGNATURE = 40
_PROSE_YEAR = re.compile(rf"(?<![0-9〔\[(\-《])({_YEAR})年")
_CITED = re.compile(r"《[^《》]{0,80}》")


class Line(NamedTuple):
    """A line without its white space, with the position in the squeezed text where it begins."""

    text: str
    position: int


def find_title(
    content: str, folded: str, view: Squeezed, sections: Sequence[Section]
) -> Title | None:
    """Return the title from the lines before the first section, or None where there is none."""
    lines = _head_lines(folded, view, sections)
    for first in range(len(lines)):
        for last in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
            match = _TITLE.fullmatch("".join(line.text for line in lines[first:last]))
            if match is not None and _names_organ(match):
                return _title(content, view, lines[first].position, match)
    return None


def _head_lines(folded: str, view: Squeezed, sections: Sequence[Section]) -> list[Line]:
    end = sections[0].heading.start if sections else len(folded)
    lines: list[Line] = []
    position = 0
    for text in folded[:end].split("\n"):
        squeezed = "".join(text.split())
        if squeezed and len(squeezed) <= _LONGEST_HEAD_LINE:
            lines.append(Line(squeezed, position))
        position += len(squeezed)
        if len(lines) == _HEAD_LINES:
            break
    return lines


def _organ_group(match: re.Match[str]) -> str | None:
    """Return the group that holds the organ's name, or None where none is named."""
    return next((group for group in _ORGAN_NAMES if match.group(group)), None)


def _names_organ(match: re.Match[str]) -> bool:
    """Tell whether what stands beside the year is an organ, or nothing is."""
    names = [name for name in match.group(*_ORGAN_NAMES) if name]
    return all(_ORGAN.search(name) and name != "政府" for name in names)


def _title(content: str, view: Squeezed, position: int, match: re.Match[str]) -> Title:
    group = _organ_group(match)
    year = match.group("year")
    return Title(
        text=_printed(content, view, position, match, "text"),
        agency_name=_printed(content, view, position, match, group) if group else None,
        year=int(year) if year else None,
        span=view.span(position + match.start("text"), position + match.end("text")),
    )


def _printed(content: str, view: Squeezed, position: int, match: re.Match[str], group: str) -> str:
    start, end = match.span(group)
    span = view.span(position + start, position + end)
    return "".join(content[span.start : span.end].split())


def find_second_title(folded: str) -> int | None:
    """
    Return where the line begins that holds a title of another year than the first; or None.

    A list of links to other years' reports has such lines, too, but no report behind them.
    """
    years: set[str] = set()
    for subject in SUBJECT.finditer(folded):
        start = line_start(folded, subject.start())
        end = min(line_end(folded, start), start + _LONGEST_HEAD_LINE)
        line = "".join(folded[start:end].split())
        match = _TITLE.fullmatch(line)
        if match is not None and match.group("year"):
            years.add(match.group("year"))
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
    if match is None or not _ORGAN.search(match.group("name")):
        return None
    return Announced(_printed(content, view, 0, match, "name"), int(match.group("year")))


def find_period(view: Squeezed, end: int) -> Period | None:
    """Return the statistical period that the text before position `end` states, or None."""
    for match in _PERIOD.finditer(view.text, 0, end):
        if _OF_STATISTICS.search(view.text, max(0, match.start() - 40), match.start()):
            year = match.group("y1")
            start = _day(year, match.group("m1"), match.group("d1"))
            last = _day(match.group("y2") or year, match.group("m2"), match.group("d2"))
            return Period(start, last, view.span(*match.span()))
    return None


def _day(year: str | None, month: str, day: str) -> date | None:
    """Return the date, None where it does not exist."""
    if year is None:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def find_signature(content: str, folded: str, view: Squeezed, start: int) -> Signature | None:
    """Return the last signature that stands not before position `start`, or None."""
    last = None
    for match in _DATE.finditer(view.text, start):
        at_end = len(view.text) - match.end() <= _BEHIND_SIGNATURE
        if _own_line(folded, view, match) or (at_end and _stands_alone(folded, view, match)):
            last = match
    if last is None:
        return None
    signed_on = _day(*(_arabic(last.group(part)) for part in "ymd"))
    name = _signing_organ(folded, view.offset(last.start()))
    printed = "".join(content[name.start : name.end].split()) if name is not None else None
    return Signature(printed, signed_on, view.span(*last.span()))


def _own_line(folded: str, view: Squeezed, match: re.Match[str]) -> bool:
    """Tell whether a date is all that its line holds."""
    start, end = view.span(*match.span())
    around = folded[line_start(folded, start) : start] + folded[end : line_end(folded, end)]
    return not around.strip()


def _stands_alone(folded: str, view: Squeezed, match: re.Match[str]) -> bool:
    """Tell whether a date is not part of a sentence: nothing goes on behind it."""
    end = view.span(*match.span()).end
    behind = folded[end : end + 2].strip()[:1]
    return not behind.isalnum() and behind not in tuple("。,，;、")


def _arabic(printed: str) -> str:
    return printed if printed.isascii() else str(read_chinese(printed))


def _signing_organ(folded: str, date_start: int) -> Span | None:
    """Return the organ's name right before the date, on its line or on the last line before."""
    end = len(folded[:date_start].rstrip(" \t\r\n"))
    start = end
    while start > 0 and not folded[start - 1].isspace() and folded[start - 1] not in "。;,:、|":
        start -= 1
    name = folded[start:end]
    if (
        _SHORTEST_NAME <= len(name) <= _LONGEST_NAME
        and _ORGAN.search(name)
        and not any(char.isdigit() for char in name)
    ):
        return Span(start, end)
    return None


def find_prose_year(view: Squeezed, start: int, end: int) -> int | None:
    """Return the one year that the prose names; None where it names none or several."""
    prose = _CITED.sub("", view.text[start:end])
    years = {int(match.group(1)) for match in _PROSE_YEAR.finditer(prose)}
    return years.pop() if len(years) == 1 else None

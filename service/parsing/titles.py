"""
The title of a report, with its agency and year.

    title   = [agency] [year] [agency] subject, on one to three lines of their own, or on the
              line of the text that follows
    subject = ["政府"] "信息公开" ["工作"] ["年度"] ["工作"] ("报告" | "年报")
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.model.report import Section, Title
from service.parsing.cleaning import Squeezed, line_end, line_start
from service.parsing.numerals import arabic
from service.standard.sections import SECTIONS

YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇零○Oo][〇零○Oo一二三四五六七八九]{2})"
_NAME = r"[\u4e00-\u9fff()·]{2,40}?"
_SUBJECT = (
    r"(?:政府)?信息公开(?:工作)?(?:情况)?(?:的?年度)?(?:工作)?(?:情况)?(?:报告|年报)"
    r"(?:\([^()]{1,12}\))?"
)
SUBJECT = re.compile(r"信息公开(?:工作)?(?:情况)?的?年度(?:工作)?(?:情况)?报告(?!格式|有关)")
TITLE_WORDS = re.compile(rf"{YEAR}年?度?[\u4e00-\u9fff()·]{{0,30}}?{_SUBJECT}")
_LEAD = r"(?:.{0,40}[:|>】-])?"
_TITLE = re.compile(
    rf"{_LEAD}(?P<text>(?:(?P<before>{_NAME})?(?P<year>{YEAR})年?度?(?P<after>{_NAME})??"
    rf"|(?P<alone>{_NAME})){_SUBJECT})"
)
_ORGAN_NAMES = ("before", "after", "alone")
_ANNOUNCED = re.compile(
    rf"(?:现公布|现将|编制|公布)(?P<name>{_NAME})(?P<year>{YEAR})年?度?{_SUBJECT}"
)
# A link above the title is no part of it.
_NO_LINK = re.compile("(?<!首页|公开|年报|报告|目录|专栏|栏目|网站|正文|服务|互动)$")
_ANNOUNCES = re.compile("现|编制|公布|发布|关于|本|我")
_BEHIND_TITLE = re.compile("(?<=报告|年报)(?=根据|按照|依据|依照|为|本报告|现|一、|《)")
ORGAN = re.compile(
    r"(?:政府|办公室|办公厅|办|局|厅|委员会|管委会|委|部|院|会|处|所|站|中心|乡|镇|街道|公司|队|署|行|馆"
    r"|市|县|区|省|州|盟|旗)(?:\([\u4e00-\u9fff]{1,20}\))?$"
)
_HEAD_LINES = 40
_LONGEST_HEAD, _HEAD_WORDS = 4_000, 200
_TITLE_LINES = 3
_FIRST_SECTION = SECTIONS[0].title
_LONGEST_HEAD_LINE = 120


class Line(NamedTuple):
    """A line without its white space, with the position in the squeezed text where it begins."""

    text: str
    position: int


def find_title(
    content: str, folded: str, view: Squeezed, sections: Sequence[Section]
) -> Title | None:
    """
    Return the title from the lines before the first section, or None where there is none.

    Where no line is the title, it is sought among the words: of one organ and one year only.
    """
    end = sections[0].heading.start if sections else len(folded)
    found = next(_titles(_head_lines(folded, end), _NO_LINK), None)
    if found is None:
        words = [found for found in _titles(_head_words(folded, end), ORGAN) if _is_whole(found[1])]
        found = words[0] if len({arabic(match.group("year")) for _, match in words}) == 1 else None
    return _title(content, view, *found) if found is not None else None


def _titles(lines: Sequence[Line], part: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """
    Yield the lines, up to three together, that are a title: where it begins, and its parts.

    A line that is no more than a piece of the organ's name must hold a `part` of one.
    """
    for first in range(len(lines)):
        for last in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
            pieces = [line.text for line in lines[first:last]]
            match = _TITLE.fullmatch("".join(pieces))
            if match is not None and _names_organ(match) and _are_parts(pieces, match, part):
                yield lines[first].position, match


def _are_parts(pieces: Sequence[str], match: re.Match[str], part: re.Pattern[str]) -> bool:
    group = _organ_group(match)
    if group is None or match.start(group) != match.start("text"):
        return True
    ends = [sum(map(len, pieces[:count])) for count in range(1, len(pieces))]
    return all(
        part.search(piece)
        for piece, end in zip(pieces, ends, strict=False)
        if match.start(group) < end < match.end(group)
    )


def _is_whole(match: re.Match[str]) -> bool:
    group = _organ_group(match)
    return bool(match.group("year") and group and not _ANNOUNCES.match(match.group(group)))


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
    return all(ORGAN.search(name) and name != "政府" for name in names)


def _title(content: str, view: Squeezed, position: int, match: re.Match[str]) -> Title:
    group = _organ_group(match)
    year = match.group("year")
    return Title(
        text=_printed(content, view, position, match, "text"),
        agency_name=_printed(content, view, position, match, group) if group else None,
        year=int(arabic(year)) if year else None,
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
            years.add(arabic(match.group("year")))
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
    if match is None or not ORGAN.search(match.group("name")):
        return None
    return Announced(_printed(content, view, 0, match, "name"), int(arabic(match.group("year"))))

"""
Period, signature and year of a report.

    period    = date ("至" | "到" | "-") date, behind words that speak of statistics
    signature = [agency] date, at the end of the text
"""

import re
from datetime import date

from service.model.place import Span
from service.model.report import Period, Signature
from service.parsing.cleaning import Squeezed, line_end, line_start
from service.parsing.numerals import arabic
from service.parsing.organs import is_organ
from service.parsing.titles import YEAR

_SHORTEST_NAME, _LONGEST_NAME = 3, 40

_DAY = r"(?:(?P<y{0}>[0-9]{{4}})年)?(?P<m{0}>[0-9]{{1,2}})月(?P<d{0}>[0-9]{{1,2}})日"
_PERIOD = re.compile(
    _DAY.format(1) + r"(?:起|开始)?[,，、]?(?:至|到|—{1,2}|-{1,2}|–|~)" + _DAY.format(2)
)
_OF_STATISTICS = re.compile(r"统计|期限|时限|时间范围|数据")
_DIGIT = "[〇零○0-9一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<y>{YEAR}|二{_DIGIT}{{3}})年(?P<m>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_BEHIND_SIGNATURE = 40
_PROSE_YEAR = re.compile(rf"(?<![0-9〔\[(\-《])({YEAR})年")
_CITED = re.compile(r"《[^《》]{0,80}》")


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
    """
    Return the last signature that stands not before position `start`, or None.

    Links of the page may stand behind it on its line: then an organ must stand before the day.
    """
    last = amid = None
    for match in _DATE.finditer(view.text, start):
        at_end = len(view.text) - match.end() <= _BEHIND_SIGNATURE
        if _own_line(folded, view, match) or (at_end and _stands_alone(folded, view, match)):
            last = match
        elif start and amid is None and _is_signed(folded, view, match):
            amid = match
    last = last or amid
    if last is None:
        return None
    signed_on = _day(*(arabic(last.group(part)) for part in "ymd"))
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


def _is_signed(folded: str, view: Squeezed, match: re.Match[str]) -> bool:
    """Tell whether an organ stands right before a date, and no sentence behind it."""
    start, end = view.span(*match.span())
    behind = folded[end : min(line_end(folded, end), end + _BEHIND_SIGNATURE)]
    goes_on = not behind[:1].isspace() or any(mark in behind for mark in ",，。;")
    return not goes_on and _signing_organ(folded, start) is not None


def _signing_organ(folded: str, date_start: int) -> Span | None:
    """Return the organ's name right before the date, on its line or on the last line before."""
    end = len(folded[:date_start].rstrip(" \t\r\n"))
    start = end
    while start > 0 and not folded[start - 1].isspace() and folded[start - 1] not in "。;,:、|":
        start -= 1
    name = folded[start:end]
    if (
        _SHORTEST_NAME <= len(name) <= _LONGEST_NAME
        and is_organ(name)
        and not any(char.isdigit() for char in name)
    ):
        return Span(start, end)
    return None


def find_prose_year(view: Squeezed, start: int, end: int) -> int | None:
    """Return the one year that the prose names; None where it names none or several."""
    prose = _CITED.sub("", view.text[start:end])
    years = {int(arabic(match.group(1))) for match in _PROSE_YEAR.finditer(prose)}
    return years.pop() if len(years) == 1 else None

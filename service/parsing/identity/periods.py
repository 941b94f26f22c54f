"""
The statistical period of a report, and the year of its prose.

    period = day ["起"] ("至" | "到" | "-" …) day, in the introduction or behind words that speak
             of statistics
"""

import re

from service.model.place import Span
from service.model.report import Period
from service.parsing.days import day
from service.parsing.identity.titles import YEAR
from service.parsing.numerals import arabic
from service.parsing.text.cleaning import Squeezed

_TENS = "[一二三四五六七八九十]"
_NUMBER = rf"(?:[0-9]{{1,2}}|{_TENS}{{1,3}})"
_NOTE = r"(?:\([^()]{1,20}\))?"
_HOUR = "(?:[0-9]{1,2}[时:][0-9]{0,2})?"


def _day(number: int) -> str:
    """Return the pattern of a month and day behind a year, in words or parted by points."""
    day = rf"(?P<m{number}>{_NUMBER})[月./-](?P<d{number}>{_NUMBER})(?:日|(?![0-9./月]))"
    return rf"{day}{_HOUR}{_NOTE}"


_PERIOD = re.compile(
    rf"(?P<y1>{YEAR})[年./-]{_day(1)}(?:起始?|开始)?[,，、]?"
    rf"(?:截?至|截止[于到至]?|到|—{{1,2}}|-{{1,2}}|–|~)(?:(?P<y2>{YEAR})[年./-])?{_day(2)}"
)
_OF_STATISTICS = re.compile(r"统计|期限|时限|期间|时间范围|数据|报告期")
_PROSE_YEAR = re.compile(rf"(?<![0-9〔\[(\-《])({YEAR})年")
_CITED = re.compile(r"《[^《》]{0,80}》")


def find_period(view: Squeezed, introduction_end: int, end: int) -> Period | None:
    """
    Return the statistical period that the text before position `end` states, or None.

    A whole calendar year in the introduction is one, too, where no word speaks of statistics.
    """
    for match in _PERIOD.finditer(view.text, 0, end):
        year = match.group("y1")
        first = day(year, match.group("m1"), match.group("d1"))
        last = day(match.group("y2") or year, match.group("m2"), match.group("d2"))
        period = Period(first, last, view.span(*match.span()))
        before = max(0, match.start() - 40), match.start()
        introduces = match.end() <= introduction_end and _is_calendar_year(period)
        if introduces or _OF_STATISTICS.search(view.text, *before):
            return period
    return None


def _is_calendar_year(period: Period) -> bool:
    if period.start is None or period.end is None:
        return False
    start, end = period.start, period.end
    return start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def find_prose_year(view: Squeezed, end: int, signature: Span | None) -> int | None:
    """
    Return the one year that the text before `end` names; None where it names none or several.

    The day of the `signature` lies in the year after.
    """
    text = view.text[:end]
    if signature is not None:
        first, last = view.position(signature.start), view.position(signature.end)
        text = text[:first] + "\n" + text[last:]
    prose = _CITED.sub("", text)
    years = {int(arabic(match.group(1))) for match in _PROSE_YEAR.finditer(prose)}
    return years.pop() if len(years) == 1 else None

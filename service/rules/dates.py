"""Family D, first part: period and signature, and that every date is a day."""

import re
from datetime import date
from typing import NamedTuple

from service.model.finding import Operand, Severity
from service.model.place import Span
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.organs import is_department, is_government, is_office
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.standard.law import ARTICLE_49, ORDER_492, ORDER_711

REPORT_YEAR = "国办公开办函〔2021〕30号：报告所列数据的统计期限为上一年度1月1日至12月31日"

_FOUNDED = re.compile(r"成立|组建|挂牌|设立|新设")


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("D401", severity=Severity.ERROR, basis=REPORT_YEAR, version=2)
def period_is_calendar_year(report: Report) -> Outcome:
    """
    The stated period runs from 1 January to 31 December of one year.

    Why: the report covers a calendar year; only an organ founded in it starts later, so do the
    first reports, on 2008, on 1 May when the Regulations came into force, and a school may report
    on a school year, from 1 September to 31 August.
    Holds: period 2024年1月1日至2024年12月31日.
    Breaks: period 2024年1月1日至2024年11月30日.
    Not applicable: no period is stated or its dates cannot be read; a later start in a report
    that speaks of the organ's founding.
    """
    period = report.period
    if period is None or period.start is None or period.end is None:
        return NotApplicable("no period with two readable dates was found")
    start, end = period.start, period.end
    year = end.year
    if start.year == year and start != date(year, 1, 1) and _FOUNDED.search(report.text.shown):
        start = date(year, 1, 1)
    expected = f"{_chinese(date(year, 1, 1))}至{_chinese(date(year, 12, 31))}"
    whole = [(date(year, 1, 1), date(year, 12, 31))]
    if year == ORDER_492.since.year:
        whole.append((ORDER_492.since, date(year, 12, 31)))
    if "学年" in report.text.shown:
        whole.append((date(year - 1, 9, 1), date(year, 8, 31)))
    if (start, end) in whole:
        return []
    actual = f"{_chinese(period.start)}至{_chinese(end)}"
    return [
        Fault(
            zh=f"统计期限为{actual}，不是一个完整年度。",
            en=f"The period {period.start} to {end} is not a calendar year.",
            span=period.span,
            pointer="/period",
            expected=expected,
            actual=actual,
        )
    ]


@rule("D402", severity=Severity.ERROR, basis=ARTICLE_49)
def signature_follows_period(report: Report) -> Outcome:
    """
    The signature is not dated before the end of the period that the report is about.

    Why: a report on a year is written when the year is over.
    Holds: report on 2024; signed 2025年1月21日.
    Breaks: report on 2024; signed 2024年1月8日.
    Not applicable: no dated signature, or neither period nor year is known.
    """
    signed = _signed(report)
    if signed is None:
        return NO_DATED_SIGNATURE
    end = _period_end(report)
    if end is None:
        return NotApplicable("neither period nor year is known")
    if signed.on >= end:
        return []
    return [
        signed.fault(
            zh=f"早于统计期限截止日{_chinese(end)}。",
            en=f"before the period ends on {end}.",
            expected=f"≥ {end}",
            operands=(Operand("/period/end", str(end)), Operand("/signed_on", str(signed.on))),
        )
    ]


NO_DATED_SIGNATURE = NotApplicable("no dated signature was found")


class Signed(NamedTuple):
    """The day of the signature, where it is printed."""

    on: date
    span: Span

    def fault(
        self, *, zh: str, en: str, expected: str, operands: tuple[Operand, ...] = ()
    ) -> Fault:
        """Return what is wrong with the day; `zh` and `en` complete the sentence."""
        return Fault(
            zh=f"落款日期{_chinese(self.on)}{zh}",
            en=f"Signed on {self.on}, {en}",
            span=self.span,
            pointer="/signed_on",
            expected=expected,
            actual=str(self.on),
            operands=operands,
        )


def _signed(report: Report) -> Signed | None:
    signature = report.signature
    if signature is None or signature.signed_on is None:
        return None
    return Signed(signature.signed_on, signature.span)


def _period_end(report: Report) -> date | None:
    if report.period is not None and report.period.end is not None:
        return report.period.end
    return date(report.year, 12, 31) if report.year is not None else None


def _deadline(agency_name: str, year: int) -> date | None:
    """Return the last day on which an organ of that name is in time beyond doubt."""
    if year < ORDER_711.since.year:
        # Article 31 of the Regulations of 2007, for all organs.
        return date(year + 1, 3, 31)
    if is_department(agency_name):
        return date(year + 1, 1, 31)
    # An office may be signing its own report, due in January, or its government's.
    if is_government(agency_name) or is_office(agency_name):
        return date(year + 1, 3, 31)
    return None


@rule("D403", severity=Severity.INFO, basis=ARTICLE_49)
def signature_is_in_time(report: Report) -> Outcome:
    """
    A department signs by 31 January, a local government's own report is signed by 31 March.

    Why: these are the last days for publishing; what is signed later was published later.
    Holds: agency 河东市水务局; report on 2024; signed 2025年1月31日.
    Breaks: agency 河东市水务局; report on 2024; signed 2025年2月1日.
    Not applicable: no dated signature, no year, or an organ for which the Regulations set
    no day or whose kind the name does not tell.
    """
    signed = _signed(report)
    if signed is None:
        return NO_DATED_SIGNATURE
    if report.year is None or report.agency_name is None:
        return NotApplicable("the year or the organ is not known")
    deadline = _deadline(report.agency_name, report.year)
    if deadline is None:
        return NotApplicable("the last day for an organ of this kind is not certain")
    if signed.on <= deadline:
        return []
    return [
        signed.fault(
            zh=f"晚于规定的公布期限{_chinese(deadline)}。",
            en=f"later than the last day {deadline}.",
            expected=f"≤ {deadline}",
        )
    ]


# Sought by 月, of which a text has fewer than digits.
_DAY = re.compile(r"月(?:(?<=(?P<two>[0-9][0-9])月)|(?<=(?P<one>[0-9])月))(?P<day>[0-9]{1,2})日")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_YEAR_LENGTH = len("2024年")
_MANGLES = frozenset("0123456789. ")


@rule("D405", severity=Severity.ERROR, basis="公历")
def dates_exist(report: Report) -> Outcome:
    """
    Every date in the prose is a day of the calendar.

    Why: 2月30日 is a slip of the pen that nobody can resolve but the author.
    Holds: 2024年2月29日.
    Breaks: 2023年2月29日.
    Not applicable: the prose names no date.
    """
    text = prose(report)
    content = text.content
    dates = [match for match in _DAY.finditer(content) if not _is_mangled(content, match)]
    if not dates:
        return NotApplicable("the prose names no date")
    return [
        _no_such_day(text, match, year)
        for match in dates
        if not _is_day(year := _year_before(content, match), match)
    ]


def _no_such_day(text: JoinedText, match: re.Match[str], year: int | None) -> Fault:
    start = _start(match) - (_YEAR_LENGTH if year is not None else 0)
    printed = text.content[start : match.end()]
    return Fault(
        zh=f"“{printed}”不是实际存在的日期。",
        en=f"There is no day {printed}.",
        span=text.span(start, match.end()),
        actual=printed,
    )


def _month(match: re.Match[str]) -> str:
    return match["two"] or match["one"]


def _start(match: re.Match[str]) -> int:
    """Return where the digits of the month begin."""
    return match.start() - len(_month(match))


def _is_mangled(content: str, match: re.Match[str]) -> bool:
    """Tell whether digits before the month show that more than a month was printed there."""
    start = _start(match)
    return content[start - 1 : start] in _MANGLES


def _year_before(content: str, match: re.Match[str]) -> int | None:
    start = _start(match)
    year = _YEAR.match(content, max(0, start - _YEAR_LENGTH))
    return int(year[1]) if year is not None and year.end() == start else None


_LEAP_YEAR = 2024


def _is_day(year: int | None, match: re.Match[str]) -> bool:
    """Tell whether there is such a day; without a year 29 February has the benefit of the doubt."""
    try:
        date(_LEAP_YEAR if year is None else year, int(_month(match)), int(match["day"]))
    except ValueError:
        return False
    return True

"""Family D: period, signature and the years that must agree."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from service.model.finding import Operand, Severity
from service.model.place import Span
from service.model.report import Report
from service.rules.joined import JoinedText, prose, section_prose
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.standard.law import ARTICLE_49

REPORT_YEAR = "国办公开办函〔2021〕30号：报告所列数据的统计期限为上一年度1月1日至12月31日"

_FOUNDED = re.compile(r"成立|组建|挂牌|设立|新设")


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("D401", severity=Severity.ERROR, basis=REPORT_YEAR)
def period_is_calendar_year(report: Report) -> Outcome:
    """
    The stated period runs from 1 January to 31 December of one year.

    Why: the report covers a calendar year; only an organ founded in it starts later.
    Holds: 2024年1月1日至2024年12月31日.
    Breaks: 2024年1月1日至2024年11月30日.
    Not applicable: no period is stated or its dates cannot be read; a later start in a report
    that speaks of the organ's founding.
    """
    period = report.period
    if period is None or period.start is None or period.end is None:
        return NotApplicable("no period with two readable dates was found")
    start, end = period.start, period.end
    year = end.year
    if start.year == year and start != date(year, 1, 1) and _FOUNDED.search(report.text.content):
        start = date(year, 1, 1)
    expected = f"{_chinese(date(year, 1, 1))}至{_chinese(date(year, 12, 31))}"
    if (start, end) == (date(year, 1, 1), date(year, 12, 31)):
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
    Holds: period to 2024-12-31, signed 2025-01-21.
    Breaks: period to 2024-12-31, signed 2024-01-08.
    Not applicable: no dated signature, or neither period nor year is known.
    """
    signature = report.signature
    if signature is None or signature.signed_on is None:
        return NotApplicable("no dated signature was found")
    end = _period_end(report)
    if end is None:
        return NotApplicable("neither period nor year is known")
    signed_on = signature.signed_on
    if signed_on >= end:
        return []
    return [
        Fault(
            zh=f"落款日期{_chinese(signed_on)}早于统计期限截止日{_chinese(end)}。",
            en=f"Signed on {signed_on}, before the period ends on {end}.",
            span=signature.span,
            pointer="/signed_on",
            expected=f"≥ {end}",
            actual=str(signed_on),
            operands=(Operand("/period/end", str(end)), Operand("/signed_on", str(signed_on))),
        )
    ]


def _period_end(report: Report) -> date | None:
    if report.period is not None and report.period.end is not None:
        return report.period.end
    return date(report.year, 12, 31) if report.year is not None else None


# 县级以上 only: Article 49 sets no date for towns and sub-districts.
_DEPARTMENT = re.compile(r"(?:局|厅|(?<!管理)委员会)$")
_OWN_REPORT = re.compile(r"(?:省|市|县|区|州|盟|旗)人民政府$")
_OFFICE = re.compile(r"(?:政府|行署)办公[室厅]$")


def _deadline(agency_name: str, year: int) -> date | None:
    """Return the last day on which an organ of that name is in time beyond doubt."""
    if _DEPARTMENT.search(agency_name):
        return date(year + 1, 1, 31)
    # An office may be signing its own report, due in January, or its government's.
    if _OWN_REPORT.search(agency_name) or _OFFICE.search(agency_name):
        return date(year + 1, 3, 31)
    return None


@rule("D403", severity=Severity.INFO, basis=ARTICLE_49)
def signature_is_in_time(report: Report) -> Outcome:
    """
    A department signs by 31 January, a local government's own report is signed by 31 March.

    Why: these are the last days for publishing; what is signed later was published later.
    Holds: a bureau's report on 2024, signed 2025-01-31.
    Breaks: a bureau's report on 2024, signed 2025-02-01.
    Not applicable: no dated signature, no year, or an organ for which the Regulations set
    no day or whose kind the name does not tell.
    """
    signature = report.signature
    if signature is None or signature.signed_on is None:
        return NotApplicable("no dated signature was found")
    if report.year is None or report.agency_name is None:
        return NotApplicable("the year or the organ is not known")
    deadline = _deadline(report.agency_name, report.year)
    if deadline is None:
        return NotApplicable("the last day for an organ of this kind is not certain")
    if signature.signed_on <= deadline:
        return []
    return [
        Fault(
            zh=f"落款日期{_chinese(signature.signed_on)}晚于规定的公布期限{_chinese(deadline)}。",
            en=f"Signed on {signature.signed_on}, later than the last day {deadline}.",
            span=signature.span,
            pointer="/signed_on",
            expected=f"≤ {deadline}",
            actual=str(signature.signed_on),
        )
    ]


@rule("D404", severity=Severity.ERROR, basis=REPORT_YEAR)
def years_agree(report: Report) -> Outcome:
    """
    The years of the title, of the period and of the statement on fees are the same.

    Why: a report that was copied from last year's keeps the old year where nobody looked.
    Holds: title 2024年, period 2024年1月1日至12月31日, 2024年度未收取信息处理费.
    Breaks: title 2024年, period 2023年1月1日至12月31日.
    Not applicable: fewer than two of them name a year.
    """
    years = [*_title_year(report), *_period_year(report), *_fee_years(report)]
    first, others = years[:1], years[1:]
    if not others:
        return NotApplicable("fewer than two places name the year")
    expected = first[0].year
    return [_other_year(stated, expected) for stated in others if stated.year != expected]


class StatedYear(NamedTuple):
    """A year that the report gives as its own, with its place."""

    year: int
    span: Span
    pointer: str | None = None
    severity: Severity | None = None


def _other_year(stated: StatedYear, expected: int) -> Fault:
    return Fault(
        zh=f"此处的年份为{stated.year}年，与报告年度{expected}年不一致。",
        en=f"The year {stated.year} stands here in a report on {expected}.",
        span=stated.span,
        pointer=stated.pointer,
        expected=str(expected),
        actual=str(stated.year),
        severity=stated.severity,
    )


def _title_year(report: Report) -> Iterator[StatedYear]:
    if report.title is not None and report.title.year is not None:
        yield StatedYear(report.title.year, report.title.span, "/title")


def _period_year(report: Report) -> Iterator[StatedYear]:
    """Yield the period's year; a period over two years is left to D401."""
    period = report.period
    if period is not None:
        years = {day.year for day in (period.start, period.end) if day is not None}
        if len(years) == 1:
            yield StatedYear(years.pop(), period.span, "/period")


_FEE_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?[^。；，,、\d\n]{0,12}收取[^。；\n]{0,12}处理费")


def _fee_years(report: Report) -> Iterator[StatedYear]:
    section = report.section(6)
    if section is not None:
        text = section_prose(report, section)
        for found in _FEE_YEAR.finditer(text.content):
            # Another year's fee may be told on purpose, so a person should look.
            yield StatedYear(int(found[1]), text.span(*found.span(1)), None, Severity.WARNING)


_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日")
_YEAR = re.compile(r"(?:(?<![0-9])((?:19|20)[0-9]{2})年)?(?<![0-9. ])$")
_YEAR_LENGTH = 6


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
    dates = [found for match in _DAY.finditer(text.content) if (found := _date(text, match))]
    if not dates:
        return NotApplicable("the prose names no date")
    return [
        Fault(
            zh=f"“{printed}”不是实际存在的日期。",
            en=f"There is no day {printed}.",
            span=span,
            actual=printed,
        )
        for printed, span, exists in dates
        if not exists
    ]


def _date(text: JoinedText, match: re.Match[str]) -> tuple[str, Span, bool] | None:
    """Return a date as printed, its place, and whether it exists; None for a mangled one."""
    before = text.content[max(0, match.start() - _YEAR_LENGTH) : match.start()]
    year = _YEAR.search(before)
    if year is None:
        return None
    start = match.start() - len(year[0])
    # Without a year 29 February gets the benefit of the doubt.
    exists = _is_day(int(year[1] or _LEAP_YEAR), int(match[1]), int(match[2]))
    return text.content[start : match.end()], text.span(start, match.end()), exists


_LEAP_YEAR = 2024


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

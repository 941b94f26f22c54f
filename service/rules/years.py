"""Family D, second part: the years by which a report names itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.model.finding import Severity
from service.model.place import Span
from service.model.report import Report
from service.rules.dates import REPORT_YEAR
from service.rules.joined import JoinedText, prose, section_prose
from service.rules.rule import Fault, NotApplicable, Outcome, rule


@rule("D404", severity=Severity.ERROR, basis=REPORT_YEAR)
def years_agree(report: Report) -> Outcome:
    """
    The years of the title, of the period and of the statement on fees are the same.

    Why: a report that was copied from last year's keeps the old year where nobody looked.
    Holds: report on 2024; period 2024年1月1日至12月31日; section 6 2024年度未收取信息处理费.
    Breaks: report on 2024; period 2023年1月1日至12月31日.
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


_FEE_YEAR = re.compile(
    r"(20(?<!\d20)\d\d)年度?[，,]?[^。；，,、\d\n]{0,12}收取[^。；\n]{0,12}处理费"
)


def _fee_years(report: Report) -> Iterator[StatedYear]:
    section = report.section(6)
    if section is not None:
        text = section_prose(report, section)
        for found in _FEE_YEAR.finditer(text.content):
            # Another year's fee may be told on purpose, so a person should look.
            yield StatedYear(int(found[1]), text.span(*found.span(1)), None, Severity.WARNING)


# 《关于做好2023年政府信息公开工作年度报告编制工作的通知》 names the year of the notice.
_CITED = re.compile(r"《[^《》\n]{0,80}(?:《[^《》\n]{0,60}》[^《》\n]{0,40})?》")
_OF_THE_REPORT = re.compile(
    r"(20[0-9]{2})年度?(?:[^。；，,、\n0-9]{0,14})?(?:政府信息公开|政务公开)(?:工作)?(?:的)?"
    r"(?:年度)?(?:报告|情况|工作情况)"
)
# What is to come in another year is no opening of this one's.
_OPENING = re.compile(r"(20[0-9]{2})年度?[，,](?![^。\n]{0,40}(?:将|计划|拟))")


@rule("D406", severity=Severity.WARNING, basis=REPORT_YEAR, since="1.1.0")
def own_year_named(report: Report) -> Outcome:
    """
    Where the report says what year it is about, it names its own.

    Why: an introduction or an opening that was copied from another year's report keeps its year.
    What counts is the year of the report that the introduction names, and the year that section
    one begins with where the section nowhere names its own.
    Holds: report on 2024; introduction 现将2024年政府信息公开工作年度报告公布如下.
    Breaks: report on 2024; introduction 现将2023年政府信息公开工作年度报告公布如下.
    Not applicable: the report's year is not known, or neither place names a year.
    """
    if report.year is None:
        return NotApplicable("the report's year is not known")
    introduction = prose(report).within(report.introduction)
    stated = [*_years_of_report(introduction, report.year), *_opening_year(report, report.year)]
    if not stated:
        return NotApplicable("neither the introduction nor section one names a year")
    return [_other_year(found, report.year) for found in stated if found.year != report.year]


def _years_of_report(introduction: JoinedText, own: int) -> Iterator[StatedYear]:
    """Yield the years of the report that the introduction speaks of; its own stands for all."""
    content = introduction.content
    if "年" not in content:
        return
    uncited = _CITED.sub(lambda match: "　" * len(match[0]), content)
    named = list(_OF_THE_REPORT.finditer(uncited))
    own_named = [match for match in named if int(match[1]) == own]
    for match in own_named or named:
        yield StatedYear(int(match[1]), introduction.span(*match.span(1)))


def _opening_year(report: Report, own: int) -> Iterator[StatedYear]:
    """Yield the year that section one begins with, unless the section names its own elsewhere."""
    section = report.section(1)
    if section is None:
        return
    text = section_prose(report, section)
    found = _OPENING.match(text.content)
    if found is not None and (int(found[1]) == own or f"{own}年" not in text.content):
        yield StatedYear(int(found[1]), text.span(*found.span(1)))

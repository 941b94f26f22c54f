"""Family S, first part: title and sections."""

import re
from dataclasses import replace
from enum import Enum
from itertools import groupby

from service.model.finding import Origin, Severity
from service.model.report import Report
from service.rules.endings import begins_late, last_section
from service.rules.joined import join, section_prose
from service.rules.rule import Fault, Outcome, rule
from service.rules.structure.formats import EMPTY_PAGE, FORMAT, FREE_FORMAT, is_empty, template
from service.standard.law import ARTICLE_50
from service.standard.sections import SECTIONS, SectionStandard


@rule("S600", severity=Severity.ERROR, basis=ARTICLE_50)
def report_has_text(report: Report) -> Outcome:
    """
    The page holds the report itself and not only its title.

    Why: a page whose report is an attachment or a picture says nothing that can be read.
    Holds: sections 1, 2, 3, 4, 5, 6.
    Breaks: nothing but 附件下载.
    Not applicable: never.
    """
    if not is_empty(report):
        return []
    return [
        Fault(
            zh="页面只有标题，没有报告正文。",
            en="The page has a title and no text of the report.",
            span=report.title.span if report.title is not None else None,
            pointer="/sections",
        )
    ]


@rule("S601", severity=Severity.WARNING, basis=FORMAT)
def title_is_complete(report: Report) -> Outcome:
    """
    The report has a title that names the year and says 政府信息公开工作年度报告.

    Why: a report is found and kept by its organ and year. A title that is not in the text is
    only noted, the page may bear it.
    Holds: title 2024年政府信息公开工作年度报告.
    Breaks: title 政府信息公开工作年度报告.
    Not applicable: the page holds no report text.
    """
    if is_empty(report):
        return EMPTY_PAGE
    title = report.title
    if title is None:
        # A page often bears the title above the text that was sent.
        return [
            Fault(
                zh="没有找到报告标题。",
                en="No title was found.",
                pointer="/title",
                severity=Severity.INFO,
            )
        ]
    faults = []
    if title.year is None:
        faults.append(("标题没有写明年份。", "The title names no year.", Severity.WARNING))
    if "报告" not in title.text and "報告" not in title.text:
        faults.append(
            ("标题没有“年度报告”字样。", "The title does not say 年度报告.", Severity.INFO)
        )
    return [
        Fault(zh=zh, en=en, span=title.span, pointer="/title", actual=title.text, severity=severity)
        for zh, en, severity in faults
    ]


# Words that a section's text has even where its heading is lost; 三 and 四 have their tables.
_SUBJECTS = {
    1: re.compile("[（(]一[)）][^。\n]{0,12}主动公开"),
    5: re.compile("问题|不足|改进"),
    6: re.compile("处理费|其他需要?报告"),
}


@rule("S602", severity=Severity.ERROR, basis=FORMAT, version=2)
def sections_present(report: Report) -> Outcome:
    """
    The report has its six sections.

    Why: Article 50 lists what a report must contain, the format gives each its section. A
    section whose heading alone was not found is only noted. Sections missing one behind the
    other are one finding.
    Holds: sections 1, 2, 3, 4, 5, 6.
    Breaks: sections 1, 2, 3, 4, 6.
    Not applicable: the page holds no report text, or the report follows no national format;
    sections before or behind the ends of a text that is torn off.
    """
    if is_empty(report):
        return EMPTY_PAGE
    if template(report) is None:
        return FREE_FORMAT
    present = {section.number for section in report.sections}
    if present >= _ALL:
        return []
    end = last_section(report)
    if end is not None:
        # What stood behind the end of the text cannot be known.
        present.update(range(end + 1, len(SECTIONS) + 1))
    if begins_late(report) is not None:
        present.update(range(1, min(present, default=len(SECTIONS))))
    runs = groupby(SECTIONS, lambda standard: _state(report, standard.number, present))
    return [
        _missing_sections(report, list(run), heading_only=state is _State.WITHOUT_HEADING)
        for state, run in runs
        if state is not _State.PRESENT
    ]


_ALL = frozenset(section.number for section in SECTIONS)


class _State(Enum):
    PRESENT = "the section has its heading"
    WITHOUT_HEADING = "its matter is there, its heading was not found"
    MISSING = "neither is there"


def _state(report: Report, number: int, present: set[int]) -> _State:
    if number in present:
        return _State.PRESENT
    return _State.WITHOUT_HEADING if _has_subject(report, number) else _State.MISSING


def _missing_sections(report: Report, run: list[SectionStandard], *, heading_only: bool) -> Fault:
    headings = "、".join(f"“{_NUMERALS[each.number - 1]}、{each.title}”" for each in run)
    numbers = ", ".join(str(each.number) for each in run)
    before = [section for section in report.sections if 0 < section.number < run[0].number]
    fault = Fault(
        zh="缺少全部六个部分。" if len(run) == len(SECTIONS) else f"缺少{headings}部分。",
        en=f"Missing sections: {numbers}.",
        span=before[-1].heading if before else report.title.span if report.title else None,
        pointer="/sections",
        expected=headings.replace("“", "").replace("”", ""),
    )
    if not heading_only:
        return fault
    return replace(
        fault,
        zh=f"没有找到{headings}的标题，其内容似在文中。",
        en=f"Headings of sections not found, their matter seems to be there: {numbers}.",
        severity=Severity.INFO,
        origin=Origin.EXTRACTION,
    )


_NUMERALS = "一二三四五六"


def _has_subject(report: Report, number: int) -> bool:
    """Tell whether the text has what belongs to a section whose heading was not found."""
    tables = {2: report.disclosure, 3: report.applications, 4: report.review}
    if number in tables:
        return tables[number] is not None
    subject = _SUBJECTS[number]
    if number == 1:
        return subject.search(join(report.text.shown, [report.introduction]).content) is not None
    # Section one speaks of everything.
    bodies = (section_prose(report, section).content for section in report.sections[1:])
    return any(subject.search(body) for body in bodies)

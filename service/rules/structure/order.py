"""Family S, fourth part: the sections among each other."""

import re
from itertools import accumulate

from service.model.finding import Severity
from service.model.report import Report, Section
from service.rules.joined import prose
from service.rules.places import section_fault
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.structure.formats import FORMAT, FREE_FORMAT, is_free
from service.standard.sections import SECTIONS

_NUMERALS = "一二三四五六七八九十"


@rule("S603", severity=Severity.WARNING, basis=FORMAT, version=2, since="1.1.0")
def sections_in_order(report: Report) -> Outcome:
    """
    The sections stand in the order of the format and bear its numbers.

    Why: a section is found by its number, and reports are compared section by section. A number
    is right where it is the format's, or counts on without a section that is missing. A wrong
    number is only noted.
    Holds: sections 1, 2, 3, 4, 5, 6.
    Breaks: sections 1, 2, 3, 5, 4, 6.
    Not applicable: fewer than two of the six sections were found, or a report on a year before
    2019, whose sections nothing prescribes.
    """
    if is_free(report):
        return FREE_FORMAT
    sections = [section for section in report.sections if section.number]
    if len(sections) < _FEWEST:
        return NotApplicable("fewer than two of the six sections were found")
    highest = accumulate((section.number for section in sections), max)
    displaced = [
        _displaced(report, section)
        for section, before in zip(sections[1:], highest, strict=False)
        if section.number < before
    ]
    # Where the order is wrong, so is one of two right numbers.
    return displaced or [
        _misnumbered(report, section)
        for count, section in enumerate(sections, start=1)
        if section.printed_number not in (None, section.number, count)
    ]


_FEWEST = 2


def _displaced(report: Report, section: Section) -> Fault:
    return section_fault(
        report,
        section,
        zh=f"“{section.title}”应为第{_NUMERALS[section.number - 1]}部分，排在了其后的部分之后。",
        en=f"Section {section.number} stands behind one that should follow it.",
        expected=str(section.number),
    )


def _misnumbered(report: Report, section: Section) -> Fault:
    return section_fault(
        report,
        section,
        zh=f"“{section.title}”部分的序号应为“{_NUMERALS[section.number - 1]}”。",
        en=f"Section {section.number} bears the number {section.printed_number}.",
        expected=_NUMERALS[section.number - 1],
        severity=Severity.INFO,
    )


_PARTS = re.compile(
    r"(?:由|包括|包含|分为|共有?|共分|含)([^。；\n]{0,200}?)"
    r"(?<!第)([二两三四五六七八九]|[2-9])个?大?部分"
)
_COUNTS = {sign: value for value, sign in enumerate(_NUMERALS, start=1)} | {"两": 2}
_TITLES = [
    (title, section.number) for section in SECTIONS for title in (section.title, *section.also_seen)
]


@rule("S614", severity=Severity.INFO, basis=FORMAT, version=2, since="1.1.0")
def announced_parts_present(report: Report) -> Outcome:
    """
    The report has the parts that its introduction announces.

    Why: an introduction that announces six parts where five follow shows that one was lost.
    Holds: introduction 本报告由总体情况等六个部分组成; sections 1, 2, 3, 4, 5, 6.
    Breaks: introduction 本报告由总体情况等六个部分组成; sections 1, 2, 3, 4, 5.
    Not applicable: the introduction announces no number of parts, no section was found, or a
    report on a year before 2019, whose parts need not be among the six.
    """
    if is_free(report):
        return FREE_FORMAT
    introduction = prose(report).within(report.introduction)
    found = _PARTS.search(introduction.content) if "部分" in introduction.content else None
    if found is None or not report.sections:
        return NotApplicable("the introduction announces no number of parts")
    announced = _COUNTS[found[2]] if found[2] in _COUNTS else int(found[2])
    present = {section.number or -index for index, section in enumerate(report.sections)}
    named = {number for title, number in _TITLES if title in found[1]}
    absent = sorted(named - present)
    if announced == len(present) and not absent:
        return []
    words = "、".join(SECTIONS[number - 1].title for number in absent)
    lacks = f"，没有{words}" if words else ""
    return [
        Fault(
            zh=f"引言称共{announced}个部分，实有{len(present)}个部分{lacks}。",
            en=f"The introduction announces {announced} parts, the report has {len(present)}.",
            span=introduction.span(*found.span(2)),
            pointer="/sections",
            expected=str(announced),
            actual=str(len(present)),
        )
    ]

"""Family S, third part: what sections one, five and six must say."""

import re

from service.model.finding import Severity
from service.model.report import Report, Section
from service.rules.joined import prose, section_prose
from service.rules.places import section_fault
from service.rules.rule import NotApplicable, Outcome, rule
from service.rules.structure.formats import FORMAT_2021_SINCE, FORMAT_OF_2021
from service.standard.law import ARTICLE_50
from service.standard.sections import ASPECTS

# 聚焦重点，深化主动公开: a phrase may stand before the aspect.
_PART = re.compile(r"[（(][一二三四五六七八九十]{1,2}[)）]([^。；：\n]{2,30})")
_ASPECT_WORDS = {
    "proactive_disclosure": re.compile("主动公开|主動公開"),
    "disclosure_upon_application": re.compile("依?申请|依?申請"),
    "information_management": re.compile("信息管理|信息的管理|管理"),
    "platforms": re.compile("平台|平臺|网站|载体|渠道"),
    "supervision": re.compile("监督|監督|保障|考核"),
}
_FEWEST_PARTS = 2


@rule("S608", severity=Severity.INFO, basis=FORMAT_OF_2021)
def aspects_of_section_one(report: Report) -> Outcome:
    """
    Section one has a part on each of the five aspects that the format names.

    Why: the format of 2021 asks for 主动公开, 依申请公开, 政府信息管理, 政府信息公开平台建设 and
    监督保障.
    Holds: section 1 （一）主动公开。（二）依申请公开。（三）政府信息管理。（四）平台建设。
    （五）监督保障.
    Breaks: section 1 （一）主动公开。（二）依申请公开。（三）解读回应。（四）平台建设.
    Not applicable: a report on a year before 2021, no section one, or one not divided into
    numbered parts.
    """
    section = report.section(1)
    if section is None or report.year is None or report.year < FORMAT_2021_SINCE:
        return NotApplicable("no section one, or the report is on a year before 2021")
    parts = _PART.findall(section_prose(report, section).content)
    if len(parts) < _FEWEST_PARTS:
        return NotApplicable("section one is not divided into numbered parts")
    missing = [
        aspect.title
        for aspect in ASPECTS
        if not any(_ASPECT_WORDS[aspect.code].search(part) for part in parts)
    ]
    if not missing:
        return []
    return [
        section_fault(
            report,
            section,
            zh=f"“总体情况”部分没有单列：{'、'.join(missing)}。",
            en=f"Section one has no part of its own on {', '.join(missing)}.",
            expected="、".join(missing),
        )
    ]


_PROBLEMS = re.compile(
    "问题|不足|短板|差距|薄弱|有待|困难|弱项|欠缺|不够|不高|不及时|还需|需进一步|需要进一步|問題"
    "|单一|滞后|距离|[偏较欠](?:少|低|弱|慢|窄)|缺[乏少失]|不(?:强|深|到位|平衡|均衡|规范|全面|完善|健全|充分|丰富|统一)"
    "|需要?(?:加强|提高|提升|拓展|拓宽|丰富|完善|改进|规范|深化)"
)
_IMPROVEMENTS = re.compile(
    "改进|下一步|进一步|措施|加强|提升|将|针对|整改|完善|推进|加快|优化|今后|打算|努力方向|工作计划"
    "|解决办法|开展|增加|强化|加大|深化|努力|力争|着力|年(?:工作)?(?:计划|安排)|優化|優|加強|改進|強化"
)
_SHORTEST = 20


@rule("S609", severity=Severity.WARNING, basis=ARTICLE_50, version=2)
def problems_and_improvements(report: Report) -> Outcome:
    """
    Section five tells both the problems and what is done about them.

    Why: Article 50 asks for 存在的主要问题及改进情况, and one without the other is half of it.
    Holds: section 5 存在公开不够及时的问题。下一步将完善机制.
    Breaks: section 5 下一步将完善机制，加强培训，推进各项工作再上新台阶.
    Not applicable: no section five, or it says next to nothing.
    """
    section = report.section(5)
    if section is None:
        return NotApplicable("section five was not found")
    body = section_prose(report, section).content
    if len(body) < _SHORTEST:
        return NotApplicable("section five says next to nothing")
    faults = []
    if not _PROBLEMS.search(body):
        faults.append(("存在的主要问题", "no problem"))
    if not _IMPROVEMENTS.search(body):
        faults.append(("改进情况", "no improvement"))
    return [
        section_fault(
            report,
            section,
            zh=f"“{section.title}”部分没有写{zh}。",
            en=f"Section five names {en}.",
            expected=zh,
        )
        for zh, en in faults
    ]


_FEE = re.compile("处理费|處理費|收费|收費|收取[^。\n]{0,20}费|费用")


@rule("S610", severity=Severity.WARNING, basis=FORMAT_OF_2021)
def fee_stated(report: Report) -> Outcome:
    """
    Section six states the information-processing fees charged, also where there were none.

    Why: the format of 2021 asks for the 信息处理费 charged in the year. Stated in another
    section, its place is only noted.
    Holds: report on 2024; section 6 本机关2024年度未收取政府信息公开信息处理费.
    Breaks: report on 2024; section 6 无其他需要报告的事项.
    Not applicable: a report on a year before 2021, or no section six.
    """
    section = report.section(6)
    if section is None or report.year is None or report.year < FORMAT_2021_SINCE:
        return NotApplicable("no section six, or the report is on a year before 2021")
    if _FEE.search(section_prose(report, section).content):
        return []
    elsewhere = "处理费" in prose(report).content
    return [
        section_fault(
            report,
            section,
            zh=f"“{section.title}”部分没有说明收取政府信息公开信息处理费的情况。",
            en="Section six does not state the information-processing fees charged.",
            expected="信息处理费",
            severity=Severity.INFO if elsewhere else None,
        )
    ]


# A day that is printed as signatures are, and what is no word.
_DATE = re.compile(
    "[0-9二〇○零一三四五六七八九十]{2,4}年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日"
)
_NO_WORD = re.compile("[^0-9A-Za-z一-鿿]+")
_NOTHING = frozenset({"", "无", "暂无", "略", "没有", "無"})
_OF_WORDS = (1, 5, 6)


@rule("S612", severity=Severity.WARNING, basis=ARTICLE_50, since="1.1.0")
def sections_say_something(report: Report) -> Outcome:
    """
    No section of words is empty.

    Why: a heading with nothing below it, or with 无 alone, leaves out what Article 50 asks for.
    Section six may say 无; sections two to four have their tables.
    Holds: section 6 无.
    Breaks: section 5 无.
    Not applicable: none of the sections one, five and six was found.
    """
    sections = [section for section in report.sections if section.number in _OF_WORDS]
    if not sections:
        return NotApplicable("none of the sections of words was found")
    return [
        section_fault(
            report,
            section,
            zh=f"“{section.title}”部分没有内容。",
            en=f"Section {section.number} says nothing.",
        )
        for section in sections
        if _says_nothing(report, section)
    ]


def _says_nothing(report: Report, section: Section) -> bool:
    text = section_prose(report, section).content
    # Any sentence is longer than this together with a signature.
    if len(text) > _LONGEST_NOTHING:
        return False
    said = _NO_WORD.sub("", _DATE.sub("", text)).removesuffix(report.agency_name or "")
    return said in _NOTHING and not (said and section.number == _LAST)


_LONGEST_NOTHING = 80
_LAST = 6

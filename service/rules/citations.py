"""Family C: the Regulations, the format's document and its issuer, cited as they are named."""

import re
from collections.abc import Iterator

from service.model.finding import Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.standard.law import (
    FORMAT_DOCUMENT_2019,
    FORMAT_DOCUMENT_2021,
    FORMAT_DOCUMENTS,
    ISSUING_OFFICE,
    FormatDocument,
    format_document,
    order_in_force,
)

ORDERS = "国务院令第711号（2019年5月15日起施行）"
FORMAT_NOTICES = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号"

# Without brackets an order stands right behind the title, or before it.
_STATE_COUNCIL = r"国务院(?:令第?\d{1,4}号|第?\d{1,4}号令)"
_TITLE = re.compile(
    rf"政府信息公开条例》(?:[（(](?P<bracket>[^（()）\n]{{1,60}})[)）]|{_STATE_COUNCIL})?"
)
_BEFORE_TITLE = re.compile(rf"{_STATE_COUNCIL}(?:公布|发布|颁布|修订)?的?《(?:中华人民共和国)?$")
_ORDER = re.compile(
    r"(?P<organ>[一-鿿]{0,11}?)(?:令第?(?P<number>\d{1,4})号|第?(?P<leading>\d{1,4})号令)"
)


@rule("C501", severity=Severity.WARNING, basis=ORDERS, version=2)
def regulations_order(report: Report) -> Outcome:
    """
    The Regulations are cited with the order of the State Council that is in force.

    Why: order 492 of 2007 was revised as order 711; a report for 2019 or later follows the
    latter. An order that is abbreviated (国令) is only noted.
    Holds: 《中华人民共和国政府信息公开条例》（国务院令第711号）.
    Breaks: 《中华人民共和国政府信息公开条例》（国务院令第492号）.
    Not applicable: the report's year is not known, or no order is cited.
    """
    if report.year is None:
        return NotApplicable("the report's year is not known")
    order = order_in_force(report.year)
    text = prose(report)
    cited = [
        orders
        for title in _TITLE.finditer(text.content)
        for place in _beside(text.content, title)
        if (orders := list(_ORDER.finditer(text.content, *place)))
    ]
    if not cited:
        return NotApplicable("the report cites no order")
    return [
        fault
        for orders in cited
        for fault in _order_faults(text, orders, order.number, order.citation)
    ]


def _beside(content: str, title: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where orders may be cited beside the title: in a bracket, right behind it or before."""
    yield title.span("bracket") if title["bracket"] else title.span()
    before = _BEFORE_TITLE.search(content, max(0, title.start() - _CONTEXT), title.start())
    if before is not None:
        yield before.span()


def _order_faults(
    text: JoinedText, orders: list[re.Match[str]], number: int, citation: str
) -> Iterator[Fault]:
    """Yield the faults of one bracket; one that tells the revision names both orders."""
    right = [found for found in orders if int(found["number"] or found["leading"]) == number]
    wrong = [] if right else orders
    abbreviated = [found for found in right if not found["organ"].endswith("国务院")]
    for found in wrong + abbreviated:
        yield Fault(
            zh=f"《政府信息公开条例》的令号“{found[0]}”应为“{citation}”。",
            en=f"The order of the Regulations is cited as {found[0]}, not as {citation}.",
            span=text.span(*found.span()),
            expected=citation,
            actual=found[0],
            severity=None if found in wrong else Severity.INFO,
        )


_OPEN, _CLOSE = "〔﹝［[【（(", "〕﹞］]】）)"
_NUMBER = re.compile(
    rf"(国办[一-鿿]{{0,8}})[{re.escape(_OPEN)}](\d{{4}})[{re.escape(_CLOSE)}](\d{{1,3}})号"
)
_CONTEXT = 60


@rule("C502", severity=Severity.WARNING, basis=FORMAT_NOTICES)
def format_document_number(report: Report) -> Outcome:
    """
    The notice on the report's format is cited with its number, and it is the one for the year.

    Why: 国办公开办函〔2019〕60号 is for reports on 2019 and 2020, 国办公开办函〔2021〕30号 for
    those on 2021 and later; each has a title of its own.
    Holds: 年度报告格式（国办公开办函〔2021〕30号）; report on 2024.
    Breaks: 年度报告格式（国办公开函〔2021〕30号）; report on 2024.
    Not applicable: the report's year is not known or before 2019, or no such notice is cited.
    """
    document = format_document(report.year) if report.year is not None else None
    if document is None:
        return NotApplicable("no format is prescribed for the report's year, or it is not known")
    text = prose(report)
    cited = [match for match in _NUMBER.finditer(text.content) if _about_reports(text, match)]
    if not cited:
        return NotApplicable("the report does not cite the notice on its format")
    if any(_plain(match) == document.number for match in cited):
        cited = [match for match in cited if _plain(match) == document.number]
    return [fault for match in cited if (fault := _number_fault(text, match, document)) is not None]


def _plain(match: re.Match[str]) -> str:
    # Full-width digits are the same number.
    return f"{match[1]}〔{int(match[2])}〕{int(match[3])}号"


def _before(text: JoinedText, match: re.Match[str]) -> str:
    return text.content[max(0, match.start() - _CONTEXT) : match.start()]


def _about_reports(text: JoinedText, match: re.Match[str]) -> bool:
    """Tell whether a number is cited for a notice on annual reports, by the title before it."""
    before = _before(text, match).rpartition("号")[2]
    if "《" in before:
        return "年度报告" in before.rpartition("《")[2]
    return "年度报告" in before and match[1].startswith("国办公开")


def _number_fault(text: JoinedText, match: re.Match[str], document: FormatDocument) -> Fault | None:
    printed = _plain(match)
    zh, en, expected = f"文号“{match[0]}”", f"The number {match[0]}", document.number
    if printed == document.number:
        if not _of_other_title(_before(text, match), document):
            return None
        zh += f"与所引文件的标题不符，该文号对应的是“{document.title}”。"
        en += " belongs to another title than the one cited with it."
        expected = document.title
    elif any(printed == other.number for other in FORMAT_DOCUMENTS):
        zh += f"不适用于{_years(document)}，应为“{document.number}”。"
        en += f" is not the notice for the report's year; that is {document.number}."
    else:
        zh += f"有误，应为“{document.number}”。"
        en += f" is no notice on the report's format; that is {document.number}."
    return Fault(zh=zh, en=en, span=text.span(*match.span()), expected=expected, actual=match[0])


def _years(document: FormatDocument) -> str:
    if document.last_year is None:
        return f"{document.first_year}年及以后的报告"
    return f"{document.first_year}年至{document.last_year}年的报告"


def _of_other_title(before: str, document: FormatDocument) -> bool:
    """Tell whether the title cited before the number is the other notice's."""
    title = re.split("[《〈<]", before)[-1]
    old_title = FORMAT_DOCUMENT_2019.title.removeprefix("关于")
    if document is FORMAT_DOCUMENT_2021:
        return old_title in before
    return title.startswith("中华人民共和国政府信息公开工作年度报告格式")


_ISSUER = re.compile(r"国务院办公厅([一-鿿]{1,14}?)办公室")
_OFFICIAL = ISSUING_OFFICE.removeprefix("国务院办公厅").removesuffix("办公室")


@rule("C503", severity=Severity.INFO, basis=FORMAT_NOTICES)
def issuing_office_name(report: Report) -> Outcome:
    """
    The office that issued the format is called 国务院办公厅政府信息与政务公开办公室.

    Why: the name of an organ in an official text is the organ's own.
    Holds: 国务院办公厅政府信息与政务公开办公室.
    Breaks: 国务院办公厅政府信息公开与政务公开办公室.
    Not applicable: the report does not name the office.
    """
    text = prose(report)
    named = [
        match
        for match in _ISSUER.finditer(text.content)
        if "公开" in match[1] and "关于" not in match[1]
    ]
    if not named:
        return NotApplicable("the report does not name the issuing office")
    return [
        Fault(
            zh=f"发文机关名称“{match[0]}”应为“{ISSUING_OFFICE}”。",
            en=f"The issuing office is called {match[0]} and not {ISSUING_OFFICE}.",
            span=text.span(*match.span()),
            expected=ISSUING_OFFICE,
            actual=match[0],
        )
        for match in named
        if match[1] != _OFFICIAL
    ]


# An issuer's code ends in one of these characters: 国办发, 闽财非税函, 运政办字. The pattern begins
# with it, so that a scan need not try every other character of the prose.
_DOCUMENT = re.compile(
    rf"[发函字办令规]([{re.escape(_OPEN)}])([0-9]{{2,4}})"
    rf"[{re.escape(_CLOSE)}](第?[0-9]{{1,4}})号"
)
_ISSUER_CODE = re.compile(r"[一-鿿]{0,8}$")
_HEXAGONAL = "〔﹝"
_YEAR_DIGITS = 4


@rule("C505", severity=Severity.INFO, basis="GB/T 9704-2012《党政机关公文格式》7.2.5")
def document_numbers_well_formed(report: Report) -> Outcome:
    """
    Document numbers have the year in 〔 〕 with four digits and a number without 第 or zeros.

    Why: the standard for official documents prescribes the form, and searches depend on it.
    Holds: 国办发〔2021〕12号.
    Breaks: 国办发[2021]12号.
    Not applicable: the prose cites no document number.
    """
    text = prose(report)
    cited = list(_DOCUMENT.finditer(text.content))
    if not cited:
        return NotApplicable("the prose cites no document number")
    return [
        _malformed(text, match)
        for match in cited
        if match[1] not in _HEXAGONAL or len(match[2]) != _YEAR_DIGITS or match[3][0] in "第0"
    ]


def _malformed(text: JoinedText, match: re.Match[str]) -> Fault:
    before = text.content[max(0, match.start() - _CONTEXT) : match.start()]
    code = _ISSUER_CODE.search(before)
    start = match.start() - len(code[0] if code is not None else "")
    printed = text.content[start : match.end()]
    prescribed = f"{text.content[start : match.start(1)]}〔{match[2]}〕{match[3].lstrip('第0')}号"
    return Fault(
        zh=f"发文字号“{printed}”的写法不规范。",
        en=f"The document number {printed} is not in the prescribed form.",
        span=text.span(start, match.end()),
        # A year of two digits may be of either century.
        expected=prescribed if len(match[2]) == _YEAR_DIGITS else None,
        actual=printed,
    )

"""Family P, second part: what the prose denies."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from service.model.finding import Severity
from service.model.place import Span
from service.model.report import Report
from service.model.table import Table
from service.rules.joined import prose
from service.rules.labels import table_name
from service.rules.prose.quantities import sentence_start
from service.rules.prose.wholes import OF_A_WHOLE, tables_are_of_a_whole
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.sums import operands
from service.standard.law import ARTICLE_50
from service.standard.scope import Scope

# The first character by itself lets the scan pass over all that is none; what is hoped for is none.
_NONE = "[未没无](?<!有无)(?<!确保.)(?<!实现.)(?<!做到.)(?<!力争.)(?:(?<=没)有|(?<!没))"
# All patterns end where the clause does: 未收到申请超期答复的投诉 denies something else.
_END = r"(?=[。；，,\n）)])"
_ANYBODY = (
    "公民、法人(?:和|或者?|及|以及)其他组织|社会公众|任何(?:单位|组织|个人)(?:(?:和|或)个人)?"
)
_NO_APPLICATION = re.compile(
    rf"{_NONE}(?:收到|接到|受理|有)?(?:过|任何)?(?:{_ANYBODY})?(?:的|提出|提交|要求|向我[局委办院镇])*"
    r"(?:(?:政府)?信息公开的?申请|公开(?:政府)?信息的申请|政府信息依申请公开(?:申请|事项)"
    r"|依申请公开(?:政府信息)?的?(?:申请|事项|件|要求|情况))"
    rf"的?(?:情况|情形|事项|件)?{_END}"
)
_NOTHING_LEFT = re.compile(
    rf"{_NONE}(?<!上年度.)(?<!上年.)(?<!去年.)有?(?:发生)?(?:需要?)?结转(?:至|到|入)?"
    r"(?:下一?年度?|次年度?|明年)(?:继续)?(?:办理|处理|答复)?(?:的)?(?:政府信息公开|依申请公开)?(?:的)?"
    rf"(?:申请|事项|件|情况|情形)?{_END}"
)
# What the cases would have been about. No word here is made of others: each text has one reading.
_ABOUT = (
    "(?:因|被|对|针对|涉及|关于|有关|本|我|单位|机关|部门|局|委|镇|办|政府|信息|公开|依|申请|工作|事务|事项|问题"
    "|方面|提起|提出|引发|引起|产生|导致|发生|出现|收到|发起|而|过|有(?!关)|任何|相关|的)"
)
_CASE = "(?:行政)?(?:复议|诉讼|应诉|申诉|举报|投诉|信访)(?:的?(?:案件?|申请|情况|情形|事项))?"
_AND = "(?:[、，]|和|及|以及|或者?|与)?(?:也|亦)?(?:未|没有|无)?(?:被|发生|提起|申请|有关|的){0,3}"
_NO_CASE = re.compile(
    rf"{_NONE}{_ABOUT}{{0,20}}{_CASE}(?:{_AND}{_CASE}){{0,4}}等?的?(?:发生|产生|出现|情况|情形){{0,2}}{_END}"
)
# 建议提案20件，均已办结，无结转下年度: what is named last before is what none of is left.
_NAMED = re.compile("(?:复议|诉讼)的?申请|复议|诉讼|应诉|申诉|建议|提案|信访|来信|热线|申请")

# Of one kind; a text with more is no report.
_MOST_DENIALS = 400
# An organ that decides about others' cases denies none of its own, nor do penalties without cases.
_OF_OTHER_CASES = re.compile(
    "作为(?:行政)?复议机[关构]|^(?!.*信息公开).*(?:处罚|许可|执法|审批|强制|征收).*(?:复议|诉讼)"
)


class _Kind(NamedTuple):
    """What is denied: its table and rows by a word of the denial, and as what it is named last."""

    table: str
    pattern: re.Pattern[str]
    named: re.Pattern[str]
    rows: dict[str, tuple[str, ...]]


_KINDS = (
    _Kind("applications", _NO_APPLICATION, re.compile("申请"), {"": ("received",)}),
    _Kind("applications", _NOTHING_LEFT, re.compile("申请"), {"": ("carried_out",)}),
    _Kind(
        "review",
        _NO_CASE,
        re.compile("(?:复议|诉讼|应诉|申诉|信访)的?(?:申请)?"),
        {
            "复议": ("reconsideration",),
            "诉讼": ("litigation_direct", "litigation_after_reconsideration"),
        },
    ),
)


class _Denial(NamedTuple):
    """A denial of the prose, `words` at `span`, and the rows of a table that it empties."""

    table: Table
    rows: tuple[str, ...]
    words: str
    span: Span


@rule("P307", severity=Severity.WARNING, basis=ARTICLE_50, version=3)
def none_means_zero(report: Report) -> Outcome:
    """
    Where the prose says that there were none, the table has no number either.

    Why: 未收到政府信息公开申请 beside a table of twelve contradicts it, and so does
    无结转下年度办理的申请 beside one that is carried out. Reconsideration and litigation may be
    denied together or one by one.
    Holds: received 0; 全年未收到政府信息公开申请.
    Breaks: received 12; 全年未收到政府信息公开申请.
    Not applicable: the prose denies nothing of the kind, or of another year, a part of the year or
    another organ, or the table was not found.
    """
    if tables_are_of_a_whole(report):
        return OF_A_WHOLE
    denials = list(_denials(report))
    if not denials:
        return NotApplicable("the prose denies neither applications nor cases")
    return [fault for denial in denials if (fault := _contradiction(denial)) is not None]


def _denials(report: Report) -> Iterator[_Denial]:
    """Yield the first denial of each row that speaks of the organ's own year."""
    text = prose(report)
    scope = Scope(report.year, report.agency_name)
    tables = {table.code: table for table in report.tables()}
    denied: set[str] = set()
    for kind in _KINDS:
        if kind.table not in tables:
            continue
        for found in islice(kind.pattern.finditer(text.content), _MOST_DENIALS):
            said = text.content[sentence_start(text.content, found.start()) : found.end()]
            named = _NAMED.findall(said)[-1:]
            if not any(map(kind.named.fullmatch, named)) or _OF_OTHER_CASES.search(said):
                continue
            if not scope.owns(said):
                continue
            rows = [row for word, some in kind.rows.items() if word in found[0] for row in some]
            left = tuple(row for row in rows if row not in denied)
            denied.update(rows)
            if left:
                yield _Denial(tables[kind.table], left, found[0], text.span(*found.span()))


def _contradiction(denial: _Denial) -> Fault | None:
    """Return the fault of denying what the table counts, None where it counts nothing."""
    table, rows, words, span = denial
    counted = operands(table, tuple((row, "total") for row in rows))
    total = sum(int(operand.value) for operand in counted if operand.value is not None)
    if not total:
        return None
    return Fault(
        zh=f"文字称“{words}”，而{table_name(table.code)}中列有{total}件。",
        en=f"The prose denies what the table {table.code} counts: {total}.",
        span=span,
        pointer=counted[0].pointer,
        expected="0",
        actual=str(total),
        operands=counted,
    )

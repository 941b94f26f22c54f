"""Family P, second part: what the prose denies."""

import re

from service.model.finding import Operand, Severity
from service.model.place import Span
from service.model.report import Report
from service.model.table import Table
from service.rules.joined import prose
from service.rules.labels import table_name
from service.rules.prose.quantities import sentence_start
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.sums import operands
from service.standard.law import ARTICLE_50
from service.standard.scope import Scope

_CASES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
# Both patterns end where the clause does: 未收到申请超期答复的投诉 denies something else.
_NO_APPLICATION = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|有)?(?:过|任何)?"
    r"(?:公民、法人(?:和|或|及)其他组织)?(?:的|提出)*"
    r"(?:政府信息公开(?:的)?申请|公开政府信息的申请|政府信息依申请公开(?:申请|事项)"
    r"|依申请公开(?:政府信息)?(?:的)?(?:申请|事项|件))"
    r"(?:的)?(?:情况|情形|事项|件)?(?=[。；，,）)])"
)
_NO_REVIEW = re.compile(
    r"(?:未|没有|无)(?:发生|出现|产生|收到)?(?:因|被|申请|提起|过|有|政府信息公开|工作|引发|引起|的)*"
    r"行政复议(?:案件|申请)?(?:、|和|及|或|与|，)?(?:被|提起|申请|的)*行政诉讼(?:的)?(?:案件|情况|情形|事项|申请)?"
    r"(?=[。；，,\n）)])"
)
_NOTHING_LEFT = re.compile(
    r"(?<!上年度)(?<!上年)(?<!去年)(?:未有|没有|无)(?:发生)?(?:需要?)?结转(?:至|到|入)?(?:下一?年度?|次年度?|明年)"
    r"(?:继续)?(?:办理|处理|答复)?(?:的)?(?:政府信息公开|依申请公开)?(?:的)?(?:申请|事项|件|情况|情形)?"
    r"(?=[。；，,）)])"
)
# 建议提案20件，均已办结，无结转下年度: what is named last before is what none of is left.
_NAMED = re.compile("(?:复议|诉讼)的?申请|复议|诉讼|建议|提案|信访|来信|热线|申请")


@rule("P307", severity=Severity.WARNING, basis=ARTICLE_50, version=3)
def none_means_zero(report: Report) -> Outcome:
    """
    Where the prose says that there were none, the table has no number either.

    Why: 未收到政府信息公开申请 beside a table of twelve contradicts it, and so does
    无结转下年度办理的申请 beside one that is carried out.
    Holds: received 0; 全年未收到政府信息公开申请.
    Breaks: received 12; 全年未收到政府信息公开申请.
    Not applicable: the prose denies nothing of the kind, or of another year, a part of the year or
    another organ, or the table was not found.
    """
    text = prose(report)
    scope = Scope(report.year, report.agency_name)
    denials = [
        (table, found, rows)
        for table, pattern, rows in (
            (report.applications, _NO_APPLICATION, ("received",)),
            (report.applications, _NOTHING_LEFT, ("carried_out",)),
            (report.review, _NO_REVIEW, _CASES),
        )
        if table is not None and (found := _denial(pattern, text.content, scope)) is not None
    ]
    if not denials:
        return NotApplicable("the prose denies neither applications nor cases")
    faults = (
        _contradiction(
            table,
            operands(table, tuple((row, "total") for row in rows)),
            found[0],
            text.span(*found.span()),
        )
        for table, found, rows in denials
    )
    return [fault for fault in faults if fault is not None]


def _denial(pattern: re.Pattern[str], content: str, scope: Scope) -> re.Match[str] | None:
    """Return the first denial that speaks of the organ's own year, and of what is counted."""
    for found in pattern.finditer(content):
        said = content[sentence_start(content, found.start()) : found.end()]
        if scope.owns(said) and (pattern is not _NOTHING_LEFT or _is_of_applications(said)):
            return found
    return None


def _is_of_applications(said: str) -> bool:
    """Tell whether applications for information are what the words name last."""
    return _NAMED.findall(said)[-1:] == ["申请"]


def _contradiction(
    table: Table, counted: tuple[Operand, ...], denial: str, span: Span
) -> Fault | None:
    """Return the fault of denying what the operands count, None where they count nothing."""
    total = sum(int(operand.value) for operand in counted if operand.value is not None)
    if not total:
        return None
    return Fault(
        zh=f"文字称“{denial}”，而{table_name(table.code)}中列有{total}件。",
        en=f"The prose denies what the table {table.code} counts: {total}.",
        span=span,
        pointer=counted[0].pointer,
        expected="0",
        actual=str(total),
        operands=counted,
    )

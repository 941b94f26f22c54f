"""Family S, fifth part: what depends on the kind of organ that reports."""

import re

from service.model.finding import Severity
from service.model.report import Report
from service.rules.glued import noted_where_glued
from service.rules.joined import prose
from service.rules.labels import column_label, row_label
from service.rules.organs import is_below_city, is_government
from service.rules.places import cell_span
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.structure.formats import EMPTY_PAGE, FREE_FORMAT, is_empty, template
from service.rules.sums import NO_TABLE_TWO, operands
from service.standard.law import ARTICLE_50

_RESULTS = {
    "工作考核": re.compile("考核|绩效|考评"),
    "社会评议": re.compile("评议|满意度|测评|第三方评估|社会评价"),
    "责任追究": re.compile("追究|问责|追责"),
}
LEGISLATION_LAW = "《中华人民共和国立法法》第九十一条、第九十三条；国办公开办函〔2021〕30号，表二"


@rule("S611", severity=Severity.INFO, basis=ARTICLE_50, since="1.1.0")
def assessment_stated(report: Report) -> Outcome:
    """
    A local government's own report tells the results of assessment, appraisal and accountability.

    Why: Article 50 asks the governments themselves for 工作考核、社会评议和责任追究结果情况; many
    tell of them in other words, so this is only noted.
    Holds: agency 河东市人民政府; section 1 开展工作考核和社会评议，未发生责任追究情形.
    Breaks: agency 河东市人民政府; section 1 按时公开各类信息.
    Not applicable: another organ's report or one whose kind the name does not tell, an empty
    page, or no national format.
    """
    if is_empty(report):
        return EMPTY_PAGE
    if template(report) is None:
        return FREE_FORMAT
    if report.agency_name is None or not is_government(report.agency_name):
        return NotApplicable("the report is not known to be a local government's own")
    content = prose(report).content
    missing = [what for what, words in _RESULTS.items() if not words.search(content)]
    if not missing:
        return []
    section = report.section(1)
    return [
        Fault(
            zh=f"政府本级年度报告没有写明{'、'.join(missing)}结果情况。",
            en=f"A government's own report lacks the results of {', '.join(missing)}.",
            span=section.heading if section is not None else None,
            pointer="/sections",
            expected="、".join(missing),
        )
    ]


@rule("S613", severity=Severity.WARNING, basis=LEGISLATION_LAW, since="1.1.0")
def regulations_by_entitled(report: Report) -> Outcome:
    """
    Only an organ that can make 规章 reports some.

    Why: 规章 are made by ministries, provinces and cities with districts; counties, districts,
    towns and their departments have 规范性文件, which belong into the next row. Where the numbers
    are printed without anything between them, this is only noted.
    Holds: agency 河东县水务局; regulations: issued 0, repealed 0, in_force 0.
    Breaks: agency 河东县水务局; regulations: issued 2, repealed 0, in_force 5.
    Not applicable: no table two or no numbers in its row 规章, or an organ that can make them or
    whose kind the name does not tell.
    """
    table = report.disclosure
    if table is None:
        return NO_TABLE_TWO
    if report.agency_name is None or not is_below_city(report.agency_name):
        return NotApplicable("the organ may be one that can make regulations")
    row = table.rows.get("regulations")
    cells = row.cells if row is not None else {}
    stated = [column for column, cell in cells.items() if cell.value is not None]
    if not stated:
        return NotApplicable("the row of regulations has no number")
    counted = [column for column in stated if table.value("regulations", column)]
    if not counted:
        return []
    label, first = row_label(table.code, "regulations"), counted[0]
    fault = Fault(
        zh=(
            f"{report.agency_name}不具有{label}制定权，而“{label}”"
            f"{column_label(table.code, first)}填写了{table.value('regulations', first)}，请核对。"
        ),
        en=f"{report.agency_name} cannot make regulations, but the table counts some.",
        span=cell_span(table, "regulations", first),
        pointer=table.pointer("regulations", first),
        expected="0",
        actual=str(table.value("regulations", first)),
        operands=operands(table, (("regulations", column) for column in counted)),
    )
    return [noted_where_glued(fault, table, ("regulations",))]

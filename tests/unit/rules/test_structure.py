"""What the rules on sections and tables say, and when they doubt the reading instead."""

from dataclasses import replace

import pytest

from service.model.finding import Finding, Origin, Severity
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.model.table import Row, Table
from service.rules.catalogue import check
from tests.builders import Rows, build_report


def _only(report: Report, rule: str) -> Finding:
    [finding] = [finding for finding in check(report).findings if finding.rule == rule]
    return finding


def _with_rows(table: Table | None, *codes: str) -> Table:
    assert table is not None
    rows = {code: Row(code, None, {}) for code in codes}
    return replace(table, rows={**table.rows, **rows})


def test_one_row_for_other_results_after_2020_is_no_missing_row() -> None:
    report = build_report(
        applications={
            f"other.{why}": None for why in ("correction_overdue", "fee_overdue", "other")
        }
    )
    assert _only(report, "S606").severity is Severity.ERROR
    single = replace(report, applications=_with_rows(report.applications, "other"))
    assert not [finding for finding in check(single).findings if finding.rule == "S606"]


def test_three_rows_for_other_results_in_2020_are_no_missing_row() -> None:
    report = build_report(year=2020, form="2019", applications={"other": None})
    three = replace(report, applications=_with_rows(report.applications, "other.other"))
    assert not [finding for finding in check(three).findings if finding.rule == "S606"]


@pytest.mark.parametrize(
    ("review", "named"),
    [
        ({"reconsideration": [None, 0, 0, 0, 0]}, "（行政复议/结果维持）"),
        (
            {"reconsideration": [None, None, None, 0, 0]},
            "（行政复议/结果维持、行政复议/结果纠正、行政复议/其他结果）",
        ),
        (
            {"reconsideration": [None, None, None, None, 0]},
            "（行政复议/结果维持、行政复议/结果纠正、行政复议/其他结果等）",
        ),
    ],
)
def test_blank_cells_are_counted_and_the_first_named(review: Rows, named: str) -> None:
    finding = _only(build_report(review=review), "S607")
    assert f"有{len(finding.operands)}格未填数字{named}" in finding.message.zh


def test_a_single_blank_cell_is_pointed_at_and_several_by_their_table() -> None:
    one = _only(build_report(review={"reconsideration": [0, None, 0, 0, 0]}), "S607")
    two = _only(build_report(review={"reconsideration": [0, None, None, 0, 0]}), "S607")
    assert one.pointer == "/review/reconsideration/corrected"
    assert two.pointer == "/review"


def test_missing_rows_are_counted_and_the_first_named() -> None:
    rows = ("granted", "partially_granted", "carried_in")
    three = _only(build_report(applications=dict.fromkeys(rows)), "S606")
    four = _only(build_report(applications=dict.fromkeys((*rows, "carried_out"))), "S606")
    assert "缺少3行" in three.message.zh
    assert three.message.zh.endswith("”。")
    assert four.message.zh.endswith("”等。")


MISSING = {"litigation_direct": None}


def _problem(kind: ProblemKind, span: Span | None, pointer: str | None = None) -> list[Problem]:
    return [Problem(kind, "Met.", pointer, "3", span)]


def test_a_number_without_a_cell_in_the_same_section_makes_the_reading_doubtful() -> None:
    plain = build_report(review=MISSING)
    section = plain.section(4)
    assert section is not None
    inside = Span(section.body.end - 1, section.body.end)
    before = Span(section.body.start - 1, section.body.start)
    after = Span(section.body.end, section.body.end + 1)
    kind = ProblemKind.NUMBER_NOT_PLACED
    doubted = _only(build_report(review=MISSING, problems=_problem(kind, inside)), "S606")
    assert (doubted.severity, doubted.origin) == (Severity.INFO, Origin.EXTRACTION)
    assert "没有找到" in doubted.message.zh
    for elsewhere in (before, after, None):
        certain = _only(build_report(review=MISSING, problems=_problem(kind, elsewhere)), "S606")
        assert (certain.severity, certain.origin) == (Severity.ERROR, Origin.SOURCE)


def test_a_problem_of_another_kind_or_table_is_no_doubt() -> None:
    for kind, pointer in (
        (ProblemKind.UNIT_NOT_PRINTED, "/review"),
        (ProblemKind.NUMBER_NOT_PLACED, "/applications/received"),
    ):
        problems = _problem(kind, None, pointer)
        assert (
            _only(build_report(review=MISSING, problems=problems), "S606").origin is Origin.SOURCE
        )


def test_a_section_whose_table_is_there_has_only_lost_its_heading() -> None:
    report = build_report(sections={3: None})
    assert _only(report, "S602").severity is Severity.ERROR
    found = replace(report, applications=build_report().applications)
    assert _only(found, "S602").severity is Severity.INFO


def test_a_text_without_any_section_lacks_all_six_and_no_list_of_them() -> None:
    nothing = build_report(sections=dict.fromkeys(range(1, 7)))
    lacking = replace(nothing, review=build_report().review)
    found = [finding for finding in check(lacking).findings if finding.rule == "S602"]
    assert [finding.message.zh.startswith("缺少“一、") for finding in found][:1] == [True]
    figures = [("letters_received", 3)]
    alone = replace(nothing, narrative=build_report(figures=figures).narrative)
    assert _only(alone, "S602").message.zh == "缺少全部六个部分。"

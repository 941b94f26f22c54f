"""A table that the text ends in is said to be cut off, and not to lack rows."""

from dataclasses import replace

import pytest

from service.model.finding import Severity
from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.parsing.assemble import parse
from service.rules.catalogue import check
from service.rules.endings import (
    begins_late,
    cut_off_tables,
    last_section,
    rows_within,
    stops_early,
    unfinished_sentence,
)
from service.standard.format_2021 import FORMAT_2021
from tests.builders import build_report

LACKING = {"carried_out": None}
REST: dict[int, str | None] = dict.fromkeys(range(2, 7))
WITHOUT_REST = {4: None, 5: None, 6: None}


def test_a_table_without_its_last_row_and_with_nothing_behind_is_cut_off() -> None:
    report = build_report(applications=LACKING, sections=WITHOUT_REST, signed_on=None)
    assert cut_off_tables(report) == {"applications"}
    [finding] = [finding for finding in check(report).findings if finding.rule == "T904"]
    assert finding.pointer == "/applications"
    assert finding.place is not None
    assert finding.place.quote.startswith("自然人\t商业企业")
    assert "S606" not in {finding.rule for finding in check(report).findings}


def test_the_head_of_the_next_row_may_stand_behind_it() -> None:
    report = build_report(
        applications=LACKING,
        sections={4: "四、结转", 5: None, 6: None},
        review=None,
        signed_on=None,
    )
    assert cut_off_tables(report) == {"applications"}


@pytest.mark.parametrize(
    "report",
    [
        build_report(),
        build_report(sections=WITHOUT_REST, signed_on=None),
        build_report(applications=LACKING, sections=WITHOUT_REST),
        build_report(applications=LACKING, signed_on=None),
        build_report(year=2015, form="pre2019", signed_on=None),
    ],
    ids=["whole", "all rows", "signed", "sections behind it", "no format"],
)
def test_what_goes_on_or_is_whole_is_not_cut_off(report: Report) -> None:
    assert cut_off_tables(report) == frozenset()


def test_a_table_that_the_reader_says_the_text_ends_in_is_cut_off() -> None:
    pointer = "/applications/carried_out/total"
    problem = Problem(ProblemKind.TEXT_ENDS_IN_TABLE, "It ends.", pointer, "1", Span(0, 1))
    assert cut_off_tables(build_report(problems=[problem])) == {"applications"}


def test_sections_behind_the_end_of_a_text_are_not_missing() -> None:
    report = build_report(applications=LACKING, sections=WITHOUT_REST, signed_on=None)
    assert last_section(report) == 3
    assert "S602" not in {finding.rule for finding in check(report).findings}


def test_a_text_may_end_in_mid_sentence() -> None:
    report = build_report(
        sections={1: "我局认真落实各项要求，及时更新栏目内容，方便公众", **REST}, signed_on=None
    )
    assert last_section(report) == 1
    [finding] = [finding for finding in check(report).findings if finding.rule == "T904"]
    assert finding.place is not None
    assert finding.place.quote == "我局认真落实各项要求，及时更新栏目内容，方便公众"
    assert "S602" not in {finding.rule for finding in check(report).findings}


@pytest.mark.parametrize(
    "report",
    [
        build_report(),
        build_report(sections={1: "我局认真落实各项要求，方便公众。", **REST}, signed_on=None),
        build_report(sections={1: "工作落实。河东市水务局", **REST}, signed_on=None),
        build_report(sections={1: "我局认真落实各项要求，方便广大公众", **REST}),
    ],
    ids=["whole", "a full stop", "a name", "signed"],
)
def test_a_text_may_end_with_a_whole_sentence_a_name_or_a_signature(report: Report) -> None:
    assert unfinished_sentence(report) is None


@pytest.mark.parametrize("day", ["2025年1月", "二〇二五年一月", "2O25年1月21日", "2025年1月2l日"])
def test_a_signature_without_a_readable_day_ends_a_text(day: str) -> None:
    report = build_report(signed_on=None, sections={6: f"无其他事项。\n河东市水务局\n{day}"})
    assert unfinished_sentence(report) is None


@pytest.mark.parametrize(
    "behind",
    [
        "附件：1.河东市水务局2024年政府信息公开工作年度报告.docx",
        "上一篇：河东市审计局2024年政府信息公开工作年度报告\n下一篇：没有了",
        "主办：河东市人民政府办公室 承办：河东市大数据中心\n苏ICP备05000001号-1",
        "您是第 1234567 位访客",
        "联系人：王某某，联系电话：0500-88123456",
        "[返回顶部] [关闭窗口]\nCopyright © 2025 All Rights Reserved",
    ],
)
@pytest.mark.parametrize("section", [1, 6])
def test_what_stands_around_a_report_on_its_page_is_no_unfinished_sentence(
    behind: str, section: int
) -> None:
    sections: dict[int, str | None] = {section: f"我局认真落实各项要求。\n{behind}"}
    sections |= dict.fromkeys(range(section + 1, 7))
    assert unfinished_sentence(build_report(sections=sections, signed_on=None)) is None


def test_the_last_section_needs_no_full_stop_but_must_not_end_amid_words() -> None:
    whole = build_report(sections={6: "本机关2024年度无其他需要报告的事项"}, signed_on=None)
    assert unfinished_sentence(whole) is None
    torn = build_report(sections={6: "本机关2024年度收取信息处理费的"}, signed_on=None)
    assert unfinished_sentence(torn) is not None


def test_a_table_may_be_appended_to_a_report_of_before_2019() -> None:
    table = "加强培训。\n附表\n指标 单位 数量\n收到申请数 件 12\n行政复议数 件 0\n行政诉讼数 件 0"
    sections = {5: table, 6: None}
    report = build_report(year=2015, form="pre2019", sections=sections, signed_on=None)
    assert unfinished_sentence(report) is None
    assert (
        stops_early(build_report(year=2015, form="pre2019", sections=REST, signed_on=None)) is None
    )


def alarms(report: Report) -> set[str]:
    return {each.rule for each in check(report).findings if each.severity is not Severity.INFO}


def test_an_unsigned_text_that_does_not_reach_section_five_is_torn_off() -> None:
    report = build_report(sections=WITHOUT_REST, review=None, signed_on=None)
    assert stops_early(report) is not None
    assert last_section(report) == 3
    assert alarms(report) == {"T904"}


@pytest.mark.parametrize(
    "report",
    [
        build_report(),
        build_report(sections={6: None}, signed_on=None),
        build_report(sections=WITHOUT_REST),
    ],
    ids=["whole", "up to section five", "signed"],
)
def test_a_text_that_is_signed_or_goes_on_to_section_five_is_not_torn_off(report: Report) -> None:
    assert stops_early(report) is None
    assert begins_late(report) is None


def test_a_report_by_rules_of_its_own_may_end_with_its_third_section() -> None:
    own = {"form": None, "sections": WITHOUT_REST, "signed_on": None}
    assert stops_early(build_report(**own)) is None
    # Of a text that names no year the format is not known.
    assert stops_early(build_report(**own, year=None)) is not None


def test_a_text_without_title_and_section_one_has_lost_its_beginning() -> None:
    late = {"title": None, "disclosure": None, "sections": {1: None, 2: None}}
    report = build_report(**late)
    assert begins_late(report) is not None
    assert alarms(report) == {"T904"}
    assert begins_late(build_report(disclosure=None, sections={1: None, 2: None})) is None
    assert stops_early(
        build_report(**late | {"signed_on": None, "sections": {1: None, 2: None, 6: None}})
    )


def test_a_row_missing_within_a_torn_table_is_missing() -> None:
    lacking = {"granted": None, "carried_out": None}
    report = build_report(applications=lacking, sections=WITHOUT_REST, signed_on=None)
    [finding] = [finding for finding in check(report).findings if finding.rule == "S606"]
    assert finding.expected == "granted"


def without_headings(report: Report, *numbers: int) -> Report:
    kept = tuple(section for section in report.sections if section.number not in numbers)
    return replace(report, sections=kept)


def test_rows_before_the_beginning_of_a_torn_text_are_not_missing() -> None:
    _, applications, review = FORMAT_2021.tables()
    rows = {
        "applications": {"received": None, "carried_in": None},
        "review": {"reconsideration": None},
    }
    late = {"title": None, "disclosure": None, "sections": {1: None, 2: None}}
    torn = without_headings(build_report(**late, **rows), 3, 4)
    assert rows_within(torn, applications)[0] == "granted"
    assert rows_within(torn, review) == list(review.row_codes())
    for whole in (build_report(**late, **rows), without_headings(build_report(**rows), 3, 4)):
        assert rows_within(whole, applications) == list(applications.row_codes())


@pytest.mark.parametrize("matter", ["存在的主要问题是公开不够及时。", "未收取信息处理费。"])
def test_a_text_with_the_matter_of_the_last_sections_goes_on_to_them(matter: str) -> None:
    def ending(words: str) -> Report:
        return build_report(review=None, sections={4: words, 5: None, 6: None}, signed_on=None)

    assert "T904" not in alarms(ending(matter))
    assert "T904" in alarms(ending("无。"))


def test_tables_may_be_appended_to_a_report_that_nobody_signed() -> None:
    labels = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
    )
    rows = "".join(f"{label} 0 0 0 0 0 0 0\n" for label in labels)
    text = (
        "河东市水务局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n见附表。\n六、其他需要报告的事项\n无其他事项。\n"
        "附表：收到和处理政府信息公开申请的申请人情况和本年度的\n"
    )
    report = parse(f"{text}{rows}".encode())
    assert report.applications is not None
    assert unfinished_sentence(report) is None
    assert unfinished_sentence(parse(text.encode())) is not None

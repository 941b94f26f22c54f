"""Tables whose caption names another year or organ, in the section of the table and elsewhere."""

import pytest

from service.standard.format_2021 import APPLICATIONS
from tests.unit.parsing.writing import (
    BEHIND,
    LAYOUTS,
    THREE,
    Layout,
    html,
    kinds,
    lines,
    pipes,
    read,
    row,
)

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
LAST = "六、其他需要报告的事项\n无。\n"
OTHERS = (
    "附：2022年收到和处理政府信息公开申请情况",
    "附件2：2022年度河东市水务局政府信息公开申请情况统计表",
    "附件：河西区人民政府政府信息公开申请情况表",
    "表3 河西区水务局2023年收到和处理政府信息公开申请情况",
    "上年收到和处理政府信息公开申请情况",
    "去年的情况如下：",
)
OWN = (
    "附表",
    "2023年度收到和处理政府信息公开申请情况",
    "附件3 河东市水务局收到和处理政府信息公开申请情况",
    "附：市水务局2023年收到和处理政府信息公开申请情况",
    "与上年相比，情况如下：",
)
FILLED = [9, 0, 0, 0, 0, 0, 9]
BLANK: list[object] = [None] * 7


def table(layout: Layout, *values: object) -> str:
    head = layout(["申请人情况"]) + layout(COLUMNS)
    return head + "".join(layout([template.label, *values]) for template in APPLICATIONS.rows)


def captioned(caption: str, layout: Layout) -> str:
    return (f"<p>{caption}</p>" if layout is html else caption) + "\n" + table(layout, *FILLED)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("caption", OTHERS)
def test_a_table_of_another_year_or_organ_is_not_read_behind_the_report(
    caption: str, layout: Layout
) -> None:
    appended = LAST + captioned(caption, layout)
    report = read(THREE + table(pipes, *[""] * 7) + BEHIND + appended)
    assert row(report, "applications", "received") == BLANK
    assert "number-not-placed" in kinds(report, "/applications")
    report = read(THREE + "详见附表。\n" + BEHIND + appended)
    assert report.applications is None
    assert [report.text.quote(one.span) for one in report.problems if one.span] == [caption]


@pytest.mark.parametrize("layout", [pipes, lines])
@pytest.mark.parametrize("caption", OTHERS)
def test_a_second_table_of_another_year_or_organ_takes_nothing_from_the_first(
    caption: str, layout: Layout
) -> None:
    own = [4, 0, 0, 0, 0, 0, 4]
    report = read(THREE + table(layout, *own) + captioned(caption, layout) + BEHIND)
    assert row(report, "applications", "received") == own
    assert report.problems == ()
    report = read(THREE + table(layout, *[""] * 7) + captioned(caption, layout) + BEHIND)
    assert row(report, "applications", "received") == BLANK
    assert "number-not-placed" in kinds(report, "/applications")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("caption", OWN)
def test_a_table_of_the_year_and_the_organ_is_read_wherever_it_stands(
    caption: str, layout: Layout
) -> None:
    report = read(THREE + "详见附表。\n" + BEHIND + LAST + captioned(caption, layout))
    assert row(report, "applications", "received") == FILLED
    report = read(THREE + captioned(caption, layout) + BEHIND)
    assert row(report, "applications", "received") == FILLED


@pytest.mark.parametrize("caption", OTHERS)
def test_in_its_own_section_a_table_alone_is_the_reports_but_for_last_years(caption: str) -> None:
    report = read(THREE + captioned(caption, pipes) + BEHIND)
    if caption in OTHERS[-2:]:
        assert report.applications is None
        assert "number-not-placed" in kinds(report, "/applications")
    else:
        assert row(report, "applications", "received") == FILLED

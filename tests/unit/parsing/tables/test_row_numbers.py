"""A column that counts the rows, read out of whole tables."""

import pytest

from service.standard.format_2021 import APPLICATIONS
from tests.unit.parsing.writing import (
    BEHIND,
    FOUR,
    THREE,
    TWO,
    Layout,
    html,
    kinds,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

LAYOUTS = (pipes, tabs, spaces, html)
HEAD = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
DECISIONS = ["信息内容", "本年处理决定数量"]


def commas(cells: object) -> str:
    return ",".join(map(str, cells)) + "\n"  # type: ignore[call-overload]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("layout", [*LAYOUTS, commas])
def test_a_column_that_counts_the_rows_is_none_of_the_formats(layout: Layout, first: int) -> None:
    rows = [[template.label, 1, 2, 3, 0, 0, 0, 6] for template in APPLICATIONS.rows]
    text = "".join(layout([number, *cells]) for number, cells in enumerate(rows, first))
    report = read(THREE + text + BEHIND)
    for template in APPLICATIONS.rows:
        assert row(report, "applications", template.code) == [1, 2, 3, 0, 0, 0, 6]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_next_rows_number_is_no_value_of_a_blank_row(layout: Layout) -> None:
    rows = (HEAD, ["规章", 0, 5, 7], ["行政规范性文件", 1, 2, 3], DECISIONS)
    rows += (["行政许可", 4], ["行政处罚", "—"], ["行政强制", 6])
    report = read(TWO + "".join(layout([at, *cells]) for at, cells in enumerate(rows)) + BEHIND)
    assert row(report, "disclosure", "penalties") == [None]
    assert row(report, "disclosure", "coercive_measures") == [6]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_of_one_group_each_count_their_rows_anew_under_their_head(layout: Layout) -> None:
    text = layout(["序号", *HEAD]) + layout([1, "规章", 0, 5, 7])
    text += layout([2, "行政规范性文件", 1, 2, 3]) + layout(["序号", *DECISIONS])
    text += layout([1, "行政许可", 4]) + layout(["序号", *DECISIONS])
    report = read(TWO + text + layout([1, "行政处罚", 8]) + layout([2, "行政强制", 6]) + BEHIND)
    assert row(report, "disclosure", "normative_documents") == [1, 2, 3]
    assert row(report, "disclosure", "licensing") == [4]
    assert row(report, "disclosure", "penalties") == [8]
    assert report.problems == ()


@pytest.mark.parametrize("layout", [pipes, tabs])
def test_the_index_before_the_values_of_table_four_is_none_of_them(layout: Layout) -> None:
    values = [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 11, 12, 13, 45]
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = (
        ["行政复议"] * 5 + ["行政诉讼"] * 10,
        outcomes + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5,
        outcomes * 3,
        values,
    )
    report = read(FOUR + "".join(layout([at, *cells]) for at, cells in enumerate(rows)) + BEHIND)
    assert row(report, "review", "litigation_direct") == values[5:10]


def test_numbers_before_labels_that_do_not_count_are_no_numbering() -> None:
    rows = "".join(pipes([3, label, 5]) for label in ("行政许可", "行政处罚", "行政强制"))
    report = read(TWO + pipes(DECISIONS) + rows + BEHIND)
    assert kinds(report, "/disclosure")


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_values_that_count_up_in_cells_of_their_own_lines_are_values(mark: str) -> None:
    cells = "".join(f"{mark} {value} {mark}\n" for value in (0, 1, 2, 3, 4, 5, 15))
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
    report = read(THREE + "".join(f"{mark} {label} {mark}\n{cells}" for label in labels) + BEHIND)
    assert row(report, "applications", "received") == [0, 1, 2, 3, 4, 5, 15]

"""Values and the rows they go to, where the layout leaves the label of some in doubt."""

import pytest

from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    THREE,
    TWO,
    Layout,
    disclosure_2021,
    kinds,
    read,
    row,
)

FIRST = [5, 1, 0, 0, 0, 0, 6]
SECOND = [2, 0, 0, 0, 0, 0, 2]
THIRD = [7, 1, 0, 0, 0, 0, 8]


def printed(values: list[int]) -> str:
    return " ".join(map(str, values)) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{RECEIVED} {printed(FIRST)}{CARRIED_IN} {printed(SECOND)}{GRANTED} {printed(THIRD)}",
        f"{RECEIVED}\n{printed(FIRST)}{CARRIED_IN}\n{printed(SECOND)}{GRANTED}\n{printed(THIRD)}",
        (
            f"{RECEIVED[:8]}\n{printed(FIRST)}{RECEIVED[8:]}\n{CARRIED_IN[:8]}\n{printed(SECOND)}"
            f"{CARRIED_IN[8:]}\n{GRANTED} {printed(THIRD)}"
        ),
        (
            f"{RECEIVED[:8]} {printed(FIRST)}{RECEIVED[8:]}\n{CARRIED_IN} {printed(SECOND)}"
            f"{GRANTED} {printed(THIRD)}"
        ),
    ],
    ids=["behind", "below", "inside", "behind the first half"],
)
def test_values_find_their_label_wherever_it_is_wrapped(text: str) -> None:
    report = read(THREE + text + BEHIND)
    assert row(report, "applications", "received") == FIRST
    assert row(report, "applications", "carried_in") == SECOND
    assert row(report, "applications", "granted") == THIRD


def test_values_above_their_labels_are_right_or_null() -> None:
    text = f"{printed(FIRST)}{RECEIVED}\n{printed(SECOND)}{CARRIED_IN}\n{printed(THIRD)}{GRANTED}\n"
    report = read(THREE + text + BEHIND)
    for code, values in (("received", FIRST), ("carried_in", SECOND), ("granted", THIRD)):
        if report.applications is not None and code in report.applications.rows:
            assert row(report, "applications", code) in (values, [None] * 7), code


def test_values_between_two_rows_belong_to_the_one_row_between_or_are_kept_out() -> None:
    text = f"{RECEIVED} {printed(FIRST)}{printed(SECOND)}{GRANTED} {printed(THIRD)}"
    report = read(THREE + text + BEHIND)
    assert row(report, "applications", "received") in (FIRST, [None] * 7)
    assert report.applications is not None
    carried_in = report.applications.value("carried_in", "total")
    assert carried_in == SECOND[6] or (carried_in is None and report.problems)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("note", ["（含公共服务）", "（按政务服务事项统计）", "（地方政府规章）"])
def test_a_note_in_brackets_behind_a_label_hides_no_value(layout: Layout, note: str) -> None:
    table = disclosure_2021(layout)
    for label in ("规章", "行政许可", "行政强制"):
        table = table.replace(f"{label}", f"{label}{note}")
    report = read(TWO + table)
    assert row(report, "disclosure", "regulations") == [0, 0, 4]
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "disclosure", "coercive_measures") == [1]
    assert report.problems == ()


def test_numbers_behind_the_label_of_the_next_row_go_to_no_row_before_it() -> None:
    partly = "（二）部分公开（区分处理的，只计这一情形，不计其他情形\n"
    text = f"{RECEIVED} {printed(FIRST)}{CARRIED_IN} {printed(SECOND)}{GRANTED}\n{partly}"
    report = read(THREE + text + f"） {printed(THIRD)}7/12\n" + BEHIND)
    assert row(report, "applications", "granted") == [None] * 7
    assert kinds(report, "/applications")


def test_a_lone_number_behind_a_label_bounds_no_rows_before_it() -> None:
    partly = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n"
    text = f"{printed(FIRST)}{RECEIVED}\n{printed(SECOND)}{CARRIED_IN}\n{GRANTED}\n"
    report = read(THREE + text + f"{printed(THIRD)}{partly}7\n（三）不予公开\n" + BEHIND)
    assert row(report, "applications", "granted") == [None] * 7
    assert kinds(report, "/applications")


def test_a_group_of_more_numbers_than_its_row_shows_that_the_others_are_no_rows() -> None:
    labels = "规章 行政规范性文件 行政许可 行政处罚 行政强制 现行有效件数 28 第二十条第（六）项 93"
    torn = f"{labels} 本年处理决定数量 12 本年处理决定数量 209 0 本年收费金额（单位：万元） 1"
    text = "\n\n".join(f"{torn} 行政事业性收费 0".split())
    report = read(TWO + text + "\n" + BEHIND)
    assert row(report, "disclosure", "coercive_measures") == [None]
    assert kinds(report, "/disclosure")

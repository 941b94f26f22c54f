import pytest

from tests.unit.parsing.writing import BEHIND, FOUR, LAYOUTS, Layout, html, kinds, read, row

HEAD = (
    ["行政复议", "行政诉讼"],
    ["未经复议直接起诉", "复议后起诉"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3,
)
VALUES = [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 11, 12, 13, 45]
CODES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_fifteen_values_are_three_rows(layout: Layout) -> None:
    report = read(FOUR + "".join(map(layout, HEAD)) + layout(VALUES) + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        VALUES[:5],
        VALUES[5:10],
        VALUES[10:],
    ]


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout is not html])
def test_fourteen_values_are_null_with_a_problem(layout: Layout) -> None:
    report = read(FOUR + "".join(map(layout, HEAD)) + layout(VALUES[:14]) + "\n" + BEHIND)
    read_values = [value for code in CODES for value in row(report, "review", code)]
    assert read_values in ([None] * 15, [*VALUES[:14], None])
    assert kinds(report, "/review")


def test_characters_of_the_head_in_any_order_are_no_hindrance() -> None:
    head = (
        "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
        + "结果\n维持 结果\n纠正 其他\n结果 尚未\n审结 总计\n" * 3
    )
    report = read(FOUR + head + " ".join(map(str, VALUES)) + "\n" + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        VALUES[:5],
        VALUES[5:10],
        VALUES[10:],
    ]


def test_prose_about_no_reviews_is_no_table() -> None:
    assert read(FOUR + "本年度没有发生行政复议和行政诉讼。\n" + BEHIND).review is None

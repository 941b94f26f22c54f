import pytest

from tests.unit.parsing.writing import (
    BEHIND,
    FOUR,
    LAYOUTS,
    Layout,
    html,
    kinds,
    lines,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

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


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_one_cell_too_many_leaves_the_first_column_open(layout: Layout) -> None:
    cells = [3, 0, 0, 0, 0, "", 0, 0, 0, 0, "", 0, 0, 0, 0, ""]
    report = read(FOUR + "".join(map(layout, HEAD)) + layout(cells) + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [[None] * 5] * 3
    assert kinds(report, "/review")


@pytest.mark.parametrize(
    ("digits", "values"),
    [
        ("123060000010102", [1, 2, 3, 0, 6]),
        ("12-030000010102", [1, 2, None, 0, 3]),
        ("123040000010102", [None] * 5),
    ],
)
def test_fifteen_digits_run_together_are_read_where_they_add_up(
    digits: str, values: list[object]
) -> None:
    head = "".join("".join(cells) for cells in HEAD)
    report = read(FOUR + head + digits + "\n" + BEHIND)
    assert row(report, "review", "reconsideration") == values
    assert (None in values) is bool(kinds(report, "/review"))


def test_labels_with_numbers_behind_are_no_sentence_where_other_numbers_are_left() -> None:
    torn = (
        "行政复议\n行政诉讼\n未经复议直接起诉\n结果维持\n5\n结果纠正\n3\n其他结果\n1\n尚未审结\n5\n"
    )
    torn += "复议后起诉\n总计\n14\n" + "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n" * 2
    report = read(FOUR + torn + lines([1, 2, 2, 0, 5, 2, 1, 3, 3, 9]) + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [[None] * 5] * 3
    assert kinds(report, "/review")


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout is not html])
def test_fourteen_values_are_null_with_a_problem(layout: Layout) -> None:
    report = read(FOUR + "".join(map(layout, HEAD)) + layout(VALUES[:14]) + "\n" + BEHIND)
    read_values = [value for code in CODES for value in row(report, "review", code)]
    assert read_values in ([None] * 15, [*VALUES[:14], None])
    assert kinds(report, "/review")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_fifteen_values_without_a_head_are_the_table_of_their_section_alone(layout: Layout) -> None:
    prose = "因政府信息公开被申请行政复议10件。\n"
    report = read(FOUR + prose + layout(VALUES) + BEHIND)
    assert row(report, "review", "litigation_direct") == VALUES[5:10]
    assert read(FOUR + prose + layout(VALUES[:14]) + BEHIND).review is None
    assert read(FOUR + prose + layout(VALUES) + layout([1, 2]) + BEHIND).review is None
    assert read(FOUR + prose + BEHIND + layout(VALUES)).review is None


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


def test_a_blank_table_whose_head_is_broken_over_lines_is_there() -> None:
    head = "行政复议 行政诉讼\n结果维 结果纠 其他结 尚未审 总 未经复议直接起诉 复议后起诉\n"
    head += "持 正 果 结 计 结果维 结果纠 其他结 尚未审 总\n持 正 果 结 计\n"
    report = read(FOUR + head + "\u3000 " * 15 + "\n" + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [[None] * 5] * 3
    assert report.problems == ()


def test_prose_about_no_reviews_is_no_table() -> None:
    assert read(FOUR + "本年度没有发生行政复议和行政诉讼。\n" + BEHIND).review is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "head",
    [
        (*HEAD[:2], ["总计", "结果维持", "结果纠正", "其他结果", "尚未审结"] * 3),
        (["行政诉讼", "行政复议"], *HEAD[1:]),
        (HEAD[0], ["复议后起诉", "未经复议直接起诉"], HEAD[2]),
    ],
)
def test_values_under_a_head_in_another_order_are_not_read_by_their_place(
    layout: Layout, head: tuple[list[str], ...]
) -> None:
    report = read(FOUR + "".join(map(layout, head)) + layout(VALUES) + BEHIND)
    assert [value for code in CODES for value in row(report, "review", code)] == [None] * 15
    assert kinds(report, "/review")


IN_WORDS = "结果维持 0，结果纠正 2，其他结果 1，尚未审结 0，总计 3"


@pytest.mark.parametrize("end", ["。\n", "\n", "。\n行政诉讼：无。\n", "；行政诉讼无。\n"])
def test_a_group_written_out_in_words_is_read(end: str) -> None:
    report = read(FOUR + "行政复议：" + IN_WORDS + end + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        [0, 2, 1, 0, 3],
        [None] * 5,
        [None] * 5,
    ]
    assert not report.problems


def test_all_groups_in_words_are_read_and_what_is_not_named_is_blank() -> None:
    text = (
        "行政复议结果维持1件、结果纠正2件，总计3件；行政诉讼未经复议直接起诉的，结果维持4件，"
        "总计4件；复议后起诉，尚未审结5件，总计5件。\n"
    )
    report = read(FOUR + text + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        [1, 2, None, None, 3],
        [4, None, None, None, 4],
        [None, None, None, 5, 5],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "行政诉讼：" + IN_WORDS,
        "行政复议：" + IN_WORDS + "。行政复议：" + IN_WORDS,
        "行政复议：" + IN_WORDS.replace("其他结果", "结果维持"),
        "行政复议：" + IN_WORDS.replace("2", "1\n2"),
    ],
)
def test_words_that_name_no_group_or_a_column_twice_are_left_out_with_a_problem(text: str) -> None:
    report = read(FOUR + text + "。\n" + BEHIND)
    assert all(value is None for code in CODES for value in row(report, "review", code))
    assert kinds(report, "/review") == {"number-not-placed"}


def test_numbers_one_by_one_under_the_head_have_a_problem_and_a_page_number_has_none() -> None:
    head = "".join(map(lines, HEAD))
    assert kinds(read(FOUR + head + "7\n" + BEHIND), "/review") == set()
    apart = head + "行政复议维持\n1\n行政复议纠正\n2\n"
    assert kinds(read(FOUR + apart + BEHIND), "/review") == {"number-not-placed"}


def test_prose_with_a_word_or_two_of_the_head_is_no_table() -> None:
    assert read(FOUR + "本年行政复议结果维持，没有结果纠正的。\n" + BEHIND).review is None


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout is not spaces])
def test_blank_totals_are_null_also_where_nothing_shows_the_last(layout: Layout) -> None:
    values = [1, 2, 3, 4, "", 5, 6, 7, 8, "", 9, 11, 12, 13]
    report = read(FOUR + "".join(map(layout, HEAD)) + layout(values) + "\n" + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        [1, 2, 3, 4, None],
        [5, 6, 7, 8, None],
        [9, 11, 12, 13, None],
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_marks_for_no_number_are_counted_as_cells(layout: Layout) -> None:
    values = ["无", 2, "无", 1, 3, 1, 2, 2, 2, 7, "/", "/", 2, 2, 4]
    report = read(FOUR + "".join(map(layout, HEAD)) + layout([*values]) + BEHIND)
    assert row(report, "review", CODES[0]) == [None, 2, None, 1, 3]
    assert row(report, "review", CODES[2]) == [None, None, 2, 2, 4]


def test_a_zero_alone_under_the_head_is_no_page_number_and_has_a_problem() -> None:
    report = read(FOUR + "".join(map(lines, HEAD)) + "0\n" + BEHIND)
    assert kinds(report, "/review") == {"number-not-placed"}


NAMES = ("行政复议", "行政诉讼\n未经复议直接起诉", "复议后起诉")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (0, 2, 1)])
def test_three_tables_of_five_are_the_rows_that_they_are_named(
    layout: Layout, order: tuple[int, ...]
) -> None:
    fives = [VALUES[:5], VALUES[5:10], VALUES[10:]]
    text = "".join(
        layout([name]) + layout(HEAD[2][:5]) + layout(fives[row])
        for row in order
        for name in [NAMES[row]]
    )
    report = read(FOUR + text + BEHIND)
    assert [row(report, "review", code) for code in CODES] == fives


def test_three_tables_of_five_of_which_two_have_one_name_are_left_out() -> None:
    fives = [VALUES[:5], VALUES[5:10], VALUES[10:]]
    names = (NAMES[0], NAMES[2], NAMES[2])
    text = "".join(
        f"{name}\n{spaces(HEAD[2][:5])}{spaces(five)}"
        for name, five in zip(names, fives, strict=True)
    )
    report = read(FOUR + text + BEHIND)
    assert all(value is None for code in CODES for value in row(report, "review", code))
    assert kinds(report, "/review") == {"number-not-placed"}


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_a_number_before_fifteen_blank_cells_is_in_no_column(layout: Layout) -> None:
    head = "".join(layout([number, *cells]) for number, cells in enumerate(HEAD, 1))
    report = read(FOUR + head + layout([4, *[""] * 15]) + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [[None] * 5] * 3
    assert any(problem.printed == "4" for problem in report.problems)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("litigation_first", [False, True])
def test_reconsideration_and_litigation_may_have_a_table_each(
    layout: Layout, *, litigation_first: bool
) -> None:
    outcomes = HEAD[2][:5]
    tables = [
        layout(["行政复议"]) + layout(outcomes) + layout(VALUES[:5]),
        layout(["行政诉讼"]) + layout(HEAD[1]) + layout(outcomes * 2) + layout(VALUES[5:]),
    ]
    report = read(FOUR + "".join(reversed(tables) if litigation_first else tables) + BEHIND)
    rows = [row(report, "review", code) for code in CODES]
    assert rows == [VALUES[:5], VALUES[5:10], VALUES[10:]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_and_values_on_lines_of_their_own_are_the_rows_that_they_are_under(
    layout: Layout,
) -> None:
    text = ""
    for number, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        values = VALUES[5 * number : 5 * number + 5]
        text += layout([name]) + "".join(map(layout, zip(HEAD[2], values, strict=False)))
    report = read(FOUR + text + BEHIND)
    assert [row(report, "review", code) for code in CODES] == [
        VALUES[:5],
        VALUES[5:10],
        VALUES[10:],
    ]

from collections.abc import Callable, Iterable

import pytest

from service.model.report import Report
from service.standard.format_2021 import APPLICATIONS
from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    FOUR,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    THREE,
    TITLE,
    TWO,
    Layout,
    disclosure_2021,
    kinds,
    lines,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

DISTINCT = {
    template.code: [10 * number + column for column in range(1, 7)] + [60 * number + 21]
    for number, template in enumerate(APPLICATIONS.rows, 1)
}


def applications(layout: Layout, lost: Iterable[str] = ()) -> str:
    """Return table three with a number of its own in every cell."""
    return "".join(
        layout([template.label, *DISTINCT[template.code]])
        for template in APPLICATIONS.rows
        if template.code not in lost
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_table_two_is_read_in_each_layout(layout: Layout) -> None:
    report = read(TWO + disclosure_2021(layout) + BEHIND)
    assert report.disclosure is not None
    assert {
        code: [cell.value for cell in found.cells.values()]
        for code, found in report.disclosure.rows.items()
    } == {
        "regulations": [0, 0, 4],
        "normative_documents": [11, 7, 136],
        "licensing": [28],
        "penalties": [9],
        "coercive_measures": [1],
        "administrative_fees": [0],
    }
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_table_three_is_read_in_each_layout(layout: Layout) -> None:
    report = read(THREE + applications(layout) + BEHIND)
    assert {code: row(report, "applications", code) for code in DISTINCT} == DISTINCT
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lost", DISTINCT)
def test_a_row_that_is_not_there_changes_no_other(layout: Layout, lost: str) -> None:
    report = read(THREE + applications(layout, [lost]) + BEHIND)
    for code, values in DISTINCT.items():
        if code != lost:
            assert row(report, "applications", code) in (values, [None] * 7), code
    assert report.applications is not None
    assert all(report.applications.value(lost, c) is None for c in ("natural_person", "total"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("unlabelled", ["granted", "refused.third_party_rights", "other.other"])
def test_values_without_a_label_never_become_those_of_another_row(
    layout: Layout, unlabelled: str
) -> None:
    text = "".join(
        layout([*([] if t.code == unlabelled else [t.label]), *DISTINCT[t.code]])
        for t in APPLICATIONS.rows
    )
    report = read(THREE + text + BEHIND)
    for code in set(DISTINCT) - {unlabelled}:
        assert row(report, "applications", code) in (DISTINCT[code], [None] * 7), code
    assert report.applications is not None
    assert report.applications.value(unlabelled, "total") in {DISTINCT[unlabelled][6], None}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("blank", ["granted", "refused.third_party_rights", "other.other"])
def test_a_label_without_values_takes_none_of_another_row(layout: Layout, blank: str) -> None:
    text = "".join(
        layout([t.label, *([] if t.code == blank else DISTINCT[t.code])]) for t in APPLICATIONS.rows
    )
    report = read(THREE + text + BEHIND)
    for code, values in DISTINCT.items():
        right = [None] * 7 if code == blank else values
        assert row(report, "applications", code) in (right, [None] * 7), code


def test_a_row_that_the_format_does_not_have_is_kept_out_with_a_problem() -> None:
    text = disclosure_2021(pipes).replace(
        pipes(["行政处罚", 9]), pipes(["行政裁决", 77]) + pipes(["行政处罚", 9])
    )
    report = read(TWO + text + BEHIND)
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "disclosure", "penalties") == [9]
    assert kinds(report, "/disclosure") == {"number-not-placed"}


def test_a_foreign_row_in_the_place_of_a_lost_one_is_kept_out() -> None:
    text = disclosure_2021(lines).replace("行政处罚", "行政裁决")
    text = text.replace("行政规范性文件", "地方性法规")
    report = read(TWO + text + BEHIND)
    assert report.disclosure is not None
    assert report.disclosure.value("penalties", "decisions") is None
    assert report.disclosure.value("normative_documents", "issued") is None


@pytest.mark.parametrize("layout", [pipes, lines])
def test_columns_in_another_order_are_not_read_by_their_place(layout: Layout) -> None:
    text = disclosure_2021(layout, regulations=(74, 3, 5)).replace(
        layout(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
        layout(["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"]),
    )
    report = read(TWO + text + BEHIND)
    assert row(report, "disclosure", "regulations") in ([3, 5, 74], [None] * 3)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_total_that_stands_first_is_not_taken_for_the_first_column(layout: Layout) -> None:
    head = ["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    rows = [[RECEIVED, 7, 1, 2, 3, 0, 0, 1], [CARRIED_IN, 5, 1, 2, 0, 1, 0, 1]]
    report = read(THREE + "".join(map(layout, [head, *rows])) + BEHIND)
    assert row(report, "applications", "received") in ([1, 2, 3, 0, 0, 1, 7], [None] * 7)
    assert kinds(report, "/applications/received")


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout is not lines])
@pytest.mark.parametrize("order", [[0, 6, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 0, 6]])
def test_a_head_on_one_line_tells_that_the_columns_stand_in_another_order(
    layout: Layout, order: list[int]
) -> None:
    head = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    text = layout(["申请人情况", *(head[at] for at in order)]) + applications(layout)
    report = read(THREE + text + BEHIND)
    assert row(report, "applications", "received") == [None] * 7
    assert kinds(report, "/applications/received") == {"column-unknown"}
    usual = ["申请人情况", "自然人", "法人或其他组织", "总计", *head[1:6]]
    report = read(THREE + layout(usual) + applications(layout) + BEHIND)
    assert row(report, "applications", "received") == DISTINCT["received"]


def test_seven_numbers_of_a_column_behind_a_label_are_no_row_of_a_torn_table() -> None:
    column = lines(["5.属于三类内部事务信息", 40, 16, 56, 46, 20, 66, 1])
    others = lines(["1.信访举报投诉类申请", 73, 73, "2.重复申请", 0, 0, 0, 0, 0, 0, 0])
    report = read(THREE + column + BEHIND)
    assert row(report, "applications", "refused.internal_affairs") == [40, 16, 56, 46, 20, 66, 1]
    torn = lines(["申请人情况", 51, 541, 62, RECEIVED, CARRIED_IN]) + column + others
    report = read(THREE + torn + BEHIND)
    assert row(report, "applications", "refused.internal_affairs") == [None] * 7
    assert "column-unknown" in kinds(report, "/applications/refused.internal_affairs")
    assert row(report, "applications", "not_processed.duplicate") == [0] * 7


def test_rows_behind_another_table_whose_end_is_lost_with_their_head_are_read() -> None:
    before = lines(["规章", "\t109", "\t0", "\t374", "", "规范性文件", "\t86", "\t0", "\t136", ""])
    counts = [f"\t{number}件" for number in (2, 0, 17, 0, 0, 0, 20)]
    torn = before + lines(["\t2.没有现成信息需要另行制作", *counts, ""])
    report = read(TWO + torn + BEHIND)
    assert row(report, "applications", "unable.requires_creation") == [2, 0, 17, 0, 0, 0, 20]


def test_rows_before_a_lost_heading_are_read_or_named_in_a_problem() -> None:
    text = disclosure_2021(pipes).replace("信息内容", "", 3)
    report = read(TWO + text + BEHIND)
    assert report.disclosure is not None
    licensing = report.disclosure.value("licensing", "decisions")
    assert licensing == 28 or kinds(report, "/disclosure/licensing")


def test_one_number_a_row_on_the_line_above_its_label_is_not_given_to_another_row() -> None:
    above = (
        ("3 2 1", "规章"),
        ("8 7 6", "行政规范性文件"),
        ("739", "行政许可"),
        ("996", "行政处罚"),
        ("771", "行政强制"),
        ("75", "行政事业性收费"),
    )
    text = "".join(f"{values}\n{label}\n" for values, label in above)
    report = read(TWO + text + BEHIND)
    assert report.disclosure is not None
    for code, value in (("licensing", 739), ("penalties", 996), ("coercive_measures", 771)):
        assert report.disclosure.value(code, "decisions") in {value, None}, code


def test_a_number_that_is_wrapped_is_never_its_first_line() -> None:
    text = applications(lambda cells: " ".join(map(str, cells)) + "\n").replace(" 81\n", " 8\n1\n")
    report = read(THREE + text + BEHIND)
    assert row(report, "applications", "received") in (DISTINCT["received"], [None] * 7)


def test_prose_about_applications_before_and_behind_the_table_changes_nothing() -> None:
    prose = "本年新收政府信息公开申请数量 12 件，其中予以公开 3 件。\n"
    head = pipes(["申请人情况", "自然人", "法人或其他组织", "总计"])
    report = read(THREE + prose + head + applications(pipes) + prose + BEHIND)
    assert {code: row(report, "applications", code) for code in DISTINCT} == DISTINCT


def test_page_numbers_and_running_heads_inside_the_table_change_nothing() -> None:
    rows = applications(lambda cells: " ".join(map(str, cells)) + "\n").split("\n")
    for furniture in ("— 3 —", "第 2 页", "Page 9", "P. 9", "- 12 -"):
        text = "\n".join(line for row in rows for line in (row, furniture))
        report = read(THREE + text + "\n" + BEHIND)
        assert {code: row(report, "applications", code) for code in DISTINCT} == DISTINCT


@pytest.mark.parametrize("values", [(6, 1, 0, 0, 0, 2, 9), (6, 1, 0, 0, 0, 2, "9件")])
def test_a_page_number_behind_a_row_that_no_digit_can_follow_changes_nothing(
    values: tuple[object, ...],
) -> None:
    rows = spaces([RECEIVED, *values]) + "2\n" + spaces([CARRIED_IN, *[0] * 7])
    report = read(THREE + rows + spaces([GRANTED, 1, 0, 0, 0, 0, 0, 1]) + BEHIND)
    assert row(report, "applications", "received") == [6, 1, 0, 0, 0, 2, 9]
    assert report.problems == ()


def test_prose_that_uses_the_words_of_the_labels_is_no_table() -> None:
    report = read(
        TITLE + "一、总体情况\n收到政府信息公开申请12件，予以公开3件，行政许可5件。\n" + BEHIND
    )
    assert report.applications is None
    assert report.disclosure is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_rows_without_a_head_are_null_with_a_problem_and_not_lost(layout: Layout) -> None:
    rows = (["行政许可", 5, "减1", 33], ["其他对外管理服务事项", 2, "+0", 9])
    report = read(TWO + "".join(map(layout, rows)) + "\n三、收到和处理政府信息公开申请情况\n")
    assert row(report, "disclosure", "licensing") == [None]
    assert kinds(report, "/disclosure")


def test_prose_with_the_words_of_a_short_label_and_a_number_is_no_table() -> None:
    text = TWO + "主动公开行政许可 5 件、行政处罚 12 件，其余见网站。\n行政许可事项共 33 项\n"
    assert read(text).disclosure is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_for_no_number_in_the_first_column_is_counted_as_a_cell(layout: Layout) -> None:
    report = read(TWO + disclosure_2021(layout, regulations=("/", 7, 0), documents=("无", "-", 3)))
    assert row(report, "disclosure", "regulations") == [None, 7, 0]
    assert row(report, "disclosure", "normative_documents") == [None, None, 3]


def test_rows_of_marks_alone_keep_their_place_among_values_above_their_labels() -> None:
    text = THREE + (
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"
        f"9 - - 1 - 1 11\n{RECEIVED[:9]}\n{RECEIVED[9:]}\n"
        f"- - - - - - -\n{CARRIED_IN[:9]}\n{CARRIED_IN[9:]}\n{GRANTED} 2 - - - - - 2\n"
    )
    report = read(text + "四、政府信息公开行政复议、行政诉讼情况\n")
    assert row(report, "applications", "received") == [9, None, None, 1, None, 1, 11]
    assert row(report, "applications", "carried_in") == [None] * 7


def test_without_a_head_the_cells_behind_the_labels_are_the_columns() -> None:
    cells = (
        (RECEIVED, "", "", 6, 1, 0, 0, 0, 2, ""),
        (CARRIED_IN, "", "", 1, 0, 0, 0, 0, 0, ""),
        ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", 1, 0, 0, 0, 0, 0, ""),
    )
    report = read(THREE + "".join(map(pipes, cells)))
    assert row(report, "applications", "received") == [6, 1, 0, 0, 0, 2, None]


def test_a_tab_alone_behind_the_last_cell_of_a_table_is_its_blank_total() -> None:
    def cells(label: str) -> str:
        return "\n".join(f"\t{cell}" for cell in (label, 1, 0, 0, 0, 0, 0, "")) + "\n\n"

    text = THREE + cells(RECEIVED) + cells(CARRIED_IN) + cells(GRANTED)
    report = read(text + "四、政府信息公开行政复议、行政诉讼情况\n")
    assert row(report, "applications", "granted") == [1, 0, 0, 0, 0, 0, None]


def test_advertising_behind_the_bracket_of_a_label_does_not_hide_its_values() -> None:
    label = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）ww88手机版下载"
    text = THREE + lines([RECEIVED, 9, 0, 0, 0, 0, 0, 9, label, 1, 0, 0, 0, 0, 0, 1])
    assert row(read(text), "applications", "partially_granted") == [1, 0, 0, 0, 0, 0, 1]


def test_a_row_of_one_cell_a_line_is_read_beside_rows_on_one_line() -> None:
    text = lines([RECEIVED, 6, 1, 0, 0, 0, 2, 9]) + spaces([CARRIED_IN, *[0] * 7])
    report = read(THREE + text + spaces([GRANTED, 1, 0, 0, 0, 0, 0, 1]) + BEHIND)
    assert row(report, "applications", "received") == [6, 1, 0, 0, 0, 2, 9]
    assert report.problems == ()


def singles(numbers: tuple[int, ...], before: str = "") -> str:
    labels = ("行政许可", "行政处罚", "行政强制")
    rows = spaces(["规章", 0, 0, 7]) + spaces(["行政规范性文件", 3, 1, 16])
    cells = "".join(lines(pair) for pair in zip(labels, numbers, strict=True))
    return TWO + "本年制发件数 本年废止件数 现行有效件数 本年处理决定数量\n" + rows + before + cells


def test_numbers_one_by_one_behind_their_labels_are_read_where_each_has_one() -> None:
    report = read(singles((2093, 148, 0)) + THREE.removeprefix(TITLE))
    assert row(report, "disclosure", "penalties") == [148]
    assert report.problems == ()


def test_numbers_one_by_one_are_doubtful_where_there_is_one_too_many() -> None:
    report = read(singles((2093, 148, 4), before="2\n") + THREE.removeprefix(TITLE))
    assert row(report, "disclosure", "penalties") == [None]
    assert "double-value" in kinds(report, "/disclosure/penalties")


def test_labels_whose_numbering_is_escaped_for_markdown_are_known() -> None:
    labels = (r"1\.属于国家秘密", r"2\.其他法律行政法规禁止公开", r"3\.危及“三安全一稳定”")
    report = read(THREE + "".join(pipes([label, *[0] * 6, 4]) for label in labels))
    assert row(report, "applications", "refused.security_and_stability") == [*[0] * 6, 4]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("zero", ["O", "o", "〇", "○"])
def test_a_letter_for_zero_is_null_with_a_problem_and_shifts_no_number(
    layout: Layout, zero: str
) -> None:
    rows = layout([RECEIVED, 12, zero, 0, 0, 0, 0, 12]) + layout([CARRIED_IN, *[zero] * 7])
    report = read(THREE + rows + layout([GRANTED, 1, 0, 0, 0, 0, 0, 1]) + "\n" + BEHIND)
    assert row(report, "applications", "received") == [12, None, 0, 0, 0, 0, 12]
    assert kinds(report, "/applications/received") == {"unreadable-cell"}
    assert kinds(report, "/applications/carried_in/total") == {"unreadable-cell"}


def test_prose_that_is_all_of_a_section_on_one_line_is_no_table() -> None:
    prose = "全年收到政府信息公开申请13件，予以公开6件，本机关不掌握相关政府信息4件。\n"
    report = read(THREE + prose + BEHIND)
    assert report.applications is None
    assert ("granted", 6) in [(figure.figure, figure.value) for figure in report.narrative]


@pytest.mark.parametrize("unit", ["", "件"])
def test_a_table_that_is_all_of_a_section_on_one_line_is_read(unit: str) -> None:
    rows = " ".join(
        " ".join([label, *(f"{value}{unit}" for value in (6, 1, 0, 0, 0, 2, 9))])
        for label in (RECEIVED, CARRIED_IN, GRANTED)
    )
    report = read(f"{THREE}本节以表格形式报告。 {rows}\n{BEHIND}")
    assert row(report, "applications", "granted") == [6, 1, 0, 0, 0, 2, 9]


@pytest.mark.parametrize("layout", [pipes, tabs])
@pytest.mark.parametrize("mark", ["零", "(0)", "〇", "N/A"])
def test_a_word_for_zero_in_a_cell_is_kept_and_said_not_to_be_read(
    layout: Layout, mark: str
) -> None:
    report = read(
        THREE + layout([RECEIVED, *[8, 0, 0, 0, 0, 0, 8]]) + layout([CARRIED_IN, *[mark] * 7])
    )
    assert report.applications is not None
    cells = report.applications.rows["carried_in"].cells.values()
    assert [(cell.value, cell.printed) for cell in cells] == [(None, mark)] * 7
    assert kinds(report, "/applications/carried_in") == {"unreadable-cell"}


@pytest.mark.parametrize("mark", ["/", "\\", "—", "无", "空"])
def test_marks_for_nothing_behind_merged_label_columns_are_kept(mark: str) -> None:
    report = read(
        THREE
        + pipes([RECEIVED, "", "", 8, 0, 0, 0, 0, 0, 8])
        + pipes([CARRIED_IN, "", "", *[mark] * 7])
    )
    assert report.applications is not None
    cells = report.applications.rows["carried_in"].cells.values()
    assert [(cell.value, cell.printed) for cell in cells] == [(None, mark)] * 7
    assert report.problems == ()


@pytest.mark.parametrize("layout", [pipes, spaces])
@pytest.mark.parametrize("printed", ["1326[1]", "1326*", "1326①", "￥1326", "$1326"])
def test_a_number_with_a_sign_or_a_mark_is_said_not_to_be_read(
    layout: Layout, printed: str
) -> None:
    report = read(TWO + layout(["信息内容", "本年处理决定数量"]) + layout(["行政许可", printed]))
    assert row(report, "disclosure", "licensing") == [None]
    assert kinds(report, "/disclosure/licensing") == {"unreadable-cell"}


def out_of_order(swapped: int, print_row: Callable[[str, str], str]) -> Report:
    """Read table three with two neighbours swapped, the values of each row adding up to others."""
    order = list(range(len(APPLICATIONS.rows)))
    order[swapped : swapped + 2] = order[swapped + 1], order[swapped]
    rows = (print_row(APPLICATIONS.rows[at].label, spaces(own_values(at))) for at in order)
    return read(THREE + "".join(rows) + FOUR.removeprefix(TITLE))


def own_values(at: int) -> list[int]:
    return [10 * at + 3, at % 3, 0, 0, 0, 1, 10 * at + 4 + at % 3]


@pytest.mark.parametrize("swapped", [0, 2, 5, 9, 12, 16, 22])
@pytest.mark.parametrize(
    "print_row",
    [
        lambda label, values: f"{values}{label}\n",
        lambda label, values: f"{label}\n{values}",
        lambda label, values: f"{label[:6]}\n{values}{label[6:]}\n",
    ],
    ids=["above", "below", "amid"],
)
def test_rows_out_of_order_are_read_as_they_are_labelled_or_not_at_all(
    swapped: int, print_row: Callable[[str, str], str]
) -> None:
    report = out_of_order(swapped, print_row)
    assert report.applications is not None
    wrong = [
        template.code
        for at, template in enumerate(APPLICATIONS.rows)
        if template.code in report.applications.rows
        and row(report, "applications", template.code) not in ([None] * 7, own_values(at))
    ]
    assert wrong == []
    assert report.problems


@pytest.mark.parametrize(
    ("part", "last"), [("", [1, 0, 0, 0, 0, 0, None]), ("\n", [None] * 7)], ids=["cell", "part"]
)
def test_a_blank_line_at_a_tables_end_is_its_blank_total_where_it_parts_no_sections(
    part: str, last: list[object]
) -> None:
    labels = (RECEIVED, CARRIED_IN, GRANTED, "（七）总计", "四、结转下年度继续办理")
    rows = "".join(lines([label, 1, 0, 0, 0, 0, 0, ""]) for label in labels)
    text = TITLE + "一、总体情况\n无。\n" + part + THREE.removeprefix(TITLE) + rows + BEHIND
    report = read(text)
    assert row(report, "applications", "granted") == [1, 0, 0, 0, 0, 0, None]
    assert row(report, "applications", "carried_out") == last


def test_a_last_row_of_blanks_alone_leaves_the_values_of_the_others_to_their_labels() -> None:
    def cells(label: str, *values: object) -> str:
        return "\n".join(f"\t{cell}" for cell in (label, *values)) + "\n\n"

    rows = cells("1.属于国家秘密", 6, "", 0, 0, 0, 2, 8)
    rows += cells("", "2.其他法律行政法规禁止公开", 1, "", 0, 0, 0, 0, 1)
    rows += cells("四、结转下年度继续办理", *("",) * 7)
    report = read(THREE + rows + FOUR.removeprefix(TITLE))
    assert row(report, "applications", "refused.state_secret") == [6, None, 0, 0, 0, 2, 8]


def test_numbering_parted_from_its_label_by_blanks_is_no_digit_of_a_glued_row() -> None:
    text = "2.没有现成信息需要另行制作00000003.  补正后申请内容仍不明确0000000（七）总计10000001\n"
    report = read(THREE + RECEIVED + "6100029" + text.replace("10000001", "6100029") + BEHIND)
    assert row(report, "applications", "unable.requires_creation") == [0] * 7


@pytest.mark.parametrize("opening", ["无 正", "元正", "无正"])
def test_the_numeral_of_a_label_is_no_digit_of_the_glued_row_before_it(opening: str) -> None:
    text = f"3.要求提供公开出版物0000004.{opening}当理由大量反复申请0000000（七）总计6100029\n"
    report = read(THREE + RECEIVED + "6100029" + CARRIED_IN + "0000000" + text + BEHIND)
    assert row(report, "applications", "not_processed.publication") == [None] * 7
    assert kinds(report, "/applications/not_processed.publication") == {"column-unknown"}


@pytest.mark.parametrize("layout", [tabs, spaces, lines])
@pytest.mark.parametrize("printed", ["|5", "1|", "3|7"])
def test_a_stroke_beside_a_digit_is_no_frame_where_the_table_has_none(
    layout: Layout, printed: str
) -> None:
    rows = [[RECEIVED, 15, 1, 2, 0, 0, 0, 18]]
    rows += [[row.label, 4, 0, 0, 0, 0, 0, 4] for row in APPLICATIONS.rows[1:]]
    text = "".join(map(layout, rows)).replace("15", printed, 1)
    report = read(THREE + text + BEHIND)
    assert report.applications is not None
    assert report.applications.value("received", "natural_person") is None
    assert report.applications.value("carried_in", "total") == 4
    assert kinds(report, "/applications/received")


@pytest.mark.parametrize("layout", [tabs, spaces, lines])
@pytest.mark.parametrize("printed", ["|5", "1|", "3|7"])
def test_one_stroke_in_a_small_table_is_no_frame_either(layout: Layout, printed: str) -> None:
    report = read(TWO + disclosure_2021(layout, decisions=(28, printed, 1)) + BEHIND)
    assert row(report, "disclosure", "penalties") == [None]
    assert kinds(report, "/disclosure/penalties")
    assert row(report, "disclosure", "coercive_measures") == [1]


def test_a_lone_border_behind_a_row_with_a_number_too_many_is_no_row() -> None:
    row_of_eight = "四、结转下年度继续办理等2 0 1 0 0 0 0 3|\n|\n"
    report = read(THREE + pipes([RECEIVED, 1, 0, 0, 0, 0, 0, 1]) + row_of_eight + BEHIND)
    assert row(report, "applications", "received") == [1, 0, 0, 0, 0, 0, 1]

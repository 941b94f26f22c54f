from decimal import Decimal

import pytest

from service.standard.format_2021 import APPLICATIONS
from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    THREE,
    TITLE,
    TWO,
    Layout,
    disclosure_2021,
    html,
    kinds,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

GLUED = "三、收到和处理政府信息公开申请情况"
ZEROS = [0, 0, 0, 0, 0, 0, 0]
HEAD_2019 = pipes(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"])
OTHER_ROWS = pipes([CARRIED_IN, *ZEROS]) + pipes(
    ["三、本年度办理结果", GRANTED, 1, 0, 0, 0, 0, 0, 1]
)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("12件", 12),
        ("12 件", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("22（其中修订16件）", 22),
        ("22 (其中修订16件)", 22),
    ],
)
def test_a_count_is_read_however_it_is_printed(printed: str, value: int) -> None:
    report = read(TWO + disclosure_2021(pipes, regulations=(printed, 0, 7)))
    assert row(report, "disclosure", "regulations") == [value, 0, 7]


@pytest.mark.parametrize("printed", ["", "/", "-", "—", "——", "无", "空"])
def test_a_blank_is_null_and_no_zero(printed: str) -> None:
    report = read(TWO + disclosure_2021(pipes, regulations=(3, printed, 7)))
    assert row(report, "disclosure", "regulations") == [3, None, 7]
    assert report.disclosure is not None
    cell = report.disclosure.cell("regulations", "repealed")
    assert cell is not None
    assert cell.printed == (printed or None)


@pytest.mark.parametrize("printed", ["1.2万件", "5万", "5千件", "300余件", "5%", "3/5", "3-5"])
def test_what_is_no_whole_count_is_null_with_a_problem(printed: str) -> None:
    report = read(TWO + disclosure_2021(pipes, decisions=(printed, 9, 1)))
    assert row(report, "disclosure", "licensing") == [None]
    assert kinds(report, "/disclosure/licensing")


@pytest.mark.parametrize("printed", ["减2", "↓3", "+4"])
def test_a_count_with_a_sign_of_change_is_null_with_a_problem(printed: str) -> None:
    report = read(TWO + disclosure_2021(pipes, regulations=(printed, 0, 7)))
    assert row(report, "disclosure", "regulations")[0] is None
    assert kinds(report, "/disclosure/regulations")


@pytest.mark.parametrize(("printed", "value"), [("-5", -5), ("2.5", Decimal("2.5"))])
def test_an_impossible_count_is_read_as_it_is_printed_for_a_rule_to_judge(
    printed: str, value: Decimal
) -> None:
    report = read(TWO + disclosure_2021(pipes, regulations=(printed, 0, 7)))
    assert row(report, "disclosure", "regulations")[0] == value


@pytest.mark.parametrize(
    ("printed", "change"),
    [("+123", 123), ("-18", -18), ("减4", -4), ("增10", 10), ("增加10", 10), ("减少2", -2),
     ("↓4", -4), ("↑4", 4), ("−4", -4), ("0", 0), ("7", 7), ("4（减）", -4), ("4(减少)", -4),
     ("4项（↓）", -4), ("4↓", -4), ("4项 ↑", 4), ("3（增）", 3),
     ("0（减0）", 0), ("减4（减少）", -4), ("4（按事项）", 4)],
)  # fmt: skip
def test_a_change_has_the_printed_sign(printed: str, change: int) -> None:
    report = read(
        TWO + HEAD_2019 + pipes(["行政许可", 6, printed, 2]) + pipes(["行政处罚", 6, 0, 2])
    )
    assert row(report, "disclosure", "licensing") == [6, change, 2]


@pytest.mark.parametrize("printed", ["4（比上年减少4项）", "3（增15减12）", "4（下降）"])
def test_a_change_whose_note_tells_of_a_decrease_in_other_words_is_null_with_a_problem(
    printed: str,
) -> None:
    report = read(
        TWO + HEAD_2019 + pipes(["行政许可", 6, printed, 2]) + pipes(["行政处罚", 6, 0, 2])
    )
    assert row(report, "disclosure", "licensing") == [6, None, 2]
    assert kinds(report, "/disclosure/licensing/change")


@pytest.mark.parametrize("printed", ["↓ 5", "5 ↓", "减 5", "5 减少", "- 5", "+ 5"])
def test_whose_sign_stands_between_two_numbers_nothing_tells(printed: str) -> None:
    words = (("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
             ("行政许可", "12", printed, "30"), ("行政处罚", "7", "-1", "3"))  # fmt: skip
    report = read(TWO + "".join(" ".join(each) + "\n" for each in words))
    assert row(report, "disclosure", "licensing") == [None, None, None]
    assert row(report, "disclosure", "penalties") == [7, -1, 3]
    assert kinds(report, "/disclosure/licensing")


def test_a_sign_by_itself_belongs_to_the_only_number_beside_it() -> None:
    report = read(TWO + HEAD_2019 + "行政许可 | 12 | 减 5 | 30\n行政处罚 | 7 | ↓ 1 | 3\n")
    assert row(report, "disclosure", "licensing") == [12, -5, 30]
    assert row(report, "disclosure", "penalties") == [7, -1, 3]


def test_a_rise_and_a_fall_in_one_cell_are_null_with_a_problem() -> None:
    report = read(
        TWO + HEAD_2019 + pipes(["行政许可", 6, "+3/-2", 2]) + pipes(["行政处罚", 6, 0, 2])
    )
    assert row(report, "disclosure", "licensing")[1] is None
    assert kinds(report, "/disclosure/licensing")


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("0", "0"), ("5", "5"), ("38.41万元", "38.41"), ("251000元", "25.1"), ("1,276.55", "1276.55"),
     ("251,000元", "25.1"), ("0.5万元", "0.5"), ("1亿元", "10000"), ("0元", "0")],
)  # fmt: skip
def test_an_amount_is_ten_thousands_of_yuan_whatever_it_is_printed_in(
    printed: str, amount: str
) -> None:
    report = read(TWO + disclosure_2021(pipes, fee=printed))
    assert row(report, "disclosure", "administrative_fees") == [Decimal(amount)]


@pytest.mark.parametrize(
    ("heading", "right"),
    [("本年收费金额（单位：元）", "0.5"), ("本年收费金额（单位：亿元）", "50000000")],
)
def test_the_unit_in_the_heading_counts_and_not_the_one_that_should_stand_there(
    heading: str, right: str
) -> None:
    report = read(TWO + disclosure_2021(pipes, fee=5000, fee_heading=heading))
    assert row(report, "disclosure", "administrative_fees")[0] in {None, Decimal(right)}


@pytest.mark.parametrize(
    "printed", ["5千元", "5百元", "3千万元", "5万美元", "1.5-2.5", "约5万元", "1,23"]
)
def test_an_amount_that_is_not_exact_is_null_with_a_problem(printed: str) -> None:
    report = read(TWO + disclosure_2021(pipes, fee=printed))
    assert row(report, "disclosure", "administrative_fees") == [None]
    assert kinds(report, "/disclosure/administrative_fees")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_unit_behind_the_label_of_a_row_counts_unless_the_head_has_another(
    layout: Layout,
) -> None:
    table = disclosure_2021(layout, fee=5000, fee_heading="本年收费金额")
    other = disclosure_2021(layout, fee=5000)
    label = "行政事业性收费（单位：元）"
    report = read(TWO + table.replace("行政事业性收费", label))
    assert row(report, "disclosure", "administrative_fees") == [Decimal("0.5")]
    report = read(TWO + other.replace("行政事业性收费", label))
    assert row(report, "disclosure", "administrative_fees") == [None]
    assert kinds(report, "/disclosure/administrative_fees")


def test_a_bare_amount_without_any_unit_is_null() -> None:
    head = pipes(["信息内容", "采购项目数量", "采购总金额"])
    report = read(
        TWO + HEAD_2019 + pipes(["行政许可", 6, 0, 2]) + head + pipes(["政府集中采购", 3, "52.15"])
    )
    assert row(report, "disclosure", "procurement") == [3, None]
    assert kinds(report, "/disclosure/procurement/amount_10k_cny") == {"unit-not-printed"}


def test_a_row_of_too_few_numbers_is_null_with_a_problem() -> None:
    report = read(THREE + spaces([RECEIVED, 5, 0, 0, 5]) + OTHER_ROWS)
    assert row(report, "applications", "received") == [None] * 7
    assert kinds(report, "/applications/received") == {"column-unknown"}


def test_a_blank_label_cell_is_not_the_first_value_of_a_row_that_lacks_its_last() -> None:
    whole = pipes([CARRIED_IN, "", 1, 0, 0, 0, 0, 0, 1])
    group = pipes(["三、本年度办理结果", GRANTED, 1, 0, 0, 0, 0, 0, 1])
    report = read(THREE + pipes([RECEIVED, "", 67, 2, 0, 0, 0, 0]) + whole + group + BEHIND)
    values = row(report, "applications", "received")
    assert values in ([None] * 7, [67, 2, 0, 0, 0, 0, None])


@pytest.mark.parametrize(
    ("digits", "values"),
    [
        ("0000000", ZEROS),
        ("1000001", [1, 0, 0, 0, 0, 0, 1]),
        # 285, 3 and 288, with blank cells between, are seven digits, too.
        ("2853288", [None] * 7),
    ],
)
def test_seven_digits_run_together_are_seven_values_where_they_add_up(
    digits: str, values: list[object]
) -> None:
    report = read(TITLE + f"{GLUED}{RECEIVED}{digits}{CARRIED_IN}0000000\n{BEHIND}")
    assert row(report, "applications", "received") == values
    said = {"column-unknown"} if None in values else set()
    assert kinds(report, "/applications/received") == said


@pytest.mark.parametrize("row_of_json", ['["规章","0","","57"],', '["规章","0","\\/","57"],'])
def test_numbers_that_signs_part_are_not_split_into_more(row_of_json: str) -> None:
    rows = '["信息内容","本年制发件数","本年废止件数","现行有效件数"],' + row_of_json
    report = read(TWO + rows + '["行政规范性文件","0","620","0"]\n' + BEHIND)
    assert row(report, "disclosure", "regulations") == [None] * 3
    assert kinds(report, "/disclosure/regulations") == {"column-unknown"}
    assert row(report, "disclosure", "normative_documents") == [0, 620, 0]


def test_a_change_in_two_directions_is_not_read_where_its_stroke_is_escaped() -> None:
    head = '["信息内容","上一年项目数量","本年增/减","处理决定数量"],'
    rows = head + '["行政许可","5","+58\\/-1","\\/"],["行政处罚","3","2","1"]'
    report = read(TWO.replace("2023", "2019") + rows + "\n" + BEHIND)
    assert row(report, "disclosure", "licensing") == [None] * 3
    assert kinds(report, "/disclosure/licensing")


def test_of_several_splits_the_one_that_adds_up_is_taken_and_marked() -> None:
    report = read(TITLE + f"{GLUED}{RECEIVED}1200115{CARRIED_IN}0000000\n{BEHIND}")
    assert row(report, "applications", "received") == [1, 2, 0, 0, 1, 1, 5]
    text = f"{GLUED}{RECEIVED}1210000013{CARRIED_IN}0000000"
    report = read(TITLE + text)
    assert row(report, "applications", "received") in ([None] * 7, [12, 1, 0, 0, 0, 0, 13])


def test_splits_of_which_several_add_up_are_null_with_a_problem() -> None:
    report = read(TITLE + f"{GLUED}{RECEIVED}11100011{CARRIED_IN}0000000\n{BEHIND}")
    values = row(report, "applications", "received")
    assert values == [None] * 7 or "split-by-sum" in kinds(report, "/applications/received")
    report = read(TITLE + f"{GLUED}{RECEIVED}640020470{CARRIED_IN}0000000\n{BEHIND}")
    assert row(report, "applications", "received") in ([None] * 7, [64, 0, 0, 2, 0, 4, 70])


def test_the_number_of_the_next_label_is_no_value() -> None:
    report = read(
        TITLE + f"{GLUED}（五）不予处理1.信访举报投诉类申请00000002.重复申请1000001"
        "3.要求提供公开出版物0000000\n" + BEHIND
    )
    assert row(report, "applications", "not_processed.petition_or_complaint") == ZEROS
    assert row(report, "applications", "not_processed.duplicate") == [1, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_a_total_in_the_column_before_its_own_shows_that_a_cell_was_lost(layout: Layout) -> None:
    shifted = layout([CARRIED_IN, 1, 2, 0, 0, 0, 3, ""])
    report = read(THREE + layout([RECEIVED, 5, 1, 2, 0, 0, 1, 9]) + shifted + BEHIND)
    assert row(report, "applications", "received") == [5, 1, 2, 0, 0, 1, 9]
    assert row(report, "applications", "carried_in") == [None] * 7
    assert kinds(report, "/applications/carried_in")


@pytest.mark.parametrize("values", [(1, 2, 0, 0, 0, 4), (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 4)])
def test_a_blank_total_leaves_its_parts_where_they_are(values: tuple[int, ...]) -> None:
    blank = pipes([CARRIED_IN, *values, ""])
    report = read(THREE + pipes([RECEIVED, 5, 1, 2, 0, 0, 1, 9]) + blank + BEHIND)
    assert row(report, "applications", "carried_in") == [*values, None]


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_a_lone_blank_total_behind_a_larger_number_shows_that_a_cell_was_lost(
    layout: Layout,
) -> None:
    rows = [[one.label, 1, 2, 0, 0, 0, 0, 3] for one in APPLICATIONS.rows]
    rows[1] = [CARRIED_IN, 0, 0, 0, 0, 0, 4, ""]
    report = read(THREE + "".join(map(layout, rows)) + BEHIND)
    assert row(report, "applications", "carried_in") == [None] * 7
    assert kinds(report, "/applications/carried_in")
    assert row(report, "applications", "concluded") == [1, 2, 0, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("printed", "said"), [(["4"], "1 number stands in a row"), ([4, 1], "2 numbers stand in a row")]
)
def test_the_problem_of_a_row_counts_its_numbers(printed: list[object], said: str) -> None:
    report = read(TWO + disclosure_2021(spaces, regulations=printed))
    [problem] = [each for each in report.problems if each.pointer == "/disclosure/regulations"]
    assert problem.message.startswith(said)


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_a_number_that_is_repeated_for_each_column_its_cell_spans_is_one(layout: Layout) -> None:
    table = disclosure_2021(layout)
    for cells, repeated in ((("行政许可", 28), (28, 28)), (("行政处罚", 9), (9, 8))):
        table = table.replace(layout(cells), layout([*cells, *repeated]))
    report = read(TWO + table + BEHIND)
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "disclosure", "penalties") == [None]
    assert kinds(report, "/disclosure/penalties")


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_numbers_in_cells_below_a_row_may_be_the_rest_of_its_numbers(layout: Layout) -> None:
    rows = layout([RECEIVED, 128, 0, 0, 0, 0, 1, 129]) + layout(["", 6, "", "", "", "", "", 7])
    report = read(THREE + rows + layout([CARRIED_IN, *ZEROS]) + layout([GRANTED, *ZEROS]) + BEHIND)
    assert row(report, "applications", "received") == [None] * 7
    assert kinds(report, "/applications/received")

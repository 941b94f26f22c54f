from collections.abc import Iterable

import pytest

from service.parsing.text.separated import with_tabs
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
    read,
    row,
    spaces,
)

ROWS = (
    [RECEIVED, 12, 3, 0, 0, 0, 1, 16],
    [CARRIED_IN, 2, 0, 0, 0, 0, 0, 2],
    [GRANTED, 5, 0, "", "", "", "", 5],
    ["（七）总计", 13, 3, 0, 0, 0, 1, 17],
    ["四、结转下年度继续办理", 1, 0, 0, 0, 0, 0, 1],
)


def table(sign: str, quote: str = "") -> str:
    rows = (sign.join(f"{quote}{cell}{quote}" for cell in cells) for cells in ROWS)
    return THREE + "\n".join(rows) + "\n" + BEHIND


@pytest.mark.parametrize("sign", [",", ";", "，", "；", "\a"])
def test_rows_parted_by_a_sign_are_rows_of_cells(sign: str) -> None:
    report = read(table(sign))
    assert row(report, "applications", "received") == [12, 3, 0, 0, 0, 1, 16]
    assert row(report, "applications", "granted") == [5, 0, None, None, None, None, 5]
    assert report.problems == ()


def test_cells_in_quotation_marks_are_cells() -> None:
    report = read(table(",", '"').replace('"12"', '"1,012"').replace('"16"', '"1,016"'))
    assert row(report, "applications", "received") == [1012, 3, 0, 0, 0, 1, 1016]


def test_a_row_with_a_comma_more_is_null_and_said_to_be_so() -> None:
    report = read(table(",").replace(",12,", ",1,012,"))
    assert row(report, "applications", "received") == [None] * 7
    assert row(report, "applications", "carried_in") == [2, 0, 0, 0, 0, 0, 2]
    assert kinds(report, "/applications/received")


@pytest.mark.parametrize(
    "text",
    [
        "公开12条，其中规划3条，财政4条，其他5条，\n办结8件，答复8件，其中公开3件，\n" * 3,
        "一是，二是，三是\n网站1，234条，其他，其他\n",
        "联系电话：0357，7822222，7822223\n",
        "许可 1,179,020\n（七）总计 5,027 472 133 29 5,661\n重复申请 1,002 1,170\n其他 8 1,141\n"
        * 3,
        "行政许可 | 1,179,020\n甲 | 1,002 | 1,170\n乙 | 2,002 | 2,170\n丙 | 3,002 | 3,170\n",
    ],
)
def test_sentences_keep_their_commas(text: str) -> None:
    assert with_tabs(text) == text


def test_words_with_digits_that_are_no_numbers_are_told() -> None:
    cells = "".join(
        f"{label} " + " ".join(f"[{value}]" for value in values) + "\n" for label, *values in ROWS
    )
    report = read(THREE + cells + BEHIND)
    assert row(report, "applications", "received") == [None] * 7
    assert kinds(report, "/applications/received") == {"number-not-placed"}
    assert kinds(report, "/applications/carried_out") == {"number-not-placed"}


def test_a_table_four_of_strange_words_is_told() -> None:
    head = "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
    columns = " ".join(["结果维持 结果纠正 其他结果 尚未审结 总计"] * 3)
    report = read(f"{FOUR}{head}{columns}\n{'……'.join('100010000000000')}\n")
    assert kinds(report, "/review") == {"number-not-placed"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("printed", ["5，", "0.", "31,", "5、", "0）"])
def test_a_number_with_a_mark_behind_it_is_told_where_it_ends_its_cell(
    layout: Layout, printed: str
) -> None:
    report = read(TWO + disclosure_2021(layout, decisions=(28, printed, 1)) + BEHIND)
    assert row(report, "disclosure", "penalties") == [None]
    assert kinds(report, "/disclosure/penalties") == {"number-not-placed"}
    assert row(report, "disclosure", "coercive_measures") == [1]


def test_the_numeral_of_the_label_behind_a_blank_is_no_number() -> None:
    rows = disclosure_2021(spaces, decisions=(28, "", 1)).replace("行政强制", "2、 行政强制")
    assert read(TWO + rows + BEHIND).problems == ()


def commas(cells: Iterable[object]) -> str:
    return ",".join(map(str, cells)) + "\n"


def test_rows_of_every_width_are_read_where_some_are_parted_by_commas() -> None:
    two = disclosure_2021(commas, documents=(111, 222, 333))
    three = "".join(map(commas, ROWS))
    report = read(TWO + two + THREE.removeprefix(TITLE) + three + BEHIND)
    assert row(report, "disclosure", "normative_documents") == [111, 222, 333]
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "applications", "received") == [12, 3, 0, 0, 0, 1, 16]


def test_rows_that_repeat_what_was_spanned_are_rows_of_cells() -> None:
    rows = disclosure_2021(commas, documents=(111, 222, 333)).splitlines()
    filled = (line + f",{line.rsplit(',', 1)[-1]}" * (3 - line.count(",")) for line in rows)
    report = read(TWO + "\n".join(filled) + "\n" + BEHIND)
    assert row(report, "disclosure", "normative_documents") == [111, 222, 333]


@pytest.mark.parametrize("comma", [",", "，"])
def test_commas_that_may_part_cells_make_no_thousands(comma: str) -> None:
    decisions = comma.join(("406", "406", "406"))
    table = disclosure_2021(spaces, decisions=(28, 9, 1))
    report = read(TWO + table.replace("行政许可 28", f"行政许可{comma}{decisions}") + BEHIND)
    assert row(report, "disclosure", "licensing") == [None]
    assert kinds(report, "/disclosure/licensing")
    assert row(report, "disclosure", "penalties") == [9]


@pytest.mark.parametrize("sign", [";", "；", ",", "，"])
@pytest.mark.parametrize(("quote", "unit"), [("", ""), ('"', ""), ("", "件")])
def test_a_label_and_a_number_are_a_row_beside_longer_ones(
    sign: str, quote: str, unit: str
) -> None:
    def parted(cells: Iterable[object]) -> str:
        return sign.join(f"{quote}{cell}{quote}" for cell in cells) + "\n"

    table = disclosure_2021(parted, decisions=(f"28{unit}", f"9{unit}", f"1{unit}"), fee="1.5")
    report = read(TWO + table + BEHIND)
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "disclosure", "coercive_measures") == [1]
    assert report.disclosure is not None
    assert float(report.disclosure.value("administrative_fees", "amount_10k_cny") or 0) == 1.5
    assert report.problems == ()


def test_a_sentence_that_ends_in_a_number_is_no_row_where_there_are_no_others() -> None:
    sentence = "受理行政许可申请；28"
    assert with_tabs(sentence) == sentence


def test_a_head_and_a_row_beside_longer_ones_are_rows_of_cells() -> None:
    def parted(*cells: object) -> str:
        return ";".join(map(str, cells)) + "\n"

    fees = parted("信息内容", "上一年项目数量", "本年增/减") + parted("行政事业性收费", 4, "减少2")
    fees += parted("自然人", "法人或其他组织", "总计")
    longer = parted("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
    longer += "".join(parted(kind, 3, 2, 1) for kind in ("行政许可", "行政处罚", "行政强制"))
    report = read(TWO.replace("2023", "2019") + longer + fees + BEHIND)
    assert row(report, "disclosure", "administrative_fees") == [4, -2]


def doubled(cells: Iterable[object]) -> str:
    return "\t\t".join(str(cell) or "\u3000" for cell in cells) + "\n"


def test_cells_parted_by_two_tabs_each_are_as_many_as_by_one() -> None:
    rows = "".join(map(doubled, ROWS)) + doubled(["1.属于国家秘密", *[""] * 6, 4])
    report = read(THREE + rows + BEHIND)
    assert row(report, "applications", "received") == [12, 3, 0, 0, 0, 1, 16]
    assert row(report, "applications", "granted") == [5, 0, None, None, None, None, 5]
    assert row(report, "applications", "refused.state_secret") == [*[None] * 6, 4]


def test_two_tabs_beside_single_ones_are_a_blank_cell() -> None:
    rows = "规章\t1\t\t3\n行政规范性文件\t4\t5\t6\n" * 8
    assert with_tabs(rows) == rows


@pytest.mark.parametrize("mark", ["/", "—", "-", "无"])
def test_marks_for_nothing_are_cells_of_rows_that_a_sign_parts(mark: str) -> None:
    rows = "".join(f"{cells[0]};{';'.join([mark] * 7)}\n" for cells in ROWS[1:])
    report = read(THREE + ";".join(map(str, ROWS[0])) + "\n" + rows + BEHIND)
    assert row(report, "applications", "received") == [12, 3, 0, 0, 0, 1, 16]
    assert row(report, "applications", "carried_in") == [None] * 7
    assert report.problems == ()

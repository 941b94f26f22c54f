import pytest

from tests.unit.parsing.writing import CARRIED_IN, GRANTED, RECEIVED, THREE, TWO, read, row

DECISIONS = ("licensing", "penalties", "coercive_measures")


@pytest.mark.parametrize(
    "text",
    [
        "行政许可 1326、行政处罚 58、行政强制 3、行政事业性收费 12.36万元\n",
        "信息内容 本年处理决定数量 行政许可1326.行政处罚58.行政强制3.\n",
        "行政许可,1326,第二十条第（六）项,行政处罚,58,行政强制,3,第二十条第（八）项\n",
        "行政许可:1326、\n行政处罚:58、\n行政强制:3、\n",
    ],
)
def test_a_mark_behind_a_number_takes_no_digit_from_it(text: str) -> None:
    report = read(TWO + text)
    values = [row(report, "disclosure", code) for code in DECISIONS]
    for read_, printed in zip(values, ([1326], [58], [3]), strict=True):
        assert read_ in (printed, [None])
    assert values[0] == [1326]


def test_a_row_before_a_numbered_one_keeps_its_total() -> None:
    rows = f"{RECEIVED} 23 1 0 0 2 0 26、{CARRIED_IN} 3 0 0 0 0 0 3\n{GRANTED} 0\n"
    report = read(THREE + rows)
    assert row(report, "applications", "received") == [23, 1, 0, 0, 2, 0, 26]


def test_the_numeral_of_a_label_is_no_digit_of_the_number_before_it() -> None:
    report = read(
        f"{THREE}{RECEIVED}12000012二、上年结转政府信息公开申请数量0000000"
        "1.信访举报投诉类申请00000002.重复申请00000003.要求提供公开出版物0000000\n"
    )
    for code in ("petition_or_complaint", "duplicate"):
        assert row(report, "applications", f"not_processed.{code}") == [0] * 7

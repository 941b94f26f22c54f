"""Numerals written in Chinese."""

import pytest

from service.standard.numerals import read_chinese


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百二十", 120),
        ("一百零五", 105),
        ("三千零六", 3006),
        ("一万", 10000),
        ("十二万三千", 123000),
        ("二〇二四", 2024),
        ("二○一九", 2019),
    ],
)
def test_chinese_numerals_are_read(printed: str, value: int) -> None:
    assert read_chinese(printed) == value


def test_myriads_behind_hundreds_of_millions_are_added() -> None:
    assert read_chinese("一亿零三万") == 100030000


@pytest.mark.parametrize(
    "printed", ["", "件", "两件", "12", "十2", "万", "亿", "百", "千", "百万", "零万"]
)
def test_what_is_no_chinese_numeral_is_none(printed: str) -> None:
    assert read_chinese(printed) is None

"""The reader of single numbers that places are tested with, apart from the one of the service."""

from decimal import Decimal

import pytest

from tests.accuracy.reading import reads_as


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("12", 12), ("1,234件", 1234), ("１２", 12), ("减4", -4), ("↓2", -2), ("－7", -7),
        ("增10", 10), ("1490万", 14_900_000), ("994萬", 9_940_000), ("2億", 200_000_000),
        ("99.75%", Decimal("99.75")),
        ("两", 2), ("兩", 2), ("九", 9), ("一百二十", 120),
        ("十", 10), ("三十五万", 350_000), ("二〇二四", 2024), ("未收取", 0), ("無", 0),
    ],
)  # fmt: skip
def test_a_spelling_reads_as_its_number_alone(quote: str, value: int | Decimal) -> None:
    assert reads_as(quote, value)
    assert not reads_as(quote, value + 1)


@pytest.mark.parametrize(
    ("quote", "amount"),
    [("984361元", "98.4361"), ("38.41万元", "38.41"), ("2亿元", "20000"), ("5萬", "5"), ("7", "7")],
)
def test_amounts_count_units_of_ten_thousand(quote: str, amount: str) -> None:
    assert reads_as(quote, Decimal(amount), amount=True)
    assert not reads_as(quote, Decimal(amount) * 10, amount=True)

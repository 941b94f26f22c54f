from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.parsing.numerals import read_number, read_sign, scale


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("1234", 1234),
        ("1,234", 1234),
        ("12,345,678", 12345678),
        ("96171.6", Decimal("96171.6")),
        ("1,276.5534", Decimal("1276.5534")),
    ],
)
def test_digits_are_read_exactly(printed: str, value: int | Decimal) -> None:
    assert read_number(printed) == value
    assert type(read_number(printed)) is type(value)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "1,23",
        "1234,567",
        ",123",
        "1.",
        ".5",
        "1.2.3",
        "-1",
        "1e5",
        "0x10",
        "十",
        "1 2",
        "1_000",
    ],
)
def test_what_is_no_number_is_none(printed: str) -> None:
    assert read_number(printed) is None


def test_more_digits_than_any_cell_holds_are_no_number() -> None:
    assert read_number("9" * 18) == 10**18 - 1
    assert read_number("9" * 19) is None
    assert read_number("9" * 100_000) is None


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**12))
def test_thousands_separators_change_nothing(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


@pytest.mark.parametrize(
    ("value", "myriad", "scaled"),
    [
        (1490, "万", 14900000),
        (Decimal("1.5"), "亿", 150000000),
        (Decimal("0.00001"), "万", Decimal("0.1")),
        (7, None, 7),
        (7, "", 7),
    ],
)
def test_myriads_are_multiplied_exactly(
    value: int | Decimal, myriad: str | None, scaled: int | Decimal
) -> None:
    assert scale(value, myriad) == scaled
    assert type(scale(value, myriad)) is type(scaled)


@pytest.mark.parametrize(
    ("printed", "sign"),
    [
        ("", 1),
        ("+", 1),
        ("增", 1),
        ("增加", 1),
        ("↑", 1),
        ("-", -1),
        ("减", -1),
        ("减少", -1),
        ("↓", -1),
    ],
)
def test_signs_are_read(printed: str, sign: int) -> None:
    assert read_sign(printed) == sign

"""Numbers and JSON as COPY takes them; that they arrive, tests/integration/test_bulk.py shows."""

import json
import struct
from decimal import Decimal

import pytest

from service.storage.bulk.binary import jsonb, numeric


def read(data: bytes) -> tuple[Decimal, int]:
    """Return the number that Postgres would read, and its decimals, by its own definition."""
    length, count, weight, sign, scale = struct.unpack("!ihhHH", data[:12])
    assert length == len(data) - 4
    groups = struct.unpack(f"!{count}H", data[12:])
    assert all(group < 10_000 for group in groups)
    number = sum(
        (Decimal(group).scaleb(4 * (weight - at)) for at, group in enumerate(groups)), Decimal()
    )
    return -number if sign else number, scale


@pytest.mark.parametrize("value", [0, 1, 9, 9_999, 10_000, 100_000_000, 12_345_678_901, -7, 10**24])
def test_counts_are_written_in_groups_of_four_digits(value: int) -> None:
    assert read(numeric(value)) == (value, 0)


@pytest.mark.parametrize(
    ("printed", "scale"),
    [("0.00", 2), ("12.50", 2), ("-0.00012345", 8), ("99.75", 2), ("1E+3", 0), ("12345.6789", 4)],
)
def test_amounts_keep_their_decimals(printed: str, scale: int) -> None:
    assert read(numeric(Decimal(printed))) == (Decimal(printed), scale)


def test_the_cache_of_counts_takes_no_amount_for_a_count() -> None:
    assert [read(numeric(value))[1] for value in (1, Decimal("1.00"), 1)] == [0, 2, 0]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("3", "3"),
        (None, None),
        (r"\u0000 \n", r"\u0000 \n"),
        ('"一\n\t\x0b', '"一\n\t\x0b'),
        ("3\0", "3\N{REPLACEMENT CHARACTER}"),
        ("\0\ud800\\", "\N{REPLACEMENT CHARACTER}?\\"),
    ],
)
def test_what_cells_show_is_written_but_for_what_postgres_cannot_hold(
    printed: str | None, kept: str | None
) -> None:
    data = jsonb({"a": printed, "b": None})
    assert struct.unpack("!ib", data[:5]) == (len(data) - 4, 1)
    assert json.loads(data[5:]) == {"a": kept, "b": None}

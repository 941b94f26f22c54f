"""JSON is the same bytes whichever library writes it."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.json_text import as_json

HALF = "\ud800"
WIDE = 10**30


def plainly(value: Any) -> bytes:
    """Return what the standard library writes, without our function."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode(errors="replace")


def characters() -> Iterator[str]:
    """Yield all characters, a plane at a time, but for halves of surrogate pairs."""
    for plane in range(0, 0x110000, 0x10000):
        numbers = range(plane, plane + 0x10000)
        yield "".join(chr(each) for each in numbers if not 0xD800 <= each <= 0xDFFF)


@pytest.mark.parametrize("beside", [None, HALF, WIDE], ids=["nothing", "half-a-pair", "30-digits"])
def test_every_character_is_written_as_the_standard_library_writes_it(beside: object) -> None:
    for each in characters():
        value = {each: [each, beside]}
        assert as_json(value) == plainly(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2**63 - 1, b"9223372036854775807"),
        (2**64 - 1, b"18446744073709551615"),
        (2**64, b"18446744073709551616"),
        (-(2**63), b"-9223372036854775808"),
        (-(2**63) - 1, b"-9223372036854775809"),
        (WIDE, b"1" + b"0" * 30),
        (2.0, b"2.0"),
        ([True, False, None], b"[true,false,null]"),
        ((1, ()), b"[1,[]]"),
        ({}, b"{}"),
    ],
)
def test_numbers_keep_all_their_digits(value: object, written: bytes) -> None:
    assert as_json({"b": value, "a": value}) == b'{"b":%s,"a":%s}' % (written, written)


@pytest.mark.parametrize("text", [HALF, f"新{HALF}申请", f'"\\\x02{HALF}\0', "\udfff\ud800"])
def test_half_a_surrogate_pair_becomes_a_question_mark(text: str) -> None:
    assert as_json({text: text}) == plainly({text: text})
    assert b"?" in as_json(text)


@pytest.mark.parametrize("beside", [None, HALF, WIDE], ids=["nothing", "half-a-pair", "30-digits"])
def test_what_json_has_no_form_for_is_turned_into_what_it_has_one_for(beside: object) -> None:
    for value in (Decimal("2.50"), date(2024, 12, 31)):
        assert as_json([value, beside], str) == plainly([value, beside])
        with pytest.raises(TypeError):
            as_json([value, beside])


def test_something_nested_deeper_than_the_quick_library_goes_is_written_all_the_same() -> None:
    value: list[Any] = []
    for _ in range(300):
        value = [value]
    assert as_json(value) == b"[" * 301 + b"]" * 301

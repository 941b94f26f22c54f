"""Numerals written in Chinese, for those who read reports and those who judge them."""

from typing import Final

_DIGITS = {
    "〇": 0, "零": 0, "○": 0, "O": 0, "o": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}


def read_chinese(printed: str) -> int | None:
    """
    Read a Chinese numeral: 两 is 2, 一百二十 is 120, 二〇二四 is 2024; None where it is none.

    十 may stand for itself, but 百, 千, 万 or 亿 without a number before is none: a form has 万次
    printed in it, and whoever filled it in left out the number.
    """
    if printed and all(char in _DIGITS for char in printed):
        return int("".join(str(_DIGITS[char]) for char in printed))
    total = section = digit = 0
    for char in printed:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            if not digit and char != "十":
                return None
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in MYRIADS:
            kept, counted = (0, total) if char == "亿" else (total, 0)
            counted += section + digit
            if not counted:
                return None
            total = kept + counted * MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if printed else None

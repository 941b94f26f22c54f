"""Spellings of numbers as reports print them, read into exact values."""

import re
from decimal import Decimal

_CHINESE_DIGITS = {
    "〇": 0, "零": 0, "○": 0, "O": 0, "o": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE_NUMERAL = "[〇零○一二两三四五六七八九十百千万亿]"

_PLAIN = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SIGNS = {
    "+": 1, "增": 1, "增加": 1, "↑": 1, "-": -1, "−": -1, "–": -1, "减": -1, "减少": -1, "↓": -1,
}  # fmt: skip
MOST_DIGITS = 18


def read_number(printed: str) -> int | Decimal | None:
    """
    Read digits with or without thousands separators and decimals: 1,234 or 96171.6.

    Returns None for anything else, and for more than 18 digits, which no cell of a report holds.
    """
    if len(printed) > MOST_DIGITS:
        return None
    if printed.isascii() and printed.isdigit():
        return int(printed)
    if not _PLAIN.fullmatch(printed):
        return None
    plain = printed.replace(",", "").replace("，", "")
    return Decimal(plain) if "." in plain else int(plain)


def scale(value: int | Decimal, myriad: str | None) -> int | Decimal:
    """Multiply by 万 or 亿 exactly; the result is an int wherever it is whole."""
    if not myriad:
        return value
    scaled = Decimal(value) * _MYRIADS[myriad]
    return int(scaled) if scaled == scaled.to_integral_value() else scaled


def is_sign(printed: str) -> bool:
    """Tell whether this is a sign, an arrow or 增/减, or nothing, which stands for an increase."""
    return not printed or printed in _SIGNS


def read_sign(printed: str) -> int:
    """Return 1 or -1 for a printed sign, arrow or 增/减; 1 where none is printed."""
    return _SIGNS[printed] if printed else 1


def read_chinese(printed: str) -> int | None:
    """
    Read a Chinese numeral: 两 is 2, 一百二十 is 120, 二〇二四 is 2024; None where it is none.

    十 may stand for itself, but 百, 千, 万 or 亿 without a number before is none: a form has 万次
    printed in it, and whoever filled it in left out the number.
    """
    if printed and all(char in _CHINESE_DIGITS for char in printed):
        return int("".join(str(_CHINESE_DIGITS[char]) for char in printed))
    total = section = digit = 0
    for char in printed:
        if char in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[char]
        elif char in _CHINESE_UNITS:
            if not digit and char != "十":
                return None
            section += (digit or 1) * _CHINESE_UNITS[char]
            digit = 0
        elif char in _MYRIADS:
            kept, counted = (0, total) if char == "亿" else (total, 0)
            counted += section + digit
            if not counted:
                return None
            total = kept + counted * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if printed else None


def arabic(printed: str) -> str:
    """Return a year, month or day in Arabic digits; one in Chinese numerals is turned."""
    return printed if printed.isascii() else str(read_chinese(printed))

"""Spellings of numbers as reports print them, read into exact values."""

import re
from decimal import Decimal

from service.standard.numerals import MYRIADS, read_chinese

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
    scaled = Decimal(value) * MYRIADS[myriad]
    return int(scaled) if scaled == scaled.to_integral_value() else scaled


def is_sign(printed: str) -> bool:
    """Tell whether this is a sign, an arrow or 增/减, or nothing, which stands for an increase."""
    return not printed or printed in _SIGNS


def read_sign(printed: str) -> int:
    """Return 1 or -1 for a printed sign, arrow or 增/减; 1 where none is printed."""
    return _SIGNS[printed] if printed else 1


def arabic(printed: str) -> str:
    """Return a year, month or day in Arabic digits; one in Chinese numerals is turned."""
    return printed if printed.isascii() else str(read_chinese(printed))

"""A reader of single numbers, independent of the parser: does a quotation read as a value?"""

import re
from decimal import Decimal
from html import unescape
from unicodedata import category, normalize

_TAG = re.compile("<[A-Za-z/!][^<>]*>")
_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)([亿億万萬]?元?)")
_LESS = re.compile(r"减|↓|-")
_FACTORS = {"亿": 100_000_000, "億": 100_000_000, "万": 10_000, "萬": 10_000}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_SPELLED = {**_DIGITS, "〇": 0, "○": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ZERO_WORDS = ("未", "无", "無", "没有", "零")


def shown(quote: str) -> str:
    """Return what a reader sees of a quotation: neither tags nor characters without width."""
    return "".join(c for c in _TAG.sub("", unescape(quote)) if category(c) != "Cf")


def reads_as(quote: str, value: int | Decimal, *, amount: bool = False) -> bool:
    """
    Tell whether `quote` is a spelling of `value`.

    With `amount` set the value counts 万元, so `984361元` reads as 98.4361.
    """
    text = normalize("NFKC", shown(quote)).replace(",", "").replace("−", "-")
    text = "".join(filter(str.isprintable, text.replace(" ", "")))
    match = _NUMBER.search(text)
    if match is None:
        if value == 0:
            return any(word in text for word in _ZERO_WORDS)
        return _spelled(text) == value
    number = Decimal(match[2])
    if _LESS.search(text[: match.start(2)]):
        number = -number
    factor = _FACTORS.get(match[3][:1], 1)
    if amount and match[3]:
        return number * factor / 10_000 == value
    return number * factor == value or number == value


def _spelled(text: str) -> int:
    """Read 两, 一百二十, 三十五万 or 二〇二四, whatever stands around the numeral."""
    numeral = [sign for sign in text if sign in _SPELLED or sign in _TENS or sign in _FACTORS]
    if len(numeral) > 1 and all(sign in _SPELLED for sign in numeral):
        return int("".join(str(_SPELLED[sign]) for sign in numeral))
    total = part = digit = 0
    for sign in numeral:
        if sign in _SPELLED:
            digit = _SPELLED[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        else:
            total, part, digit = (total + part + digit) * _FACTORS[sign], 0, 0
    return total + part + digit

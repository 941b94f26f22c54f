"""A reader of single numbers, independent of the parser: does a quotation read as a value?"""

import re
from decimal import Decimal
from unicodedata import normalize

_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)(亿元|万元|亿|万|元)?")
_LESS = re.compile(r"减|↓|-")
_FACTORS = {"亿": 100_000_000, "万": 10_000}
_SPELLED = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ZERO_WORDS = ("未", "无", "没有", "零")


def reads_as(quote: str, value: int | Decimal, *, amount: bool = False) -> bool:
    """
    Tell whether `quote` is a spelling of `value`.

    With `amount` set the value counts 万元, so `984361元` reads as 98.4361.
    """
    text = normalize("NFKC", quote).replace(",", "").replace("−", "-")
    text = "".join(text.split())
    match = _NUMBER.search(text)
    if match is None:
        if value == 0:
            return any(word in text for word in _ZERO_WORDS)
        return any(_SPELLED.get(character) == value for character in text)
    number = Decimal(match[2])
    if _LESS.search(text[: match.start(2)]):
        number = -number
    factor = next((_FACTORS[sign] for sign in _FACTORS if (match[3] or "").startswith(sign)), 1)
    if amount and match[3]:
        return number * factor / 10_000 == value
    return number * factor == value or number == value

"""Quantities of prose: a number with its measure word, and the words that say what it counts."""

import re
from typing import NamedTuple

ARITHMETIC = "数字之间的合计与比例关系"
# Numbers that are read from the prose for one rule alone have no pointer of their own.
TEXT = "/text"

# More digits have run together, and count nothing.
MOST_DIGITS = 15
UNITS = "件条个份期次篇起例宗项部家场批册封"
_NUMBER = re.compile(
    # The first digit by itself lets the scan pass over all that is none.
    r"(?P<number>\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*))(?P<fraction>\.\d+)?"
    rf"(?P<scale>[万亿千百余多]*)(?P<unit>[{UNITS}%％年月日号]?)"
)
_ABOUT = frozenset("近约超逾过")
_LEADING = _ABOUT | {"达"}
_UNCOUNTED = frozenset("%％年月日号")
_LONGEST = 600
_BRACKETED = re.compile(r"[（(][^（()）\n]{0,200}[)）]")


class Quantity(NamedTuple):
    """
    A number that counts something, with offsets in the joined text.

    `unit` is the measure word, "" where none is printed, as in `部分公开67`.
    `label` is what stands between the number before and this one.
    `exact` is False for 近300个, 5500余条, 18万条, 1.5万.
    """

    label: str
    value: int
    unit: str
    exact: bool
    start: int
    end: int


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return the quantities between two offsets; percentages, dates and more digits are none."""
    found = []
    at = start
    for match in _NUMBER.finditer(text, start, end):
        if match["unit"] in _UNCOUNTED or len(match["number"]) > MOST_DIGITS:
            continue
        before = text[max(at, match.start() - 1) : match.start()]
        # A space is left between two digits alone: the number may be broken over two lines.
        doubtful = before in _ABOUT or text[match.start() - 1 : match.start()] == " "
        found.append(
            Quantity(
                label=text[at : match.start()].removesuffix(before if before in _LEADING else ""),
                value=int(match["number"].replace(",", "")),
                unit=match["unit"],
                exact=not (doubtful or match["fraction"] or match["scale"]),
                start=match.start(),
                end=match.end(),
            )
        )
        at = match.end()
    return found


def sentence_start(text: str, end: int, marks: str = "。\n") -> int:
    """Return where the sentence begins that `end` stands in, `_LONGEST` characters back at most."""
    floor = max(0, end - _LONGEST)
    return max(floor, *(text.rfind(mark, floor, end) + 1 for mark in marks))


def without_brackets(text: str) -> str:
    """Return `text` with what stands in brackets blanked, all offsets unchanged."""
    return _BRACKETED.sub(lambda match: " " * len(match[0]), text)

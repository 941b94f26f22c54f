"""
The numerals of labels, told from the last digit of the number before them.

    glued = number numeral label    0000000 2.重复申请
          | number mark label       1326、行政处罚
          | numeral label           2重复申请

A digit before a mark is a label's own numeral only where the format gives that label that number.
"""

import re
from collections import defaultdict
from itertools import product
from operator import attrgetter

from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021

_TABLES = (attrgetter("disclosure"), attrgetter("applications"), attrgetter("review"))
_OPENING = 2
_NUMBERED = re.compile(r"([0-9])[.、](.*)")


def _labels() -> set[str]:
    labels: set[str] = set()
    for template, table in product((FORMAT_2021, FORMAT_2019), _TABLES):
        labels.update(table(template).headings)
        for row in table(template).rows:
            labels.update(label for label in (row.label, row.group, *row.variants) if label)
    return labels


def _own_numeral(mark: str) -> str:
    openings: dict[str, set[str]] = defaultdict(set)
    for label in _labels():
        numbered = _NUMBERED.match(label)
        if numbered:
            openings[numbered.group(1)].add(" ?".join(numbered.group(2)[:_OPENING]))
    kinds = (
        f"(?<={digit}){mark}(?:{'|'.join(sorted(words))})" for digit, words in openings.items()
    )
    return "|".join(sorted(kinds))


def _unnumbered() -> str:
    plain = {label[:_OPENING] for label in _labels() if not _NUMBERED.match(label)}
    folded = (opening.replace("（", "(") for opening in plain)
    return "|".join(sorted(map(re.escape, folded)))


OWN_NUMERAL = re.compile(_own_numeral(" ?[.、,)] {0,4}"))
# Without a mark it is one only where no other digit stands before it.
BARE_NUMERAL = re.compile(_own_numeral(""))
UNNUMBERED_LABEL = re.compile(rf" ?[.、,，;:] ?(?:{_unnumbered()})")

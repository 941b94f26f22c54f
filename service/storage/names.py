"""
Words by which names are found: pg_trgm would take three characters, Chinese asks with one or two.

A name's words are its characters and its pairs of neighbours, `^` before the first one.
What contains all pairs of what is sought nearly always contains it whole; the rest is looked at.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

START: Final = "^"


def plain(name: str) -> str:
    """Return the name as it is compared: full-width and capital letters levelled, no blanks."""
    levelled = unicodedata.normalize("NFKC", name).casefold()
    return "".join(levelled.split()).replace(START, "")


def sought_in(names: Iterable[str]) -> str:
    """Return the text in which a part of a name is sought, each name behind its START."""
    return "".join(START + plain(name) for name in names)


def grams(text: str) -> list[str]:
    """Return the words under which `sought_in` is found."""
    pairs = (text[at : at + 2] for at in range(len(text) - 1))
    within = {pair for pair in pairs if pair[1] != START}
    return sorted(within | (set(text) - {START}))


def found_by(names: Iterable[str]) -> tuple[str, list[str]]:
    """Return by what an agency of these names is found: `sought_in` with its `grams`."""
    sought = sought_in(names)
    return sought, grams(sought)


def grams_of_part(part: str) -> list[str]:
    """Return the words that every name with the part bears; the part is one of `plain`."""
    if len(part) == 1:
        return [part]
    return sorted({part[at : at + 2] for at in range(len(part) - 1)})

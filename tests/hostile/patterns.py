"""Texts that each regular expression of the reader and the rules nearly matches, very often."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import service.parsing
import service.rules
import service.standard

_ALPHABET = "年月日件条一二三123０，。、（）《》| \t\n<>&x"
_MOST_REPEATS = 40


def patterns() -> list[re.Pattern[str]]:
    """Return every compiled pattern over text of the reader and the rules, in a fixed order."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    for package in (service.parsing, service.rules, service.standard):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for pattern in _within(vars(importlib.import_module(each.name)).values()):
                found[pattern.pattern, pattern.flags] = pattern
    return [found[key] for key in sorted(found)]


def _within(values: Iterable[Any], depth: int = 3) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                yield value
        elif depth and isinstance(value, (tuple, list, set, frozenset)):
            yield from _within(value, depth - 1)
        elif depth and isinstance(value, dict):
            yield from _within(chain(value, value.values()), depth - 1)


def nearly_matching(pattern: re.Pattern[str], rng: Random) -> str:
    """Return a text that the pattern matches, or matches but for an end that is missing."""
    text = "".join(_sample(parser.parse(pattern.pattern, pattern.flags), rng))
    cut = rng.choice((0, 0, 1, 1, 2, len(text) // 2))
    return text[: len(text) - cut] or text


def _sample(tree: Any, rng: Random) -> Iterator[str]:
    for code, argument in tree:
        yield from _one(code, argument, rng)


def _one(code: Any, argument: Any, rng: Random) -> Iterator[str]:
    if code is codes.LITERAL:
        yield chr(argument)
    elif code in (codes.ANY, codes.NOT_LITERAL, codes.CATEGORY):
        yield rng.choice(_ALPHABET)
    elif code is codes.IN:
        yield _of_class(argument, rng)
    elif code is codes.BRANCH:
        yield from _sample(rng.choice(argument[1]), rng)
    elif code is codes.SUBPATTERN:
        yield from _sample(argument[3], rng)
    elif code is codes.ATOMIC_GROUP:
        yield from _sample(argument, rng)
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = argument
        most = min(int(most), least + _MOST_REPEATS)
        for _ in range(rng.choice((least, min(least + 1, most), most))):
            yield from _sample(inner, rng)
    elif code is codes.ASSERT and argument[0] > 0:
        yield from _sample(argument[1], rng)


def _of_class(members: Any, rng: Random) -> str:
    if members[0][0] is codes.NEGATE:
        return rng.choice(_ALPHABET)
    code, argument = rng.choice(members)
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.RANGE:
        return chr(rng.randint(*argument))
    return rng.choice("0 年")

"""
Who signed a report, and when.

    signature = [organ] day | organ line, day line | day line, organ line
    day       = 2024年1月20日 | 二〇二四年一月二十日 | 2024-01-20

A day stands for the signature by where it stands: beside an organ before others, alone on its
line before one amid words. The day on which a page was published or changed is none.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from service.model.place import Span
from service.model.report import Signature
from service.parsing.days import day
from service.parsing.identity.titles import YEAR
from service.parsing.organs import is_organ
from service.parsing.text.cleaning import Squeezed, line_end, line_start

_DIGIT = "[〇零○0-9一二三四五六七八九]"
_DAY = re.compile(
    rf"(?P<y>{YEAR}|二{_DIGIT}{{3}})年(?P<m>[0-9]{{1,2}}|元|[一二三四五六七八九十]{{1,2}})月"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DIGITS = re.compile(
    r"(?<![0-9.])(?P<y>20[0-9]{2})(?P<mark>[-./])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})(?![0-9.])"
)
_SHORTEST_NAME, _LONGEST_NAME = 3, 40
_NEAR = 40
_LABEL = r"(?:落款)?(?:日期|时间)[:：]"
_BEFORE_ALONE = re.compile(rf"[|(\s]*(?:{_LABEL})?\s*")
_LABEL_BEFORE = re.compile(rf"{_LABEL}\s*$")
_LINE_BELOW = re.compile(r"[^\n]*\n\s*(?P<line>[^\n]+?)[|\s]*(?:\n|$)")
_BEHIND_ALONE = re.compile(r"(?:[|)\s。]|印发|发布|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)*")
_OF_THE_PAGE = re.compile(
    "(?:发布|公布|更新|发表|发稿|发文|成文|生成|录入|修改|上传|打印|浏览|编辑|来源|主办|承办|版权|维护"
    r"|制作|点击|作者)(?:所有|时间|日期|机构|单位)?[:\s]*(?:[^\s。:]{2,30}\s*)?$"
)
_SEAL = re.compile(r"\((?:公章|盖章|印章|章)\)$")


class _Day(NamedTuple):
    """A day as it is printed, and its year, month and day of the month."""

    span: Span
    parts: tuple[str | Any, ...]


class _Signs(NamedTuple):
    """How certainly a day is that of the signature, and the organ beside it."""

    rank: int
    organ: Span | None


_BESIDE_ORGAN, _ALONE, _AMID, _NONE = 3, 2, 1, 0


def find_signature(content: str, folded: str, view: Squeezed, start: int) -> Signature | None:
    """
    Return the signature that stands not before position `start`, or None.

    Behind the last section (`start` is not 0) the first of equals is the report's, and what
    follows the page's; in a fragment it is the last.
    """
    days = list(_days(folded, view, start))
    signs = [_signs(folded, view, found, fragment=not start) for found in days]
    best = max((sign.rank for sign in signs), default=_NONE)
    if best == _NONE:
        return None
    ranks = [sign.rank for sign in signs]
    index = ranks.index(best) if start else len(ranks) - 1 - ranks[::-1].index(best)
    organ = signs[index].organ
    name = "".join(content[organ.start : organ.end].split()) if organ is not None else None
    return Signature(name, day(*days[index].parts), days[index].span)


def _days(folded: str, view: Squeezed, start: int) -> Iterator[_Day]:
    found = [
        _Day(view.span(*match.span()), match.group("y", "m", "d"))
        for match in _DAY.finditer(view.text, start)
    ]
    found += [
        _Day(Span(*match.span()), match.group("y", "m", "d"))
        for match in _DIGITS.finditer(folded, view.offset(start))
    ]
    return iter(sorted(found))


def _signs(folded: str, view: Squeezed, found: _Day, *, fragment: bool) -> _Signs:
    start, end = found.span
    line = line_start(folded, start)
    behind = folded[end : line_end(folded, end)]
    if _OF_THE_PAGE.search(folded, max(line, start - _NEAR), start):
        return _Signs(_NONE, None)
    organ = _organ_before(folded, start)
    first = organ.start if organ is not None and organ.end > line else start
    if _BEFORE_ALONE.fullmatch(folded, line, first) and _BEHIND_ALONE.fullmatch(behind):
        organ = organ or _organ_behind(folded, end)
        in_words = "年" in folded[start:end]
        return _Signs(_BESIDE_ORGAN if organ else _ALONE if in_words else _NONE, organ)
    at_end = len(view.text) - view.position(end) <= _NEAR and _stands_alone(folded, end)
    amid_links = not fragment and first < start and _has_links(behind)
    return _Signs(_AMID if at_end or amid_links else _NONE, organ)


def _has_links(behind: str) -> bool:
    """Tell whether links of the page may follow a day on its line, and no sentence goes on."""
    near = behind[:_NEAR]
    return near[:1].isspace() and not any(mark in near for mark in ",，。;")


def _stands_alone(folded: str, end: int) -> bool:
    """Tell whether a day is not part of a sentence: nothing goes on behind it."""
    behind = folded[end : end + 2].strip()[:1]
    return not behind.isalnum() and behind not in tuple("。,，;、")


def _organ_before(folded: str, day_start: int) -> Span | None:
    """Return the organ's name right before the day, on its line or on the last line before."""
    label = _LABEL_BEFORE.search(folded, max(0, day_start - 12), day_start)
    last = label.start() if label else day_start
    start = max(0, last - 4 * _LONGEST_NAME)
    return _organ(folded, start, start + len(folded[start:last].rstrip(" \t\r\n|(")))


def _organ_behind(folded: str, day_end: int) -> Span | None:
    """Return the organ's name that is the whole line below the day."""
    rest = folded[day_end : day_end + 4 * _LONGEST_NAME]
    line = _LINE_BELOW.match(rest)
    if line is None:
        return None
    start, end = line.span("line")
    organ = _organ(folded, day_end + start, day_end + end)
    return organ if organ is not None and organ.start == day_end + start else None


def _organ(folded: str, start: int, end: int) -> Span | None:
    """Return the organ's name that ends at `end`, or None where none does."""
    seal = _SEAL.search(folded, start, end)
    end = len(folded[: seal.start()].rstrip()) if seal else end
    line = max(start, folded.rfind("\n", start, end) + 1)
    words = folded[line:end]
    if len(words.split()) > 1 and all(len(word) == 1 for word in words.split()):
        first = line + len(words) - len(words.lstrip())
    else:
        first = max([end - len(re.split(r"[\s。;,，:、|]", words)[-1]), line])
    if folded[first : first + 1] == "(" and ")" not in folded[first:end]:
        first += 1
    name = "".join(folded[first:end].split())
    is_name = _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and is_organ(name)
    return Span(first, end) if is_name and not any(map(str.isdigit, name)) else None

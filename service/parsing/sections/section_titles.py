"""
The title of a section, told by its standard wording, by one very like it, or by its key words.

    line = [numbering] title
"""

import re
from functools import cache

from rapidfuzz import fuzz, process

from service.standard.numerals import read_chinese
from service.standard.sections import SECTIONS

NUMERALS = "一二三四五六七八九十"
_NUMBERING = re.compile(
    rf"(?P<other>\()?(?:第)?(?P<numeral>[{NUMERALS}]{{1,3}}|[0-9]{{1,2}})(?P<part>部分)?"
    r"\\?[)、.,，:。]{0,2}"
)
INSIGNIFICANT = "、,，和及与的等()《》<>“”\"' \t"
_INSIGNIFICANT = re.compile(f"[{INSIGNIFICANT}]")
_ALIKE = 84.0
_HIGHEST_NUMBER = 20

# A heading tells its matter in a few nouns. What it is of has its place in the series.
_KEY_WORDS = {
    1: "[^复诉]{0,16}(?:(?:总体|基本|整体)(?:工作)?(?:情况|概况)|概述|概况|综述)",
    2: "[^复诉]{0,12}主动公开[^复诉]{0,8}",
    3: "[^复诉]{0,16}申请[^复诉]{0,12}",
    4: ".{0,24}(?:复议|诉讼).{0,12}",
    5: ".{0,20}(?:问题|不足|困难|改进).{0,16}",
    6: ".{0,6}其[他它](?:.{0,10}(?:事项|情况|事宜|内容))?",
}
_IN_OTHER_WORDS = {number: re.compile(words) for number, words in _KEY_WORDS.items()}
# Before 2019 others stand between them, on fees or on staff: these are known by their words alone.
_WHEREVER_NUMBERED = {
    3: re.compile("[^复诉]{0,16}依申请[^复诉]{0,20}|[^复诉]{0,16}申请[^复诉]{0,8}情况"),
    4: _IN_OTHER_WORDS[4],
    5: re.compile(".{0,12}(?:存在|主要).{0,6}(?:问题|不足|困难).{0,16}"),
}
# The first two sections are the first two wherever they are told by words.
_FIRST_ELSEWHERE = 2
_LAST_NOUNS = (
    "情况", "概述", "概况", "综述", "公开", "信息", "申请", "复议", "诉讼", "问题", "不足", "困难",
    "改进", "措施", "打算", "建议", "思路", "方向", "举措", "意见", "安排", "计划", "对策", "工作",
    "其他", "其它", "事项", "事宜", "内容",
)  # fmt: skip
# 一、2023年总体情况 is a title all the same.
_YEAR = re.compile("20[0-9]{2}年度?")
_OF_A_SENTENCE = re.compile("[。;,，!?0-9:]")


def key_of_title(title: str) -> str:
    """Return what is significant of a title: no brackets, marks and little words."""
    return _INSIGNIFICANT.sub("", title)


_TITLES = {
    key_of_title(title): section.number
    for section in SECTIONS
    for title in (section.title, *section.also_seen)
}
_FIRST = ("一", "1")
_SHORTEST = SECTIONS[0].title
_ALL_BUT_ONE = len(_SHORTEST) - 1
# What the last significant character of any title is.
LAST_SIGNS = "".join(sorted({words[-1] for words in (*_TITLES, *_LAST_NOUNS)}))
_LONGEST_FIRST = tuple(sorted(_TITLES, key=len, reverse=True))
# Titles as the standard has them that are the beginning of no other one.
_AS_PRINTED = {
    section.title: (section.number, len(section.title))
    for section in SECTIONS
    if not any(
        other.startswith(key_of_title(section.title)) and other != key_of_title(section.title)
        for other in _TITLES
    )
}
_PRINTED_TITLES = tuple(_AS_PRINTED)


def exact_title(ahead: str) -> tuple[int, int] | None:
    """Return the number of the longest title that `ahead` starts with, and the length printed."""
    if ahead.startswith(_PRINTED_TITLES):
        return next(_AS_PRINTED[title] for title in _PRINTED_TITLES if ahead.startswith(title))
    key = key_of_title(ahead)
    if not key.startswith(_LONGEST_FIRST):
        return None
    title = next(title for title in _LONGEST_FIRST if key.startswith(title))
    return _TITLES[title], _printed_length(ahead, len(title))


def _printed_length(ahead: str, significant: int) -> int:
    for length, char in enumerate(ahead):
        if char not in INSIGNIFICANT:
            if significant == 0:
                return length
            significant -= 1
        elif significant == 0:
            return length
    return len(ahead)


def alike(title: str, numeral: str = "") -> int | None:
    """
    Return the number of the section whose title is very like `title`, or None.

    With the numeral of the first section before it, one misread character of 总体情况 is enough.
    """
    key = key_of_title(title)
    if numeral in _FIRST and sum(map(str.__eq__, key, _SHORTEST)) == len(key) - 1 == _ALL_BUT_ONE:
        return 1
    best = process.extractOne(key, _LONGEST_FIRST, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if best is None else _TITLES[best[0]]


def title_of_line(line: str) -> tuple[int, int | None, int, bool] | None:
    """Return section, printed number, where the title begins, and whether (一) or 1 numbers it."""
    numbering = _NUMBERING.match(line)
    offset = numbering.end() if numbering else 0
    number = _TITLES.get(key_of_title(line[offset:]))
    if number is not None:
        return number, None, offset, False
    if numbering is None:
        return None
    words = _YEAR.sub("", line[offset:])
    if _OF_A_SENTENCE.search(words):
        return None
    printed = read_numeral(numbering.group("numeral")) or 0
    title = key_of_title(words)
    number = _told_by_words(title, printed)
    if number is None:
        return None
    is_other = bool(numbering.group("other")) or numbering.group("numeral").isdigit()
    return number, printed, offset, is_other


def _told_by_words(title: str, printed: int) -> int | None:
    """Return the section that the key words tell: the one of the number, or one known anywhere."""
    if not title.endswith(_LAST_NOUNS):
        return None
    words = _IN_OTHER_WORDS.get(printed)
    if words is not None and words.fullmatch(title):
        return printed
    found = (number for number, words in _WHEREVER_NUMBERED.items() if words.fullmatch(title))
    return next(found, None) if printed > _FIRST_ELSEWHERE else None


@cache
def read_numeral(printed: str) -> int | None:
    """Return the number of a heading, None where no series of headings goes so far."""
    number = int(printed) if printed.isdigit() else read_chinese(printed)
    return number if number is not None and number <= _HIGHEST_NUMBER else None

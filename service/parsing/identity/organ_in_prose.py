"""
The organ that reports, where neither title nor signature names it.

    phrase = 请与…联系 | 本报告由…编制 | …编制本报告 | YEAR年，…认真贯彻

Only a full name counts: one that the sentence shortens (我局, 本机关) is none.
"""

import re

from service.model.place import Span
from service.parsing.identity.titles import YEAR
from service.parsing.organs import is_organ
from service.parsing.text.cleaning import Squeezed

_NAME = r"(?P<name>[\u4e00-\u9fff]{4,30}?)"
_BEGINS_TO_TELL = (
    "(?:在|以|坚持|认真|深入|严格|全面|始终|紧紧|积极|持续|切实|高度|按照|围绕|贯彻|扎实|依法|不断)"
)
_PHRASES = tuple(
    re.compile(phrase)
    for phrase in (
        rf"本(?:年度)?报告由{_NAME}(?:负责)?(?:编制|编写|发布|公布)",
        rf"(?:请|可)(?:直接)?(?:与|同|向|联系|咨询){_NAME}(?:联系|咨询|垂询|反映|查询|[,，(。])",
        rf"(?:[。,，]|要求|规定|实际){_NAME}编制(?:了|并公布)?(?:本报告|{YEAR}年)",
        rf"{YEAR}年度?(?:以来)?[,，]?{_NAME}{_BEGINS_TO_TELL}",
    )
)
# The unit of the organ that answers the telephone.
_UNIT = re.compile(r"(?<=[局厅委院府会社])(?:办公室|综合[科处股]|[\u4e00-\u9fff]{2,8}[科股处室])$")
_SHORTENED = re.compile("^(?:我|本|该|县|市|区|各|全|相关|有关|上级|及时|由|和|与)")


def find_organ(view: Squeezed, end: int) -> Span | None:
    """Return where the first phrase before position `end` names the organ, or None."""
    for phrase in _PHRASES:
        for match in phrase.finditer(view.text, 0, end):
            name = _UNIT.sub("", match.group("name"))
            if is_organ(name) and not _SHORTENED.search(name):
                start = match.start("name")
                return view.span(start, start + len(name))
    return None

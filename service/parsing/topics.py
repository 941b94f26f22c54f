"""
What a sentence of the prose speaks of: the words in it, before a number if they can, tell.

A sentence that names nothing goes on with what the last one spoke of, up to the next of the
headings （一）…（五）; what is named once (proposals, files, licences) is not gone on with.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

APPLICATIONS = "applications"
# Applications that the sentence itself names: only then is a case of review about them.
NAMED_APPLICATIONS = "named applications"
REVIEW = "review"
GAZETTE, HOTLINE, LETTERS = "gazette", "hotline", "letters"
_SOMETHING_ELSE, _HEADING, _ITS_HEADING = "else", "heading", "heading_of_applications"
# A heading names what is spoken of below it; it makes no case of review one of applications.
_MEANT = {_HEADING: None, _ITS_HEADING: APPLICATIONS}
_SECTION_TOPICS = {3: APPLICATIONS, 4: REVIEW}

# The topics whose readings count where a topic is told.
SEEN: dict[str | None, tuple[str | None, ...]] = {
    None: (None,),
    APPLICATIONS: (None, APPLICATIONS),
    NAMED_APPLICATIONS: (None, APPLICATIONS, REVIEW),
    REVIEW: (None, REVIEW),
    GAZETTE: (None, GAZETTE),
    HOTLINE: (None, HOTLINE),
    LETTERS: (None, LETTERS),
    _SOMETHING_ELSE: (None,),
}

_SENTENCE_MARK = re.compile(r"[。!?]")
# The first class alone lets the search pass over most characters; no sign reaches beyond the mark
# of its sentence.
_SIGNS = re.compile(
    "(?=[公热来信留依申代委人提建行投举印制起审发拟产形(])"
    f"(?:(?P<{GAZETTE}>公报)|(?P<{HOTLINE}>热线|来电)|(?P<{LETTERS}>来信|信箱|(?<!来电[、和])留言)"
    f"|(?P<{APPLICATIONS}>(?<![、,，;:中])依申请|依申请(?!公开[0-9])|信息公开(?:的)?申请|公开(?:政府)?信息(?:的)?申请|(?<!依)申请公开|申请人"
    "|信息公开[^,，。;:!?]{0,12}(?:复议|诉讼|起诉))"
    f"|(?P<{_SOMETHING_ELSE}>(?:代表|委员|人大)[^,，。;:!?]{{0,6}}建议|提案|建议[0-9]|公文|行政许可|行政审批"
    "|(?:信访|投诉|举报)(?:事项|件|案|[0-9])"
    "|(?:印发|制发|起草|审核|审查|发布|发|拟制|产生|形成)[^,，。;:!?0-9]{0,8}文件?(?=[共总合计有为达]{0,3}[0-9]))"
    rf"|(?P<{_ITS_HEADING}>(?<![条第项款])\([一二三四五六七八九十]\)[^,，。;:!?0-9]{{0,12}}依申请公开)"
    rf"|(?P<{_HEADING}>(?<![条第项款])\([一二三四五六七八九十]\)))"
)


class Topics:
    """The topics of a stretch's sentences; its signs are sought in one go."""

    def __init__(self, text: str, start: int, end: int, section: int) -> None:
        """Begin a stretch of the squeezed text, `start` to `end`, in section `section`."""
        self._marks = positions(_SENTENCE_MARK, text, start, end)
        self._default = _SECTION_TOPICS.get(section)
        signs = list(_SIGNS.finditer(text, start, end))
        self._places = [sign.start() for sign in signs]
        self._names = [sign.lastgroup or "" for sign in signs]
        # What is gone on with, by how many signs stand before.
        self._left = [self._default]
        for name in self._names:
            topic = _MEANT.get(name, name) or self._default
            self._left.append(self._left[-1] if name == _SOMETHING_ELSE else topic)

    def sentence(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence around `position`."""
        behind = bisect_right(self._marks, position)
        return self._marks[behind - 1] + 1, self._marks[behind]

    def at(self, position: int) -> str | None:
        """Return the topic at `position`."""
        start, end = self.sentence(position)
        first = bisect_left(self._places, start)
        told = bisect_left(self._places, position, first)
        if told == first and (first == len(self._places) or self._places[first] >= end):
            return self._left[first]
        topic = self._names[max(told - 1, first)]
        if topic in _MEANT:
            return _MEANT[topic] or self._default
        return NAMED_APPLICATIONS if told > first and topic == APPLICATIONS else topic


def positions(mark: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Return the positions of the marks in a stretch, between the one before it and its end."""
    between = mark.split(text[start:end])
    return list(accumulate((len(words) + 1 for words in between), initial=start - 1))

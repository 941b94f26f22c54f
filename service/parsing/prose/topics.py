"""
What a sentence of the prose speaks of: the words in it, before a number if they can, tell.

A sentence that names nothing goes on with what the last one spoke of, up to the next of the
headings （一）…（五）; what is named once (proposals, files, licences) is not gone on with.
"""

import re
from bisect import bisect_left, bisect_right

APPLICATIONS = "applications"
# Applications that the sentence itself names: only then is a case of review about them.
NAMED_APPLICATIONS = "named applications"
REVIEW = "review"
GAZETTE, HOTLINE, LETTERS = "gazette", "hotline", "letters"
# 统计公报 and 环境状况公报 are no government's gazette; a heading may stand right before it.
_BEFORE_GAZETTE = "府市县区省州旗盟委署部局厅办编发印版行刊辑作阅年的了份子《,，。;:况开理设障"
GAZETTE_NAME = f"公(?<![^{_BEFORE_GAZETTE}]公)(?<!状况公)报"
_SOMETHING_ELSE, _HEADING, _ITS_HEADING = "else", "heading", "heading_of_applications"
# A heading names what is spoken of below it; it makes no case of review one of applications.
_MEANT = {_HEADING: None, _ITS_HEADING: APPLICATIONS}
_SECTION_TOPICS = {3: APPLICATIONS, 4: REVIEW}

# What of them is named behind a number does not end what is said of applications.
_NO_CASES = (GAZETTE, HOTLINE, LETTERS)

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

_SENTENCE_MARKS = "。!?"
_CLAUSE_MARK = re.compile(r"[,，。;:!?]")
_CLAUSE = "[^,，。;:!?]"
_FILE = "[^,，。;:!?0-9]{0,8}文件?(?=[共总合计有为达]{0,3}[0-9])"
_CASES = "(?:事项|件|案|[0-9])"
_NUMERAL_OF_HEADING = r"\((?<![条第项款]\()[一二三四五六七八九十]\)"
# The signs of each topic; of two at one place the one that stands first here counts. Each begins
# with a character as it is, and looks back behind it: so the search passes over all characters that
# begin none, and asks the rest about their own signs alone. No sign reaches beyond the mark of its
# sentence.
_SIGNS_OF: tuple[tuple[str, tuple[str, ...]], ...] = (
    (GAZETTE, (GAZETTE_NAME,)),
    (HOTLINE, ("热线", "来电")),
    (LETTERS, ("来信", "信箱", "留(?<!来电[、和]留)言")),
    (
        APPLICATIONS,
        (
            "依(?<![、,，;:中]依)申请",
            "依申请(?!公开[0-9])",
            "信息公开的?申请",
            "公开(?:政府)?信息的?申请",
            "申(?<!依申)请公开",
            "申请人",
            f"信息公开{_CLAUSE}{{0,12}}(?:复议|诉讼|起诉)",
        ),
    ),
    (
        _SOMETHING_ELSE,
        (
            *(f"{members}{_CLAUSE}{{0,6}}建议" for members in ("代表", "委员", "人大")),
            *("提案", "建议[0-9]", "公文", "行政许可", "行政审批"),
            *(f"{letters}{_CASES}" for letters in ("信访", "投诉", "举报")),
            *(f"{made}{_FILE}" for made in ("印发", "制发", "起草", "审核", "审查", "发布", "发")),
            *(f"{made}{_FILE}" for made in ("拟制", "产生", "形成")),
        ),
    ),
    (_ITS_HEADING, (rf"{_NUMERAL_OF_HEADING}[^,，。;:!?0-9]{{0,12}}依申请公开",)),
    (_HEADING, (_NUMERAL_OF_HEADING,)),
)
# An empty group ends each sign: its number tells which one was found.
_SIGNS = re.compile("|".join(f"{sign}()" for _, signs in _SIGNS_OF for sign in signs))
_TOPIC_OF_SIGN = ("", *(topic for topic, signs in _SIGNS_OF for _ in signs))


class Topics:
    """
    The topics of a stretch's sentences; its signs are sought in one go.

    `clause_marks` are the places of its clause marks, between the one before it and its end.
    """

    def __init__(self, text: str, start: int, end: int, section: int) -> None:
        """Begin a stretch of the squeezed text, `start` to `end`, in section `section`."""
        places = [mark.start() for mark in _CLAUSE_MARK.finditer(text, start, end)]
        self.clause_marks = [start - 1, *places, end]
        ends = [place for place in places if text[place] in _SENTENCE_MARKS]
        self._marks = [start - 1, *ends, end]
        self._default = _SECTION_TOPICS.get(section)
        signs = list(_SIGNS.finditer(text, start, end))
        self._places = [sign.start() for sign in signs]
        self._names = [_TOPIC_OF_SIGN[sign.lastindex or 0] for sign in signs]
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
        if told == first and topic in _NO_CASES and self._left[first] == APPLICATIONS:
            # 申请18件，其中来信3件 names a way of applying behind the number.
            return _SOMETHING_ELSE
        if topic in _MEANT:
            return _MEANT[topic] or self._default
        return NAMED_APPLICATIONS if told > first and topic == APPLICATIONS else topic

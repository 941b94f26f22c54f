"""Family H, third part: prose that was copied from last year's report."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.model.finding import Severity
from service.model.history import History
from service.model.place import Span
from service.model.report import Report
from service.rules.history.years import last_year
from service.rules.joined import JoinedText, section_prose
from service.rules.rule import Fault, NotApplicable, Outcome, history_rule
from service.standard.law import ARTICLE_50

RUN: Final = 14  # characters; what is as long and the same was copied, set phrases are shorter
SHORTEST: Final = 120  # characters; less prose than that has no room for words of its own
NOTED: Final = 30  # per cent; reports of different organs share a tenth
GRAVE: Final = 80  # per cent
WORTH_COUNTING: Final = 8  # characters; shorter ones are headings such as 主动公开
MOST: Final = 40_000  # characters; no report has as many
FEES_AND_REST: Final = 6  # the section whose sentences are the same in every year and every report

_SENTENCE = re.compile(r"[^。！？；\n]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NO_LETTERS = re.compile(r"[^一-鿿0-9]+")
_DIGIT = re.compile(r"[0-9]+")
# What the format, the law or the emptiness of a table puts into everybody's mouth.
_PRESCRIBED = re.compile(
    r"中华人民共和国政府信息公开条例|国办公开办函|统计期限|处理费|表格形式|其他需要报告"
    r"|(?:未|没有|无)(?:收到|发生|被|制发|新增|出现|其他|此类)|联系电话|联系地址|邮政编码|下载"
    r"|勾稽关系|信息内容|申请人情况|行政复议行政诉讼"
)


class Sentence(NamedTuple):
    """A sentence as its letters and digits; `span` is where it is printed."""

    letters: str
    span: Span

    @property
    def wording(self) -> str:
        """The sentence without its numbers."""
        return _DIGIT.sub("", self.letters)


@history_rule("H204", severity=Severity.INFO, basis=ARTICLE_50, since="1.0.1")
def prose_written_anew(report: Report, history: History) -> Outcome:
    """
    Less than 30 per cent of the prose is that of last year; from 80 per cent on this is a warning.

    Why: a report tells of the year that it is about. Counted are the characters of sentences that
    stand in last year's report, whole or in runs of 14 or more. Years do not count, nor does a
    sentence that differs only in its numbers, nor introduction, tables, section six, and what the
    law and the format put into every report.
    Holds: 2023: section 1 新建政策问答栏目，集中答复企业最为关切的事项。把公开属性的认定放在
    起草文件的第一步，由科室负责人签字确认。每季度请三位社区代表到窗口走一遍查阅流程，记下不便之处。
    公开专区的自助查询机更换为带语音播报的型号，方便老人使用。
    对已归档的早年文件逐件复核，能够公开的移入目录; 2024:
    section 1 办事指南改写成一问一答，每条答复不超过三行文字。
    与档案馆约定每月移交一次目录，读者在馆内即可检索到原文。
    邀请两所中学的学生试用网站检索，根据他们的意见调整了排序。新任联络员先跟班学习两周，考核合格才能发布。
    公报改为双月编印，送到每一个村的便民服务点供人取阅.
    Breaks: 2023: section 1 新建政策问答栏目，集中答复企业最为关切的事项。把公开属性的认定放在
    起草文件的第一步，由科室负责人签字确认。每季度请三位社区代表到窗口走一遍查阅流程，记下不便之处。
    公开专区的自助查询机更换为带语音播报的型号，方便老人使用。
    对已归档的早年文件逐件复核，能够公开的移入目录; 2024: section 1 of 2023.
    Not applicable: last year's report is not held, or one of the two has no more than 120
    characters of such prose.
    """
    last = last_year(report, history)
    if isinstance(last, NotApplicable):
        return last
    now, before = list(_sentences(report)), list(_sentences(last))
    if min(_length(now), _length(before)) < SHORTEST:
        return NotApplicable("one of the two reports has too little prose of its own")
    compared = list(_compared(now, before))
    total = sum(len(sentence.letters) for sentence, _ in compared)
    repeated = sum(count for _, count in compared)
    share = 100 * repeated // total if total >= SHORTEST else 0
    if share < NOTED:
        return []
    longest = max(compared, key=lambda pair: pair[1])[0]
    return [_copied(share, longest)]


def _sentences(report: Report) -> Iterator[Sentence]:
    """Yield the sentences that are the organ's own, at most MOST characters of them."""
    left = MOST
    for section in report.sections:
        if section.number == FEES_AND_REST:
            continue
        text = section_prose(report, section)
        for match in _SENTENCE.finditer(text.content):
            sentence = _sentence(text, match)
            left -= len(sentence.letters)
            if left < 0:
                return
            if len(sentence.letters) >= WORTH_COUNTING and not _PRESCRIBED.search(match[0]):
                yield sentence


def _sentence(text: JoinedText, match: re.Match[str]) -> Sentence:
    letters = _NO_LETTERS.sub("", _YEAR.sub("", match[0]))
    return Sentence(letters, text.span(*match.span()))


def _length(sentences: list[Sentence]) -> int:
    return sum(len(sentence.letters) for sentence in sentences)


def _compared(now: list[Sentence], before: list[Sentence]) -> Iterator[tuple[Sentence, int]]:
    """Yield each sentence with how many of its characters last year's report has."""
    letters = {sentence.letters for sentence in before}
    wordings = {sentence.wording for sentence in before}
    runs = {run for sentence in before for run in _runs(sentence.letters)}
    for sentence in now:
        if sentence.letters in letters:
            yield sentence, len(sentence.letters)
        # The same words with this year's numbers are neither copied nor new.
        elif sentence.wording not in wordings:
            yield sentence, _covered(sentence.letters, runs)


def _runs(letters: str) -> Iterator[str]:
    for start in range(len(letters) - RUN + 1):
        yield letters[start : start + RUN]


def _covered(letters: str, runs: set[str]) -> int:
    """Return how many characters of `letters` lie in one of the `runs`."""
    covered = end = 0
    for start, run in enumerate(_runs(letters)):
        if run in runs:
            covered += start + RUN - max(start, end)
            end = start + RUN
    return covered


def _copied(share: int, longest: Sentence) -> Fault:
    return Fault(
        zh=f"正文约{share}%的文字与上年度报告相同（如此句），请确认是否据本年度情况撰写。",
        en=f"About {share} % of the prose, this sentence among it, is that of last year's report.",
        span=longest.span,
        pointer="/sections",
        expected=f"< {NOTED}%",
        actual=f"{share}%",
        severity=Severity.WARNING if share >= GRAVE else None,
    )

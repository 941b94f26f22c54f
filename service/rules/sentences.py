"""Family W, second part: sentences said twice, and sentences that have lost something."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from service.allowance import check_allowance
from service.model.finding import Severity
from service.model.report import Report
from service.rules.joined import JoinedText, prose
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.wording import LANGUAGE

NO_PROSE = NotApplicable("the report has no prose")
# A sentence of the law or of thanks may come twice; a paragraph does not.
_SHORTEST_PARAGRAPH = 60
_SHORTEST_SENTENCE = 12
_QUOTED = 40
_CHINESE = re.compile("[一-鿿]")


@rule("W704", severity=Severity.WARNING, basis=LANGUAGE, version=2, since="1.1.0")
def paragraphs_said_once(report: Report) -> Outcome:
    """
    No paragraph is repeated inside the report.

    Why: a paragraph that comes twice was pasted twice, often in the place of another. What
    counts are the same sentences in the same order, of sixty characters and more together; lines
    without a Chinese character, such as the frame of a table, do not.
    Holds: section 1 严格落实先审后发制度，逐级把关; section 5 问题是人员不足，将加强培训.
    Breaks: section 1 健全信息发布审核流程，严把内容关和保密关，做到先审后发、应公开尽公开，
    围绕企业和群众关心的事项及时更新栏目内容，方便公众查阅; section 5 健全信息发布审核流程，
    严把内容关和保密关，做到先审后发、应公开尽公开，围绕企业和群众关心的事项及时更新栏目内容，
    方便公众查阅.
    Not applicable: the report has no prose.
    """
    text = prose(report)
    if not text.content.strip():
        return NO_PROSE
    return [_repeated(text, found) for found in _repetitions(text.content)]


class Repetition(NamedTuple):
    """Sentences said before: where they begin and end, and where they began the first time."""

    begin: int
    end: int
    first: int


def _repetitions(content: str) -> Iterator[Repetition]:
    """Yield the longest runs of sentences that repeat a run before them."""
    sentences = content.replace("\n", "。").split("。")
    starts = list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))
    first: dict[str, int] = {}
    at = 0
    while at < len(sentences):
        sentence = sentences[at]
        before = first.setdefault(sentence, at) if len(sentence) >= _SHORTEST_SENTENCE else at
        if before == at:
            at += 1
            continue
        length = _alike(sentences, before, at)
        # The frame that some programs draw around rows says nothing.
        said = sum(len(one) for one in sentences[at : at + length] if _CHINESE.search(one))
        if said + length - 1 >= _SHORTEST_PARAGRAPH:
            yield Repetition(starts[at], starts[at + length] - 1, starts[before])
        at += length


def _alike(sentences: list[str], before: int, at: int) -> int:
    """Count the sentences from `at` on that are those from `before` on."""
    length = 0
    while at + length < len(sentences) and sentences[before + length] == sentences[at + length]:
        length += 1
    return length


def _repeated(text: JoinedText, found: Repetition) -> Fault:
    begin, end, first = found
    words = text.content[begin : begin + _QUOTED]
    before = text.span(first, first + 1).start
    return Fault(
        zh=f"“{words}……”等{end - begin}字与前文重复。",
        en=f"{end - begin} characters are repeated here from character {before} of the text.",
        span=text.span(begin, begin + _QUOTED),
        actual=words,
    )


class Loss(NamedTuple):
    """Something that a sentence has lost: where it shows, and what to say of it."""

    start: int
    end: int
    zh: str
    en: str


@rule("W706", severity=Severity.INFO, basis=LANGUAGE, version=2, since="1.1.0")
def sentences_are_whole(report: Report) -> Outcome:
    """
    Brackets are closed, enumerations count on, and every measure word has its number.

    Why: what is missing there was lost when the text was shortened or copied.
    Holds: 一是加强学习（含线上）；二是发布信息12条.
    Breaks: 一是加强学习；三是发布信息12条.
    Not applicable: the report has no prose.
    """
    text = prose(report)
    content = text.content
    if not content.strip():
        return NO_PROSE
    losses = sorted([*_brackets(content), *_enumerations(content), *_measures(content)])
    return [
        Fault(
            zh=loss.zh,
            en=loss.en,
            span=text.span(loss.start, loss.end),
            actual=content[loss.start : loss.end],
        )
        for loss in losses
    ]


_PAIRS = {"）": "（", ")": "（", "》": "《", "】": "【", "〕": "〔"}
_OPENING = {"（": "（", "(": "（", "《": "《", "【": "【", "〔": "〔"}
_BRACKET = re.compile(r"[（()）《》【】〔〕\n]")
# 1）, 一） and a） number a paragraph and close nothing.
_NUMBERS_PARAGRAPH = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十①②③④⑤abcdeABCDE")


_BRACKETS = ("（）", "《》", "【】", "〔〕")
# Brackets stand in brackets that stand in brackets, and no deeper as a rule.
_USUAL_DEPTH = 3


def are_paired(content: str) -> bool:
    """Tell in less time whether all brackets are paired within their parts, as most are."""
    signs = "".join(_BRACKET.findall(content)).replace("(", "（").replace(")", "）")
    for _ in range(_USUAL_DEPTH):
        for pair in _BRACKETS:
            signs = signs.replace(pair, "")
    return not signs.strip("\n")


def _brackets(content: str) -> Iterator[Loss]:
    """Yield the brackets that are not closed, or not opened, in their part of the report."""
    if not are_paired(content):
        yield from unpaired(content)


def unpaired(content: str) -> Iterator[Loss]:
    """Yield them one by one; where all are paired, `are_paired` mostly tells so at once."""
    opened: list[tuple[str, int]] = []
    kinds: Counter[str] = Counter()  # of those, or asking what is open would take ever longer
    for match in _BRACKET.finditer(content):
        check_allowance()
        sign, at = match[0], match.start()
        if sign == "\n":
            for _, start in opened:
                yield from _unclosed(content, start)
            opened, kinds = [], Counter()
        elif sign in _OPENING:
            opened.append((_OPENING[sign], at))
            kinds[_OPENING[sign]] += 1
        elif kinds[_PAIRS[sign]]:
            while (last := opened.pop())[0] != _PAIRS[sign]:
                kinds[last[0]] -= 1
                yield from _unclosed(content, last[1])
            kinds[last[0]] -= 1
        elif content[at - 1 : at] not in _NUMBERS_PARAGRAPH and not _in_table(content, at):
            yield Loss(at, at + 1, f"“{sign}”没有与之配对的左括号。", f"{sign} closes nothing.")


def _unclosed(content: str, at: int) -> Iterator[Loss]:
    sign = content[at]
    if not _in_table(content, at):
        yield Loss(at, at + 1, f"“{sign}”没有与之配对的右括号。", f"{sign} is not closed.")


def _in_table(content: str, at: int) -> bool:
    """Tell whether borders of cells are near: of a table that was not read, rows may be torn."""
    before = content[max(0, at - _NEAR) : at].rpartition("\n")[2]
    return "|" in before or "|" in content[at : at + _NEAR].partition("\n")[0]


_NEAR = 40


_ORDINALS = "一二三四五六七八九十"
# Sought by its second character, of which a text has few.
_ITEM = re.compile(r"是(?<=([一二三四五六七八九十])是)(?!否|不是|的)")
_DEEPEST = 10  # lists inside each other; asking more of them would take ever longer
_BEFORE_ITEM = frozenset("。；;：:，,、！\n")


def _enumerations(content: str) -> Iterator[Loss]:
    """Yield the items of 一是, 二是, 三是 that do not count on; a list may stand inside another."""
    open_lists: list[int] = []
    part = 0
    for match in _ITEM.finditer(content):
        check_allowance()
        at, number = match.start(1), _ORDINALS.index(match[1]) + 1
        if content.find("\n", part, at) >= 0:
            open_lists = []
        part = at
        if number == 1:
            open_lists = [*open_lists[-_DEEPEST:], number]
        elif number - 1 in open_lists:
            while open_lists.pop() != number - 1:
                pass
            open_lists.append(number)
        elif content[at - 1 : at] in _BEFORE_ITEM:
            # Without its beginning an enumeration may have begun in other words.
            if open_lists:
                yield _not_next(match, open_lists[-1])
            open_lists = [number]


def _not_next(item: re.Match[str], before: int) -> Loss:
    last = f"{_ORDINALS[before - 1]}是"
    words = f"{item[1]}是"
    zh, en = f"“{words}”与前面的“{last}”不连续。", f"{words} does not follow {last}."
    return Loss(item.start(1), item.end(), zh, en)


_MEASURE = re.compile("[件条篇份场期起个次%％](?=[，。；、,;])")
# What is counted, right before its measure word: 信息条 has lost a number, 文件, 稿件 and 信件
# are words.
_COUNTED = re.compile(
    r"(?:(?:信息|动态|公告|资质|消息|留言|意见|建议|简报|图文|资料|材料|问题)(?=[条篇期])"
    r"|(?:收到|受理|办结|答复|发布|(?<!依申请)公开|制发|召开|举办|接听|编发|印发|共计|累计|合计)了?"
    r"(?=[件条篇份场期起个次])"
    r"|率(?:达到|达|为)?(?=[%％]))"
)
_LONGEST_COUNTED = 3


def _measures(content: str) -> Iterator[Loss]:
    """Yield the measure words and percent signs whose number is missing."""
    for match in _MEASURE.finditer(content):
        at = match.start()
        if content[at - 1 : at].isdigit():
            continue
        for start in range(max(0, at - _LONGEST_COUNTED), at):
            counted = _COUNTED.match(content, start)
            if counted is not None and counted.end() == at:
                words = content[start : match.end()]
                yield Loss(
                    start, match.end(), f"“{words}”似缺少数字。", f"A number is missing in {words}."
                )
                break

"""
Prose -> figures: numbers whose clause says what they count.

A clause reaches from one of the marks ，。；： to the next; its sentence and the sentence before
give it a topic (applications, letters, hotline, gazette). A number that no reading fits, or that
is rounded (余, 多, 近, 约), is left where it stands.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.model.narrative import Figure
from service.parsing.cleaning import Squeezed
from service.parsing.numerals import read_number, scale

_COUNT = "件例起宗条个次"
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z〔\[./-])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?P<myriad>[万亿])?(?P<rounded>余|多)?(?P<unit>[件例起宗条个次篇期份册场封项元%])?(?![0-9年月日])"
)
_ROUNDED_BEFORE = re.compile(r"(?:近|约|超|超过|逾)$")
_CLAUSE_MARK = re.compile(r"[,，。;:!?]")
_SENTENCE_MARK = re.compile(r"[。!?]")
_SUBHEADING = re.compile(r"\([一二三四五六七八九十]{1,2}\)[^,，。;:!?]{2,22}")
_TOPICS = (
    ("gazette", re.compile("公报》")),
    ("hotline", re.compile("热线|来电")),
    ("letters", re.compile("来信|信箱|留言")),
    ("applications", re.compile("依申请|信息公开申请|公开政府信息申请|申请人")),
)


class Prose(NamedTuple):
    """A stretch of prose, `start` to `end` of the squeezed text, in section `section` (0: none)."""

    start: int
    end: int
    section: int


class _Reading(NamedTuple):
    """What a number counts where the words before and behind it are these."""

    figure: str
    units: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    topic: str | None


_ANY = re.compile("")
_NO_COMPLAINT = re.compile("(?!.{0,10}(?:投诉|举报|建议|提案|咨询))")


def _reading(
    figure: str,
    units: str,
    before: str,
    behind: re.Pattern[str] = _ANY,
    topic: str | None = None,
) -> _Reading:
    return _Reading(figure, units, re.compile(f"(?:{before})(?:共计|共|总计|合计|达到|达|为|约)?$"), behind, topic)


_OF_APPLICATIONS = "applications"
_READINGS = (
    _reading("by_natural_persons", _COUNT, "自然人(?:提出)?(?:的)?(?:申请)?件?", topic=_OF_APPLICATIONS),
    _reading(
        "by_legal_persons", _COUNT, "法人(?:或|和|及|、)?者?其他组织(?:提出)?(?:的)?(?:申请)?件?",
        topic=_OF_APPLICATIONS,
    ),
    _reading("carried_in", _COUNT, "(?:上一?年度?|去年)(?:度)?结转(?:政府信息)?(?:公开)?(?:的)?(?:申请)?", topic=_OF_APPLICATIONS),
    _reading("carried_out", _COUNT, "转(?:至|到|入)?(?:下|次)一?年度?(?:继续)?(?:办理|处理)?", topic=_OF_APPLICATIONS),
    _reading("carried_out", _COUNT, ".?", re.compile("(?:结转|转|顺延)(?:至|到|入)?(?:下|次)一?年"), _OF_APPLICATIONS),
    _reading("refused", _COUNT, "不予公开(?:的)?", topic=_OF_APPLICATIONS),
    _reading("partially_granted", _COUNT, "(?<!及)(?<!和)(?<!、)部分公开(?:的)?", topic=_OF_APPLICATIONS),
    _reading("partially_granted", _COUNT, "件、部分公开(?:的)?", topic=_OF_APPLICATIONS),
    _reading("granted", _COUNT, "(?<!不)予以公开(?:答复)?(?:的)?", topic=_OF_APPLICATIONS),
    _reading("unable", _COUNT, "无法提供(?:的)?", topic=_OF_APPLICATIONS),
    _reading("not_processed", _COUNT, "不予处理(?:的)?", topic=_OF_APPLICATIONS),
    _reading("other_results", _COUNT, "其他处理(?:\\([^()]{0,20}\\))?(?:的)?", topic=_OF_APPLICATIONS),
    _reading("reconsideration", _COUNT, "行政复议(?:案件|申请)?", topic=_OF_APPLICATIONS),
    _reading("litigation", _COUNT, "行政诉讼(?:案件)?", topic=_OF_APPLICATIONS),
    _reading(
        "received", _COUNT,
        "(?:收到|受理|接到|收办|新收|接收)[^,，。;:]{0,16}(?:申请|申请公开|信息公开)(?:信息|事项|案件|政府信息|政府信息案件)?",
        _NO_COMPLAINT, _OF_APPLICATIONS,
    ),
    _reading("received", _COUNT, "(?:收到|受理|接到|收办)", re.compile("(?:政府信息)?(?:公开)?(?:的)?申请"), _OF_APPLICATIONS),
    _reading("concluded", _COUNT, "(?:办结|答复)(?:申请)?数?", topic=_OF_APPLICATIONS),
    _reading("concluded", _COUNT, ".?", re.compile("在(?:规定|法定)(?:时限|期限)内[^,，。;]{0,12}(?:答复|办结)"), _OF_APPLICATIONS),
    _reading("information_processing_fee", "元", "(?:信息公开|信息)处理费"),
    _reading("normative_documents_issued", "件个份", "(?:制发|制定|出台|印发)(?:行政)?规范性文件"),
    _reading("normative_documents_repealed", "件个份", "废止(?:行政)?规范性文件"),
    _reading("normative_documents_in_force", "件个份", "现行有效(?:的)?(?:行政)?(?:规范性文件)?(?:数|件数)?"),
    _reading("wechat_items", "条篇", "微信公众号[^,，。;:]{0,12}?(?:发布|推送|公开)(?:各类)?(?:政府|政务)?信息"),
    _reading("weibo_items", "条篇", "微博[^,，。;:]{0,12}?(?:发布|推送|公开)(?:各类)?(?:政府|政务)?信息"),
    _reading("website_items", "条", "网站[^,，。;:]{0,24}?(?:发布|公开)(?:各类)?(?:政府|政务)?信息"),
    _reading("items_published", "条件", "主动公开(?:各类)?(?:政府)?信息(?:累计)?"),
    _reading("website_visits", "次", "总?(?:访问量|访问次数|浏览量)"),
    _reading("gazette_issues", "期", "公报》?"),
    _reading("gazette_copies", "份册", "发行", topic="gazette"),
    _reading("interpretation_rate", "%", "解读率"),
    _reading("policy_interpretations", "个条篇件份", "解读材料|政策解读(?:稿件|材料|信息|文章)?|解读政策(?:性)?文件"),
    _reading("press_conferences", "场", "新闻发布会"),
    _reading("hotline_cases", "件个条次", "受理(?:群众)?(?:来电|诉求)[^,，。;:]{0,8}"),
    _reading("hotline_completion_rate", "%", "办结率", topic="hotline"),
    _reading("hotline_satisfaction_rate", "%", "满意率", topic="hotline"),
    _reading("hotline_first_call_rate", "%", "首拨接通率|接通率", topic="hotline"),
    _reading("letters_received", "件条封", "收到[^,，。;:]{0,8}(?:来信|留言)"),
    _reading("letters_closed", "件条封", "(?:办理|处理|答复|回复|办结)[^,，。;:]{0,12}(?:来信|留言|信件)"),
    _reading("letters_closed", "件条封", "办结", topic="letters"),
    _reading("letters_close_rate", "%", "办结率", topic="letters"),
    _reading("closed_accounts", "个", "关停[^,，。;:]{0,6}新媒体(?:账号)?"),
    _reading("social_media_accounts", "个", "(?<!关停)(?<!整合)(?:政务|备案)新媒体(?:账号)?"),
    _reading("social_media_accounts", "个", "(?:保留有|保留|开设|现有|共有|运维)", re.compile("(?:政务)?新媒体")),
)  # fmt: skip


def find_figures(folded: str, view: Squeezed, prose: Sequence[Prose]) -> Iterator[Figure]:
    """Yield the figures of the prose in reading order."""
    for stretch in prose:
        topic = None
        for start, end in _sentences(view.text, stretch):
            own = _topic(view.text, start, end)
            topic = own or topic
            for match in _NUMBER.finditer(view.text, start, end):
                figure = _figure(folded, view, match, (start, end), topic, stretch.section)
                if figure is not None:
                    yield figure


def _sentences(text: str, stretch: Prose) -> Iterator[tuple[int, int]]:
    start = stretch.start
    for mark in _SENTENCE_MARK.finditer(text, stretch.start, stretch.end):
        yield start, mark.end()
        start = mark.end()
    if start < stretch.end:
        yield start, stretch.end


def _topic(text: str, start: int, end: int) -> str | None:
    return next((name for name, sign in _TOPICS if sign.search(text, start, end)), None)


def _figure(
    folded: str,
    view: Squeezed,
    match: re.Match[str],
    sentence: tuple[int, int],
    topic: str | None,
    section: int,
) -> Figure | None:
    value = read_number(match.group("number"))
    if value is None or match.group("rounded"):
        return None
    start, end = _clause(folded, view, match, sentence)
    before = view.text[start : match.start()]
    if _ROUNDED_BEFORE.search(before):
        return None
    reading = _fitting(before, view.text[match.end() : end], match.group("unit"), topic)
    if reading is None:
        return None
    return Figure(
        figure=reading.figure,
        value=_exact(value, match),
        unit=match.group("unit"),
        quote=view.span(start, end),
        number=view.span(match.start(), match.end("myriad") if match.group("myriad") else match.end("number")),
        section=section,
    )


def _exact(value: int | Decimal, match: re.Match[str]) -> int | Decimal:
    return scale(value, match.group("myriad"))


def _fitting(before: str, behind: str, unit: str | None, topic: str | None) -> _Reading | None:
    for reading in _READINGS:
        if unit is not None and unit not in reading.units:
            continue
        if unit is None and reading.figure != "website_visits":
            continue
        if reading.topic is not None and reading.topic != topic:
            continue
        if reading.before.search(before) and reading.behind.match(behind):
            return reading
    return None


def _clause(
    folded: str, view: Squeezed, match: re.Match[str], sentence: tuple[int, int]
) -> tuple[int, int]:
    """Return start and end of the clause around a number, without a heading line before it."""
    start = sentence[0]
    for mark in _CLAUSE_MARK.finditer(view.text, sentence[0], match.start()):
        start = mark.end()
    heading = _SUBHEADING.match(view.text, start, match.start())
    if heading is not None:
        line_end = folded.find("\n", view.offset(start))
        after_line = view.position(line_end) if line_end >= 0 else start
        if start < after_line < match.start():
            start = after_line
    mark_behind = _CLAUSE_MARK.search(view.text, match.end(), sentence[1])
    return start, mark_behind.start() if mark_behind else sentence[1]



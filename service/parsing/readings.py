"""
What a number of the prose counts, told by the words before and behind it in its clause.

The first reading that fits counts. Patterns are matched against squeezed, folded text: `before`
ends at the number, `behind` begins behind its unit; `{}` stands for a stretch within the clause.
"""

import re
from functools import cache
from typing import NamedTuple

APPLICATIONS = "applications"
_COUNT = "件例起宗条个次"
_WITHIN = "[^,，。;:]{0,16}?"
_LEADING_TO_NUMBER = "(?:共计|共|总计|合计|达到|达|为|约)?"
_NO_COMPLAINT = ".{0,10}(?:投诉|举报|建议|提案|咨询)"


class Reading(NamedTuple):
    """What a number counts where its unit, the words around it and the topic are these."""

    figure: str
    units: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    topic: str | None


def _reading(
    figure: str, units: str, before: str, behind: str = "", topic: str | None = None
) -> Reading:
    pattern = f"(?:{before}){_LEADING_TO_NUMBER}$".replace("{}", _WITHIN)
    return Reading(
        figure, units, re.compile(pattern), re.compile(behind.replace("{}", _WITHIN)), topic
    )


def _application(figure: str, before: str, behind: str = "") -> Reading:
    return _reading(figure, _COUNT, before, behind, APPLICATIONS)


_ORGANISATIONS = "法人(?:或|和|及|、)?者?其他组织"
_TO_NEXT_YEAR = "转(?:至|到|入)?(?:下|次)一?年度?"
_TAKEN_IN = "(?:收到|受理|接到|收办|新收|接收)"
_WHAT_IS_APPLIED_FOR = "(?:信息|事项|案件|政府信息|政府信息案件)?"
_NORMATIVE = "(?:行政)?规范性文件"
_RELEASED = "(?:发布|公开|推送)(?:各类)?(?:政府|政务)?信息"

READINGS = (
    _application("by_natural_persons", "自然人(?:提出)?(?:的)?(?:申请)?件?"),
    _application("by_legal_persons", f"{_ORGANISATIONS}(?:提出)?(?:的)?(?:申请)?件?"),
    _application("carried_in", "(?:上一?年度?|去年度?)结转(?:政府信息)?(?:公开)?(?:的)?(?:申请)?"),
    _application("carried_out", f"{_TO_NEXT_YEAR}(?:继续)?(?:办理|处理)?"),
    _application("carried_out", "", f"(?:结|顺延)?{_TO_NEXT_YEAR}|顺延(?:至|到)?下"),
    _application("refused", "不予公开(?:的)?"),
    _application("partially_granted", "(?<![及和、])部分公开(?:的)?|件、部分公开(?:的)?"),
    _application("granted", "(?<!不)予以公开(?:答复)?(?:的)?"),
    _application("unable", "无法提供(?:的)?"),
    _application("not_processed", "不予处理(?:的)?"),
    _application("other_results", r"其他处理(?:\([^()]{0,20}\))?(?:的)?"),
    _application("reconsideration", "行政复议(?:案件|申请)?"),
    _application("litigation", "行政诉讼(?:案件)?"),
    _application(
        "received",
        f"{_TAKEN_IN}{{}}(?:申请|申请公开|信息公开){_WHAT_IS_APPLIED_FOR}",
        f"(?!{_NO_COMPLAINT})",
    ),
    _application("received", f"{_TAKEN_IN}的?", "(?:政府信息)?(?:公开)?(?:的)?申请"),
    _application("concluded", "(?:办结|答复)(?:申请)?数?"),
    _application("concluded", "", "在(?:规定|法定)(?:时限|期限)内{}(?:答复|办结)"),
    _reading("information_processing_fee", "元", "信息(?:公开)?处理费"),
    _reading("normative_documents_issued", "件个份", f"(?:制发|制定|出台|印发){_NORMATIVE}"),
    _reading("normative_documents_repealed", "件个份", f"废止{_NORMATIVE}"),
    _reading(
        "normative_documents_in_force", "件个份", f"现行有效(?:的)?(?:{_NORMATIVE})?(?:件?数)?"
    ),
    _reading("wechat_items", "条篇", f"微信公众号{{}}{_RELEASED}"),
    _reading("weibo_items", "条篇", f"微博{{}}{_RELEASED}"),
    _reading("website_items", "条", f"网站{{}}{_RELEASED}"),
    _reading("items_published", "条件", "主动公开(?:各类)?(?:政府)?信息(?:累计)?"),
    _reading("website_visits", "次", "总?(?:访问量|访问次数|浏览量)"),
    _reading("gazette_issues", "期", "公报》?"),
    _reading("gazette_copies", "份册", "发行", topic="gazette"),
    _reading("interpretation_rate", "%", "解读率"),
    _reading(
        "policy_interpretations",
        "个条篇件份",
        "解读材料|政策解读(?:稿件|材料|信息|文章)?|解读政策性?文件",
    ),
    _reading("press_conferences", "场", "新闻发布会"),
    _reading("hotline_cases", "件个条次", "受理(?:群众)?(?:来电|诉求){}"),
    _reading("hotline_completion_rate", "%", "办结率", topic="hotline"),
    _reading("hotline_satisfaction_rate", "%", "满意率", topic="hotline"),
    _reading("hotline_first_call_rate", "%", "(?:首拨)?接通率", topic="hotline"),
    _reading("letters_received", "件条封", "收到{}(?:来信|留言)"),
    _reading("letters_closed", "件条封", "(?:办理|处理|答复|回复|办结){}(?:来信|留言|信件)"),
    _reading("letters_closed", "件条封", "办结", topic="letters"),
    _reading("letters_close_rate", "%", "办结率", topic="letters"),
    _reading("closed_accounts", "个", "关停{}新媒体(?:账号)?"),
    _reading("social_media_accounts", "个", "(?:政务|备案)新媒体(?:账号)?"),
    _reading("social_media_accounts", "个", "(?:保留有?|开设|现有|共有|运维)", "(?:政务)?新媒体"),
)


def find_reading(unit: str | None, topic: str | None, before: str, behind: str) -> Reading | None:
    """Return the first reading of a number with `unit` between `before` and `behind`, or None."""
    for reading in _readings(unit, topic):
        if reading.before.search(before) and reading.behind.match(behind):
            return reading
    return None


@cache
def _readings(unit: str | None, topic: str | None) -> tuple[Reading, ...]:
    """Return the readings of a unit and topic; a number without a unit (1490万) may be any."""
    return tuple(
        reading
        for reading in READINGS
        if reading.topic in (None, topic) and (unit is None or unit in reading.units)
    )

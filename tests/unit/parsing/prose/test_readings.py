import pytest

from service.parsing.prose.counted import READINGS, find_reading
from service.parsing.prose.topics import APPLICATIONS, NAMED_APPLICATIONS
from service.standard.figures import FIGURES


def figure(before: str, unit: str | None, behind: str = "", topic: str | None = None) -> str | None:
    """Return what the number between `before` and `behind` counts."""
    reading = find_reading(unit, topic, before, behind, lambda: before)
    return reading.figure if reading else None


OF_APPLICATIONS = [
    ("received", "共收到政府信息公开申请", "件", ""),
    ("received", "全年受理", "件", "政府信息公开申请"),
    ("received", "新收信息公开申请共", "宗", ""),
    ("by_natural_persons", "其中自然人申请", "件", ""),
    ("by_legal_persons", "法人或其他组织申请", "件", ""),
    ("carried_in", "上年结转政府信息公开申请", "件", ""),
    ("carried_out", "结转下年度继续办理", "件", ""),
    ("carried_out", "另有", "件", "结转下一年度办理"),
    ("granted", "予以公开", "件", ""),
    ("partially_granted", "部分公开", "件", ""),
    ("refused", "不予公开", "件", ""),
    ("unable", "无法提供", "件", ""),
    ("not_processed", "不予处理", "件", ""),
    ("other_results", "其他处理", "件", ""),
    ("reconsideration", "被申请行政复议", "起", ""),
    ("litigation", "行政诉讼", "起", ""),
    ("concluded", "全年办结", "件", ""),
    ("received_and_carried_in", "共收到政府信息公开申请", "件", "(含上年结转3件)"),
]
OF_ANYTHING = [
    ("regulations_issued", "制定市政府规章", "部", None),
    ("regulations_repealed", "废止规章", "件", None),
    ("regulations_in_force", "现行有效规章", "件", None),
    ("information_processing_fee", "收取政府信息公开信息处理费", "元", None),
    ("normative_documents_issued", "制发行政规范性文件", "件", None),
    ("normative_documents_repealed", "废止行政规范性文件", "件", None),
    ("normative_documents_in_force", "现行有效行政规范性文件", "件", None),
    ("wechat_items", "微信公众号发布信息", "条", None),
    ("weibo_items", "官方微博发布信息", "条", None),
    ("website_items", "通过政府网站发布信息", "条", None),
    ("items_published", "主动公开政府信息", "条", None),
    ("website_visits", "网站总访问量", "次", None),
    ("gazette_issues", "编发政府公报", "期", None),
    ("gazette_copies", "发行", "份", "gazette"),
    ("interpretation_rate", "解读率", "%", None),
    ("policy_interpretations", "发布政策解读材料", "篇", None),
    ("press_conferences", "召开新闻发布会", "场", None),
    ("hotline_cases", "热线受理群众来电", "件", None),
    ("hotline_completion_rate", "办结率", "%", "hotline"),
    ("hotline_satisfaction_rate", "满意率", "%", "hotline"),
    ("hotline_first_call_rate", "接通率", "%", "hotline"),
    ("letters_received", "收到网民来信", "件", None),
    ("letters_closed", "办理群众来信", "件", None),
    ("letters_closed", "已办结", "件", "letters"),
    ("letters_close_rate", "办结率", "%", "letters"),
    ("closed_accounts", "关停政务新媒体", "个", None),
    ("social_media_accounts", "共有政务新媒体", "个", None),
    ("social_media_accounts", "开设", "个", None),
]


@pytest.mark.parametrize(("code", "before", "unit", "behind"), OF_APPLICATIONS)
def test_words_about_applications_tell_what_is_counted(
    code: str, before: str, unit: str, behind: str
) -> None:
    assert figure(before, unit, behind, NAMED_APPLICATIONS) == code
    assert figure(before, unit, behind) != code


@pytest.mark.parametrize(("code", "before", "unit", "topic"), OF_ANYTHING)
def test_words_about_publicity_tell_what_is_counted(
    code: str, before: str, unit: str, topic: str | None
) -> None:
    behind = "政务新媒体" if before == "开设" else ""
    assert figure(before, unit, behind, topic) == code


def test_every_reading_has_a_code_of_the_standard_and_a_test() -> None:
    tested = {code for code, *_ in (*OF_APPLICATIONS, *OF_ANYTHING)}
    assert {reading.figure for reading in READINGS} == tested
    assert tested <= set(FIGURES)


@pytest.mark.parametrize("words", ["共计", "共", "合计", "达", "为", "约"])
def test_leading_words_before_the_number_do_not_matter(words: str) -> None:
    assert figure("网站访问量" + words, "次") == "website_visits"


@pytest.mark.parametrize(
    ("before", "unit", "behind", "topic"),
    [
        ("收到政府信息公开申请", "元", "", APPLICATIONS),
        ("收到信息公开申请", "件", "投诉举报", APPLICATIONS),
        ("予以公开和部分公开", "件", "", APPLICATIONS),
        ("办理人大代表建议", "件", "", APPLICATIONS),
        ("组织专题培训", "次", "", None),
        ("发行", "份", "", None),
        ("办结率", "%", "", None),
        ("网站访问量增长到另一个栏目很多个方面之后的", "条", "", None),
    ],
)
def test_other_units_subjects_and_topics_count_nothing(
    before: str, unit: str, behind: str, topic: str | None
) -> None:
    assert figure(before, unit, behind, topic) is None


def test_not_to_grant_is_no_grant() -> None:
    assert figure("不予以公开", "件", "", APPLICATIONS) != "granted"

from decimal import Decimal

import pytest

from tests.unit.parsing.writing import BEHIND, TITLE, read


def figures(sentence: str) -> list[tuple[str, int | Decimal]]:
    report = read(f"{TITLE}一、总体情况\n{sentence}\n{BEHIND}")
    return [(figure.figure, figure.value) for figure in report.narrative]


@pytest.mark.parametrize(
    ("sentence", "figure", "value"),
    [
        ("收到申请公开政府信息申请12件，其中3件结转下年度继续办理。", "carried_out", 3),
        ("依申请公开方面，予以公开4件。", "granted", 4),
        ("依申请公开方面，不予公开5件。", "refused", 5),
        ("网站总访问量1490万。", "website_visits", 14900000),
        ("主动公开政府信息三千四百零二条。", "items_published", 3402),
        ("主动公开信息一百二十三条，其中网站二十条。", "items_published", 123),
        ("政府网站发布信息98条。", "website_items", 98),
        ("编印《河东市人民政府公报》6期。", "gazette_issues", 6),
        ("热线受理来电情况良好，办结率99.75%。", "hotline_completion_rate", Decimal("99.75")),
        ("本机关收取信息处理费120元。", "information_processing_fee", 120),
    ],
)
def test_a_figure_is_read_with_its_subject(sentence: str, figure: str, value: int) -> None:
    assert (figure, value) in figures(sentence)


@pytest.mark.parametrize(
    ("sentence", "figure", "value"),
    [
        ("全年收到政府信息公开申请12件。", "received", 12),
        ("全年收到政府信息公开申请 1,234 件。", "received", 1234),
        ("收到政府信息公开申请12件，上年结转2件。", "carried_in", 2),
    ],
)
def test_a_figure_of_applications_is_read_where_there_is_no_section_three(
    sentence: str, figure: str, value: int
) -> None:
    assert (figure, value) in figures(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "依申请公开信息数161条。",
        "全年收到投诉举报信件75件。",
        "收到政府信息公开申请约100件。",
        "收到政府信息公开申请100余件。",
        "按照第12条的要求办理申请公开政府信息申请。",
        "2023年1月收到通知。",
    ],
)
def test_what_only_looks_like_applications_is_no_figure_of_them(sentence: str) -> None:
    assert not [code for code, _ in figures(sentence) if code.startswith("received")]


def test_the_quote_is_as_printed_and_holds_the_number() -> None:
    report = read(f"{TITLE}一、总体情况\n全年收到政府信息公开申\n请 12 件。\n{BEHIND}")
    (figure,) = report.narrative
    assert report.text.quote(figure.quote) == "全年收到政府信息公开申\n请 12 件"
    assert report.text.quote(figure.number) == "12"
    assert (figure.unit, figure.section) == ("件", 1)


def test_a_text_that_ends_in_a_figure_gives_no_part_of_it() -> None:
    full = f"{TITLE}一、总体情况\n网站总访问量1490万"
    for end in range(len(full) - 5, len(full) + 1):
        report = read(full[:end])
        assert [figure.value for figure in report.narrative] in ([], [14900000])


def test_section_three_speaks_of_applications_in_all_its_sentences() -> None:
    sentence = "2023年收到的95件申请中，自然人83件，法人或其他组织12件，明细见下表。\n"
    report = read(f"{TITLE}三、收到和处理政府信息公开申请情况\n{sentence}{BEHIND}")
    assert [(figure.figure, figure.value) for figure in report.narrative] == [
        ("received", 95),
        ("by_natural_persons", 83),
        ("by_legal_persons", 12),
    ]


def test_an_article_in_chinese_numerals_is_no_number_of_items() -> None:
    assert figures("主动公开信息依照《条例》第二十条，一条不漏。") == []


RESULTS = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]


@pytest.mark.parametrize("label", RESULTS)
def test_the_results_of_one_kind_of_applicant_are_no_results_of_the_year(label: str) -> None:
    of_people = "依申请公开方面，自然人申请23件，其中"
    assert figures(f"{of_people}{label}2件。") == [("by_natural_persons", 23)]
    assert figures(f"{of_people}2件{label}。") == [("by_natural_persons", 23)]


@pytest.mark.parametrize("label", RESULTS)
def test_the_applicants_of_one_result_are_no_applicants_of_the_year(label: str) -> None:
    result = f"依申请公开方面，{label}9件，其中"
    for parts in ("自然人8件", "法人或其他组织1件"):
        assert len(figures(f"{result}{parts}。")) == 1
    for parts in ("为自然人申请", "为法人或其他组织申请"):
        assert figures(f"依申请公开方面，其中{label}9件{parts}。") == []


@pytest.mark.parametrize("label", RESULTS)
def test_a_result_is_read_with_its_number_before_or_behind_it(label: str) -> None:
    assert figures(f"依申请公开方面，{label}9件。") == figures(f"依申请公开方面，9件{label}。")
    assert len(figures(f"依申请公开方面，“{label}”9件。")) == 1


@pytest.mark.parametrize("other", RESULTS)
@pytest.mark.parametrize("label", RESULTS)
def test_two_results_counted_together_are_neither(label: str, other: str) -> None:
    assert figures(f"依申请公开方面，{other}、{label}9件。") == []
    assert figures(f"依申请公开方面，9件{label}或{other}。") == []

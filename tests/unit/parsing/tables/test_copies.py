"""A table that stands more than once in its section: which numbers are the report's."""

from collections.abc import Sequence

import pytest

from service.model.report import Report
from tests.unit.parsing.writing import (
    CARRIED_IN,
    FOUR,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    THREE,
    TWO,
    Layout,
    disclosure_2021,
    html,
    kinds,
    pipes,
    read,
    row,
    tabs,
)

HEAD = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
WHOLE, BLANK, OTHER = (6, 1, 0, 0, 0, 2, 9), ("",) * 7, (5, 1, 0, 0, 0, 2, 8)
ZEROS = (0,) * 7
REVIEW = (2, 0, 1, 0, 3, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0)
OF_REVIEW = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def three(layout: Layout, received: Sequence[object], others: Sequence[object] = ZEROS) -> str:
    rows = ([RECEIVED, *received], [CARRIED_IN, *others], [GRANTED, *received],
            ["四、结转下年度继续办理", *others])  # fmt: skip
    return "".join(layout(cells) for cells in (["申请人情况"], HEAD, *rows))


def four(layout: Layout, values: Sequence[object]) -> str:
    heads = ("行政复议", "行政诉讼"), (*OF_REVIEW, "未经复议直接起诉", "复议后起诉"), OF_REVIEW * 2
    return "".join(layout(cells) for cells in (*heads, values))


def reviews(report: Report) -> list[object]:
    return row(report, "review", "reconsideration")


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_an_empty_form_before_or_behind_the_table_is_passed_over(layout: Layout) -> None:
    form, table = three(layout, BLANK, BLANK), three(layout, WHOLE)
    for text in (form + "填报：\n" + table, table + "样表：\n" + form):
        report = read(THREE + text)
        assert row(report, "applications", "received") == [*WHOLE]
        assert row(report, "applications", "carried_out") == [*ZEROS]
        assert report.problems == ()


def test_an_empty_form_of_table_two_is_passed_over() -> None:
    blank = ("", "", "")
    form = disclosure_2021(pipes, regulations=blank, documents=blank, decisions=blank, fee="")
    report = read(TWO + form + disclosure_2021(pipes))
    assert row(report, "disclosure", "normative_documents") == [11, 7, 136]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_two_years_tables_that_differ_are_null_with_a_problem(layout: Layout) -> None:
    text = three(layout, OTHER) + "2023年：\n" + three(layout, WHOLE)
    report = read(THREE + text)
    assert row(report, "applications", "received") == [None] * 7
    assert row(report, "applications", "carried_in") == [*ZEROS]
    assert kinds(report, "/applications") == {"double-value"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_one_of_two_tables_alone_has_is_null_with_a_problem(layout: Layout) -> None:
    whole = three(layout, WHOLE)
    torn = whole.replace(layout([GRANTED, *WHOLE]), "")
    assert torn != whole
    for text in (whole + torn, torn + whole):
        report = read(THREE + text)
        assert row(report, "applications", "received") == [*WHOLE]
        assert report.applications is not None
        assert "granted" not in report.applications.rows or (
            row(report, "applications", "granted") == [None] * 7
        )
        assert kinds(report, "/applications") == {"double-value"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_that_is_printed_twice_alike_is_read(layout: Layout) -> None:
    report = read(THREE + three(layout, WHOLE) + three(layout, WHOLE))
    assert row(report, "applications", "received") == [*WHOLE]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_years_tables_of_review_are_null_with_a_problem(layout: Layout) -> None:
    earlier = (1, 0, 1, 0, 2, *REVIEW[5:])
    report = read(FOUR + four(layout, earlier) + "2023年：\n" + four(layout, REVIEW))
    assert reviews(report) == [None] * 5
    assert row(report, "review", "litigation_direct") == [1, 0, 0, 0, 1]
    assert kinds(report, "/review") == {"double-value"}


def test_a_sentence_with_the_words_of_the_labels_is_no_table() -> None:
    said = "本年新收政府信息公开申请数量9件，结转下年度继续办理0件。\n"
    report = read(THREE + said + three(pipes, WHOLE))
    assert row(report, "applications", "received") == [*WHOLE]
    assert report.problems == ()

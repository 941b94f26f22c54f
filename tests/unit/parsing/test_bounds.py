"""What is beyond the bounds of reading is left out with a problem; what is within is read."""

import pytest

from service.model.problem import Problem, ProblemKind
from service.model.report import Report
from service.parsing.assemble import parse
from service.parsing.bounds import (
    LONGEST_LINE,
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_NUMBERS,
    MOST_SIGNS,
    MOST_TOKENS,
    end_of_reading,
)
from tests.golden.reading import WRITTEN

REPORT = (WRITTEN / "helin-2023.txt").read_text(encoding="utf-8")
TITLE = "河东市水务局2023年政府信息公开工作年度报告\n"
ROW = "规章 1 0 7\n"
HEAD = "信息内容 本年制发件数 本年废止件数 现行有效件数\n"
TABLE_TWO = TITLE + "二、主动公开政府信息情况\n" + HEAD + ROW
FIFTEEN = "0 " * 14 + "0\n"
FOUR = TITLE + (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
    "结果维持 结果纠正 其他结果 尚未审结 总计\n"
)


def beyond(report: Report, kind: ProblemKind) -> list[Problem]:
    return [problem for problem in report.problems if problem.kind is kind]


def test_a_text_with_blanks_between_is_read_to_its_end() -> None:
    text = "一" + " " * MOST_SIGNS + "二" * (MOST_SIGNS - 1) + "\n" * 9
    assert end_of_reading(text) == len(text)


def test_a_text_is_read_up_to_the_last_sign_that_is_read_of_any() -> None:
    text = "一 " * (MOST_SIGNS + 1)
    assert end_of_reading(text) == 2 * MOST_SIGNS - 1


def test_a_text_of_blanks_is_read_up_to_the_last_character_that_is_read_of_any() -> None:
    assert end_of_reading(" " * MOST_CHARACTERS + "一") == MOST_CHARACTERS


@pytest.mark.parametrize(
    "filling",
    ["水" * (MOST_SIGNS - len("".join(REPORT.split()))), " " * (MOST_CHARACTERS - len(REPORT) - 1)],
)
def test_a_report_in_as_much_text_as_is_read_is_read_whole(filling: str) -> None:
    report = parse(f"{filling}\n{REPORT}".encode())
    assert not beyond(report, ProblemKind.TEXT_TOO_LONG)
    assert report.applications is not None
    assert report.applications.value("received", "total") == 65


@pytest.mark.parametrize("filling", ["水" * MOST_SIGNS, " " * MOST_CHARACTERS + "水"])
def test_of_a_longer_text_a_problem_points_at_what_is_left_out(filling: str) -> None:
    text = REPORT + filling
    [problem] = beyond(parse(text.encode()), ProblemKind.TEXT_TOO_LONG)
    assert problem.span is not None
    assert problem.span.start == end_of_reading(text)
    assert problem.printed == text[problem.span.start : problem.span.end]


def test_of_a_longer_page_no_more_is_shown_than_is_read() -> None:
    page = f"<p>{REPORT}</p>" + "<i>" * (MOST_CHARACTERS // 3) + "<p>待补充的文字</p>"
    report = parse(page.encode())
    [problem] = beyond(report, ProblemKind.TEXT_TOO_LONG)
    assert problem.span is not None
    assert problem.span.start == MOST_CHARACTERS
    assert len(report.text.shown) == len(page)
    assert "待补充" not in report.text.shown


@pytest.mark.parametrize(
    "filling",
    ["其它 " * MOST_TOKENS, "水" * (LONGEST_LINE + 1), "\n" * MOST_LINES],
    ids=["words", "long line", "lines"],
)
def test_of_a_longer_table_the_beginning_is_read_and_a_problem_tells(filling: str) -> None:
    report = parse(f"{TABLE_TWO}{filling}\n行政许可 5\n".encode())
    assert report.disclosure is not None
    assert report.disclosure.value("regulations", "in_force") == 7
    problems = beyond(report, ProblemKind.TOO_MANY_NUMBERS)
    assert [problem.pointer for problem in problems] == ["/disclosure"]


@pytest.mark.parametrize("filling", ["其它 " * MOST_TOKENS, "\n" * MOST_LINES])
def test_of_a_longer_table_four_a_problem_tells(filling: str) -> None:
    report = parse(f"{FOUR}{filling}\n{FIFTEEN}".encode())
    [problem] = beyond(report, ProblemKind.TOO_MANY_NUMBERS)
    assert problem.pointer == "/review"


def test_of_more_numbers_in_the_prose_the_first_are_read() -> None:
    text = f"{TITLE}一、总体情况\n收到政府信息公开申请7件。{'办件5件。' * MOST_NUMBERS}办结9件。"
    report = parse(text.encode())
    assert [figure.value for figure in report.narrative if figure.figure == "received"] == [7]
    [problem] = beyond(report, ProblemKind.TOO_MANY_NUMBERS)
    assert problem.pointer == "/narrative"

"""Input that is no report, hardly one, or made to hurt."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import EmptyBody, IntakeError, NotAReport, NotText
from service.parsing.assemble import parse
from tests.golden.reading import WRITTEN, values
from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    GRANTED,
    RECEIVED,
    THREE,
    TITLE,
    disclosure_2021,
    kinds,
    pipes,
    read,
    row,
)

REPORT = (WRITTEN / "helin-2023.txt").read_text(encoding="utf-8")
WHOLE = parse(REPORT.encode())
NOVEL = (
    "第一章\n雨下了整夜，河水漫过石阶。老人数了数篮子里的鸡蛋，还剩十二个，便把三个留给邻居。\n"
    "一、他想，先修屋顶；二、再修船。船上有两盏灯，一盏坏了。\n"
) * 200


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", "\u3000\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_nothing_is_an_empty_body(data: bytes) -> None:
    with pytest.raises(EmptyBody):
        parse(data)


@pytest.mark.parametrize(
    "data",
    [Random(7).randbytes(1_000_000), bytes.fromhex("ffd8ffe000104a46494600") + b"\x80" * 999],
)
def test_bytes_that_are_no_text_are_not_read(data: bytes) -> None:
    with pytest.raises(NotText):
        parse(data)


@pytest.mark.parametrize(
    "text",
    [
        NOVEL,
        "x",
        "0",
        "一、",
        "|||||",
        "<html><body></body></html>",
        "规章 0 0 0",
        "2023年",
        "\0a\0b",
    ],
)
def test_a_text_that_is_no_report_is_refused_with_what_was_looked_for(text: str) -> None:
    with pytest.raises(NotAReport) as caught:
        read(text)
    assert caught.value.missing


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("gb18030", b""),
    ],
)
def test_the_encoding_changes_nothing_but_its_name(encoding: str, mark: bytes) -> None:
    report = parse(mark + REPORT.encode(encoding))
    assert report.source.encoding == encoding
    assert (report.text, report.sections, report.narrative) == (
        WHOLE.text,
        WHOLE.sections,
        WHOLE.narrative,
    )
    assert (report.disclosure, report.applications, report.review) == (
        WHOLE.disclosure,
        WHOLE.applications,
        WHOLE.review,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\n\u3000"),
        (" ", "\u3000"),
        (" ", "\xa0"),
        ("\n", " \n"),
        ("，", ","),
        ("（", "("),
    ],
)
def test_other_line_ends_blanks_and_punctuation_change_no_number(old: str, new: str) -> None:
    assert values(read(REPORT.replace(old, new))) == values(WHOLE)


def test_full_width_digits_change_no_number() -> None:
    full_width = str.maketrans("0123456789.", "０１２３４５６７８９．")
    assert values(read(REPORT.translate(full_width))) == values(WHOLE)


def test_nuls_and_replacement_characters_are_reported_with_their_place() -> None:
    report = read(REPORT.replace("编写", "编\0写").replace("陈旧", "陈\ufffd"))
    found = [p for p in report.problems if p.kind.value == "doubtful-encoding"]
    assert {p.printed for p in found} == {"\0", "\ufffd"}
    assert all(p.span and report.text.quote(p.span) == p.printed for p in found)
    assert values(report) == values(WHOLE)


HOSTILE = {
    "brackets": "(" * 100_000,
    "full-width brackets": "（" * 50_000 + "）" * 50_000,
    "digits": "1" * 200_000,
    "zeros": "0 " * 50_000,
    "pipes": "|" * 100_000,
    "tabs": "\t" * 100_000 + "x",
    "blanks": " " * 100_000 + "x",
    "lines": "\n" * 100_000 + "x",
    "dashes": "-" * 100_000,
    "dots": "一、总体情况" + "." * 100_000,
    "no full stop": "政府" * 50_000,
    "numerals": "一" * 100_000,
    "tags": "<td>" * 20_000,
    "open tag": "<a " * 30_000,
    "references": "&nbsp;" * 20_000,
    "one character, each on its line": "0\n" * 50_000,
    "emoji": "😀" * 50_000,
    "line separators": "\u2028\x85\x0b\x0c" * 20_000,
    "years": "2023年" * 20_000,
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_long_monotonous_text_in_a_report_is_read_to_its_end(made: str) -> None:
    report = read(THREE + made + "\n" + BEHIND)
    assert report.year == 2023
    assert not [value for value in values(report).values() if value]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_text_behind_a_title_is_read(text: str) -> None:
    report = read(TITLE + text)
    for problem in report.problems:
        assert problem.span is None or report.text.quote(problem.span) == problem.printed


@given(
    st.text(
        alphabet=st.sampled_from(
            "三、收到和处理政府信息公开申请情况1234567890|\t\n .,（）年月日件"
        ),
        max_size=200,
    )
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_text_made_of_a_reports_own_characters_raises_nothing_but_a_refusal(text: str) -> None:
    try:
        report = read(text)
    except IntakeError:
        return
    report.text.content.encode()


@given(st.lists(st.sampled_from(REPORT.split("\n")), max_size=60))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_lines_of_a_report_in_any_order_are_read(lines: list[str]) -> None:
    try:
        report = read("\n".join(lines))
    except IntakeError:
        return
    for _, _, cell in (cell for table in report.tables() for cell in table.cells()):
        assert cell.span is None or report.text.quote(cell.span) == (cell.printed or "")


def test_a_title_alone_is_a_report_without_sections_and_tables() -> None:
    report = read(TITLE)
    assert (report.year, report.agency_name) == (2023, "河东市水务局")
    assert report.sections == ()
    assert list(report.tables()) == []


def test_of_two_reports_in_one_file_the_numbers_are_not_mixed() -> None:
    def table(count: int) -> str:
        return (
            THREE
            + pipes([RECEIVED, count, 0, 0, 0, 0, 0, count])
            + pipes([CARRIED_IN, 0, 0, 0, 0, 0, 0, 0])
            + pipes(["三、本年度办理结果", GRANTED, count, 0, 0, 0, 0, 0, count])
        )

    report = read(table(5) + BEHIND + table(9) + BEHIND)
    assert row(report, "applications", "received")[0] in {5, None}
    assert row(report, "applications", "granted")[0] in {5, None}
    assert kinds(report, "/applications")


def test_the_same_table_twice_gives_its_numbers_once() -> None:
    text = disclosure_2021(pipes)
    report = read(TITLE + "二、主动公开政府信息情况\n" + text + text + BEHIND)
    assert row(report, "disclosure", "normative_documents") in ([11, 7, 136], [None] * 3)
    assert row(report, "disclosure", "licensing") in ([28], [None])


def test_the_last_section_ends_where_another_report_begins() -> None:
    first = (Path(__file__).parents[2] / "data" / "helin-2023.txt").read_text("utf-8")
    second = (Path(__file__).parents[2] / "data" / "shixi-2022.txt").read_text("utf-8")
    report = parse((first + "\n" + second).encode())
    assert [problem.kind.value for problem in report.problems] == ["second-report"]
    assert report.year == 2023
    assert report.sections[-1].body.end <= len(first) + 60
    assert report.narrative == parse(first.encode()).narrative


def test_the_day_of_signature_says_nothing_of_the_year_of_the_report() -> None:
    report = parse("规章 0 0 5\n行政规范性文件 1 0 9\n河东市水务局\n2022年1月17日\n".encode())
    assert report.signature is not None
    assert report.year is None


def test_the_prose_behind_a_day_that_stands_first_tells_the_year() -> None:
    text = "河东市水务局\n2022年1月17日\n2021年，收到政府信息公开申请3件，办结3件，结转0件。\n"
    assert parse((text + "规章 0 0 5\n行政规范性文件 1 0 9\n").encode()).year == 2021

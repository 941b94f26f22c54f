import json
from decimal import Decimal
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.report import Report
from service.parsing.text.leftovers import cleared
from tests.golden.reading import misplaced
from tests.unit.parsing.writing import (
    CARRIED_IN,
    RECEIVED,
    THREE,
    disclosure_2021,
    html,
    pipes,
    read,
    row,
    spaces,
    tabs,
)

LEFT = ("&nbsp;", "&#160;", "&emsp;", "&amp;nbsp;", "&#8203;", "\u200b", "\u00ad", "<br>", "</b>")
APPLICATIONS = spaces([RECEIVED, 123, 4, 0, 0, 0, 1, 128]) + spaces(
    [CARRIED_IN, 2, 0, 0, 0, 0, 0, 2]
)


def text_of(content: str) -> str:
    clear = cleared(content, page=False)
    return content if clear is None else clear.text


def documents(report: Report) -> list[object]:
    return row(report, "disclosure", "normative_documents")


@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("layout", [pipes, tabs])
def test_what_a_program_left_beside_a_number_is_not_of_it(left: str, layout: object) -> None:
    table = disclosure_2021(layout, documents=(f"11{left}", f"{left}7", f"{left}136{left}"))  # type: ignore[arg-type]
    report = read(f"河东市水务局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{table}")
    assert documents(report) == [11, 7, 136]
    assert report.problems == ()
    assert misplaced(report) == []


@pytest.mark.parametrize(
    "char", ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "&zwnj;", "&#8203;"]
)
def test_a_character_without_width_parts_no_number(char: str) -> None:
    report = read(THREE + APPLICATIONS.replace("123", f"1{char}2{char}3"))
    assert row(report, "applications", "received") == [123, 4, 0, 0, 0, 1, 128]
    assert misplaced(report) == []


def test_characters_without_width_part_no_words() -> None:
    words = "河东市水务局2023年政府信息公开工作年度报告"
    report = read("\u200b".join(words) + "\n" + THREE.partition("\n")[2] + APPLICATIONS)
    assert report.agency_name == "河东市水务局"
    assert report.title is not None
    assert report.text.content[report.title.span.end - 1] == "告"


@pytest.mark.parametrize("end", ["\\n", "\\r\\n", "\\\\n"])
def test_escapes_in_the_place_of_line_ends_are_line_ends(end: str) -> None:
    text = THREE + APPLICATIONS + "（七）总计 1 0 0 0 0 0 1\n四、结转下年度继续办理 1 0 0 0 0 0 1\n"
    report = read(text.replace("\n", end))
    assert report.agency_name == "河东市水务局"
    assert row(report, "applications", "carried_in") == [2, 0, 0, 0, 0, 0, 2]
    assert misplaced(report) == []


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_text_that_is_the_value_of_an_object_is_read(ascii_only: bool) -> None:  # noqa: FBT001
    text = THREE + "".join(tabs(line.split()) for line in APPLICATIONS.split("\n"))
    data = json.dumps({"id": 12, "content": text + "（七）\n\n"}, ensure_ascii=ascii_only)
    report = read(data)
    assert report.agency_name == "河东市水务局"
    assert row(report, "applications", "carried_in") == [2, 0, 0, 0, 0, 0, 2]


def test_a_problem_quotes_what_stands_at_its_place() -> None:
    report = read(THREE + APPLICATIONS.replace("123", "约\u200b300件"))
    (problem,) = report.problems
    assert problem.span is not None
    assert problem.printed == report.text.quote(problem.span)
    assert problem.printed.startswith("约\u200b")


def test_few_escapes_are_no_line_ends() -> None:
    assert text_of("见\\new\\table") == "见\\new\\table"


def test_half_a_surrogate_pair_is_no_character() -> None:
    assert text_of("\\n" * 5 + "\\ud83d") == "\n" * 5 + "\\ud83d"


def test_a_break_in_a_cell_is_a_blank_and_elsewhere_the_end_of_a_line() -> None:
    assert text_of("规章<br>\n| 本年<br/>制发件数 | 1") == "规章\n\n| 本年 制发件数 | 1"


def test_a_page_escaped_as_a_text_is_a_page() -> None:
    table = disclosure_2021(html, documents=(11, 7, 136))
    report = read(escape(f"<p>二、主动公开政府信息情况</p><table>{table}</table>"))
    assert documents(report) == [11, 7, 136]


SPLIT = ["<span>1</span><span>3</span>6", "1<b>3</b>6", "13<!-- -->6", "1&#8203;36"]


@pytest.mark.parametrize("cell", SPLIT)
def test_tags_that_show_nothing_part_no_number(cell: str) -> None:
    table = disclosure_2021(html, documents=(11, 7, cell))
    report = read(f"<p>二、主动公开政府信息情况</p><table>{table}</table>")
    assert documents(report) == [11, 7, 136]
    assert misplaced(report) == []


@pytest.mark.parametrize(
    "cell",
    [
        "13<sup>6</sup>",
        "<span>13</span> <span>6</span>",
        '13<span style="display:none">6</span>',
        '13<span style="visibility: hidden">6</span>',
        '13<span style="mso-hide:all">6</span>',
        '13<span style="vertical-align: super">6</span>',
        '13<span style="font-size:0">6</span>',
        "13<span hidden>6</span>",
        '13<span class="d-none">6</span>',
        '13<span class="MsoFootnoteReference">6</span>',
    ],
)
def test_no_number_is_made_of_what_stands_apart(cell: str) -> None:
    table = disclosure_2021(html, documents=(11, 7, cell))
    report = read(f"<p>二、主动公开政府信息情况</p><table>{table}</table>")
    assert documents(report)[2] in (None, 13)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("5", '<span lang="EN-US">-</span><span>2</span>', "3"), [5, -2, 3]),
        (("5", "减<span lang=EN-US>2</span>", "3<b>件</b>"), [5, -2, 3]),
        (("5", "<span>+</span><b>2</b>", "<i>3</i>"), [5, 2, 3]),
        (("5", '<u style="text-decoration:none">-</u>2', "3"), [5, -2, 3]),
    ],
)
def test_a_sign_or_unit_in_a_type_of_its_own_is_that_of_the_number(
    cells: tuple[str, ...], values: list[int]
) -> None:
    head = html(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"])
    table = head + html(["行政许可", *cells])
    report = read(f"<p>二、主动公开政府信息情况</p><table>{table}</table>")
    assert row(report, "disclosure", "licensing") == values
    assert report.problems == ()
    assert misplaced(report) == []


@pytest.mark.parametrize("unit", ["万元", "<b>万</b>元", '<span style="font-size:9pt">万元</span>'])
def test_an_amount_keeps_the_unit_that_a_tag_parts_from_it(unit: str) -> None:
    head = html(["信息内容", "采购项目数量", "采购总金额"])
    table = head + html(["政府集中采购", 7, f"<span lang=EN-US>1276.55</span>{unit}"])
    report = read(f"<p>二、主动公开政府信息情况</p><table>{table}</table>")
    assert row(report, "disclosure", "procurement") == [7, Decimal("1276.55")]
    assert misplaced(report) == []


def test_a_label_keeps_its_numeral_where_a_tag_parts_them() -> None:
    label = "<span>1</span><span>.</span>属于国家秘密"
    page = html(["一、本年新收政府信息公开申请数量", 4, 0, 0, 0, 0, 0, 4])
    page += html([label, 3, 0, 0, 0, 0, 0, 3])
    report = read(f"<p>三、收到和处理政府信息公开申请情况</p><table>{page}</table>")
    assert row(report, "applications", "refused.state_secret") == [3, 0, 0, 0, 0, 0, 3]


def test_a_text_without_leftovers_is_read_as_it_is() -> None:
    assert cleared(THREE + APPLICATIONS, page=False) is None
    assert cleared(spaces(["A&B", 5]), page=False) is None


_PIECES = st.sampled_from(
    (
        *LEFT,
        "\\n",
        "\\t",
        "&",
        "&amp;",
        "&lt;",
        "1",
        "36",
        "规章",
        "|",
        "\n",
        " ",
        "<",
        "。",
        '"',
        "{",
    )
)


@given(st.lists(_PIECES, max_size=40))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_every_digit_and_character_leads_back_to_its_place(pieces: list[str]) -> None:
    content = "".join(pieces)
    clear = cleared(content, page=False)
    if clear is None:
        return
    places = [clear.offset(at) for at in range(len(clear.text))]
    assert places == sorted(set(places))
    for char, place in zip(clear.text, places, strict=True):
        assert char == content[place] or char in '\n\t\xa0\u2003 &<"/'

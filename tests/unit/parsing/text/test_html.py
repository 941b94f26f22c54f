import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.parsing.text.html import flatten, is_html
from tests.unit.parsing.writing import disclosure_2021, html, read


def laid(page: str) -> list[str]:
    """Return the lines of the flat page, with single blanks and without empty ones."""
    lines = (" ".join(line.split()) for line in flatten(page).split("\n"))
    return [line for line in lines if line]


@pytest.mark.parametrize(
    "text", ["<p>规章</p>", "<TABLE border=1>", "正文<tr><td>5</td></tr>", "<!DOCTYPE html>"]
)
def test_a_page_or_a_piece_of_one_is_known(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text", ["规章 5", "a < b > c", "《关于印发<办法>的通知》", "<规章>", "<>"]
)
def test_a_text_with_brackets_is_no_page(text: str) -> None:
    assert not is_html(text)


def test_a_table_becomes_rows_of_cells() -> None:
    page = "<table><tr><td>规章</td><td>1</td></tr><tr><th>许可</th><td></td></tr></table>"
    assert laid(page) == ["规章 | 1 |", "许可 | |"]


def test_every_character_keeps_its_place() -> None:
    page = '<p>规章</p>\n<table><tr><td align="center"><span>12</span>件</td></tr></table>'
    flat = flatten(page)
    assert len(flat) == len(page)
    for text in ("规章", "12", "件"):
        assert flat.index(text) == page.index(text)


@pytest.mark.parametrize(
    "page",
    [
        '<div style="display:none"><div>一</div>规章</div>',
        '<div style="display:none">规章',
        '<div style="display:none">规章' + "　" * 1000 + "</div>",
        '<td style="display:none">规章</td>',
    ],
)
def test_what_a_script_may_show_is_kept(page: str) -> None:
    assert "规章" in flatten(page)


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a = '<b>77</b>';</script><p>规章</p>",
        "<style>td{width:77px}</style><p>规章</p>",
        "<title>77</title><p>规章</p>",
        "<nav><ul><li>77</li></ul></nav><p>规章</p>",
        "<footer>备案77号</footer><p>规章</p>",
        "<select><option>77</option></select><p>规章</p>",
        "<!-- 77 <p>77</p> --><p>规章</p>",
        "<p>规章</p><!-- 77",
        "<p>规章</p><script>77",
        '<p title="77" data-n=77>规章</p>',
        "<p title='<b>77</b>' data-n=\"<td>77\">规章</p>",
        "<nav><nav>77</nav>77</nav><p>规章</p>",
        '<div style="display:none">77<b>7</b></div><p>规章</p>',
        '<p>规章</p><span style="color:red; display: none;">77</span>',
    ],
)
def test_what_is_not_shown_as_text_is_blank(page: str) -> None:
    assert laid(page) == ["规章"]


def test_blocks_are_lines_and_inline_tags_are_not() -> None:
    assert laid("<div>一、总体<b>情</b>况</div><p>正文<br>第二行</p>") == [
        "一、总体 情 况", "正文", "第二行",
    ]  # fmt: skip


def test_a_break_in_the_source_is_no_line() -> None:
    assert laid("<p>本年新收\n申请</p>") == ["本年新收 申请"]


def test_paragraphs_in_a_cell_of_data_are_one_cell() -> None:
    assert laid("<tr><td><p>行政</p><p>许可</p></td><td>5</td></tr>") == ["行政 许可 | 5 |"]


@pytest.mark.parametrize("text", ["5", "<p>5</p>", "<div align=center>5</div>", "<p>5"])
@pytest.mark.parametrize("end", ["", "</tr>"])
def test_cells_and_rows_whose_end_is_left_out_end_where_the_next_begins(
    text: str, end: str
) -> None:
    row = f"<tr><td><p>行政</p><p>许可</p><td>{text}{end}"
    page = (
        f"<table>{row}{row}</table><p>三、收到和处理政府信息公开申请情况</p><p>{'正文' * 120}</p>"
    )
    first, second, heading, prose = laid(page)
    assert first.rstrip(" |") == second.rstrip(" |") == "行政 许可 | 5"
    assert (heading, prose) == ("三、收到和处理政府信息公开申请情况", "正文" * 120)


@pytest.mark.parametrize("mark", ["1", "[2]", "①", "*"])
def test_the_raised_mark_of_a_note_is_no_number(mark: str) -> None:
    row = f"<tr><td>行政许可<sup>{mark}</sup></td><td>13<SUP>{mark}</SUP></td></tr>"
    assert laid(row) == ["行政许可 | 13 |"]
    assert laid("<td>面积<sup>万元</sup></td>") == ["面积 万元"]


def test_a_raised_number_that_is_all_of_a_cell_is_no_mark_of_a_note() -> None:
    row = "<tr><td>行政许可</td><td><sup>12</sup></td><td><p><sup>5</sup></p></td></tr>"
    assert laid(row)[0].split() == ["行政许可", "|", "12", "|", "5", "|"]


def test_paragraphs_in_a_cell_that_lays_out_the_page_are_lines() -> None:
    page = f"<table><tr><td><p>一、总体情况</p><p>{'正文' * 120}</p></td></tr></table>"
    assert laid(page)[:2] == ["一、总体情况", "正文" * 120]


def test_a_table_within_a_table_has_rows_of_its_own() -> None:
    page = (
        "<table><tr><td>菜单</td><td><p>二、情况</p><table><tr><td>规章</td><td>3</td></tr></table>"
        "</td></tr></table>"
    )
    assert "规章 | 3 |" in laid(page)


def test_pipes_in_a_text_part_no_cells() -> None:
    assert laid("<tr><td>首页|公开</td><td>1</td></tr>") == ["首页¦公开 | 1 |"]


@pytest.mark.parametrize(
    ("reference", "character"),
    [("&lt;", "<"), ("&#65;", "A"), ("&#x42;", "B"), ("&amp;", "&"), ("&ldquo;", "“")],
)
def test_character_references_stand_for_their_character(reference: str, character: str) -> None:
    assert laid(f"<p>规{reference}章</p>") == [f"规{character} 章"]


def test_a_blank_by_reference_is_blank() -> None:
    assert flatten("<td>&nbsp;</td>").replace("|", "").strip() == ""


@pytest.mark.parametrize(
    "page",
    ["<td>5", "</td></td></tr>", "<td><td><td>5</tr></table>", "</p></table>", "<tr><td", "<p><",
     "<!", "<!--", "<script", "&#99999999;<p>", "&#xFFFFFF;<p>"],
)  # fmt: skip
def test_broken_pages_keep_their_length(page: str) -> None:
    assert len(flatten(page)) == len(page)


_PIECES = st.sampled_from(
    ("<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<p>", "</p>", "<br/>", "<script>",
     "</script>", "<!--", "-->", "<nav>", "</nav>", "<a href='x'>", '<a href="', "&nbsp;", "&#8;",
     "&", "<", ">", "'", "5", "规章", "|", "\n", " ", "正文" * 60)
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_nothing_moves_and_nothing_is_made_up(pieces: list[str]) -> None:
    page = "".join(pieces)
    flat = flatten(page)
    assert len(flat) == len(page)
    assert flat == flatten(page)
    for printed, character in zip(page, flat, strict=True):
        assert not character.isdigit() or character == printed
        assert character in (printed, " ", "|", "¦", "\n", "\xa0", "\b")


def test_a_text_with_tags_of_tables_alone_keeps_its_lines_and_pipes_around_them() -> None:
    table = "<table>\n<tr><td>规章</td>\n<td>0|1</td></tr></table>"
    text = f"二、主动公开\n{table}\n| 行政许可 | 5 |\n"
    lines = ["".join(line.split()) for line in flatten(text).split("\n")]
    assert [line for line in lines if line] == ["二、主动公开", "规章|0¦1|", "|行政许可|5|"]


def test_a_page_has_no_lines_but_those_of_its_tags() -> None:
    page = "<p>二、主动\n公开</p><table><tr><td>规章</td></tr></table>"
    assert "二、主动 公开" in flatten(page)


def test_a_pipe_printed_in_a_cell_is_kept_as_printed() -> None:
    table = disclosure_2021(html, regulations=(1, 0, "8（|）"))
    report = read(f"<p>二、主动公开政府信息情况</p><table>{table}</table>")
    assert report.disclosure is not None
    cell = report.disclosure.rows["regulations"].cells["in_force"]
    assert cell.printed == "8（|）"

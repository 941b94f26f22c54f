import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.place import Span
from service.parsing.text.cleaning import Squeezed, fold

MIXED = st.text(
    alphabet=st.sampled_from(
        "政府信息公开報開1２，｜ \u3000\t\r\n—-–·第页Page3#*(zhèn)（）\0\ufeff😀"
    )
)


@settings(deadline=None, derandomize=True)
@given(MIXED)
def test_folding_keeps_every_offset(content: str) -> None:
    assert len(fold(content)) == len(content)


@settings(deadline=None, derandomize=True)
@given(MIXED)
def test_folding_moves_no_line_break(content: str) -> None:
    folded = fold(content)
    assert [i for i, c in enumerate(folded) if c == "\n"] == [
        i for i, c in enumerate(content) if c == "\n"
    ]


def test_full_width_forms_become_half_width() -> None:
    assert fold("１２．５％（Ａ）｜") == "12.5%(A)|"


@pytest.mark.parametrize(
    "furniture",
    [
        "— 3 —",
        "-3-",
        "- 12 -",
        "– 7 –",
        "第3页",
        "第 3 页 共 12 页",
        "Page 9",
        "P. 9",
        "  — 3 —  ",
        "—      6      —",
        "续表",
        "（续上页）",
        "续表2",
        "(转下页)",
    ],
)
def test_page_numbers_become_blanks(furniture: str) -> None:
    assert fold(f"属于\n{furniture}\n国家").split() == ["属于", "国家"]


def test_a_page_of_pages_behind_the_running_head_becomes_blanks() -> None:
    assert fold("属于\n河东市水务局 2023 年度报告    7 / 11\n国家").split() == ["属于", "国家"]


def test_pages_of_pages_become_blanks_where_they_count_up() -> None:
    assert fold("甲\n1 / 3\n乙\n2 / 3\n丙\n3 / 3\n").split() == ["甲", "乙", "丙"]


@pytest.mark.parametrize("lines", ["甲\n3/5\n", "甲\n1/3\n乙\n2/5\n丙\n3/3", "1/2\n2/2\n3/2"])
def test_fractions_that_do_not_count_up_stay(lines: str) -> None:
    assert fold(lines) == lines


@pytest.mark.parametrize("cell", ["3", "-3", "12", "0", "-", "—"])
def test_a_bare_cell_is_no_page_number(cell: str) -> None:
    assert fold(f"规章\n{cell}\n0").split() == ["规章", cell, "0"]


def test_traditional_characters_and_their_pinyin_are_read_as_simplified_labels() -> None:
    assert "".join(fold("政府信息公開(kāi)工作年度報(bào)告").split()) == "政府信息公开工作年度报告"


@settings(deadline=None, derandomize=True)
@given(MIXED)
def test_each_squeezed_character_leads_back_to_where_it_stood(content: str) -> None:
    view = Squeezed(content, 0, len(content))
    assert view.text == "".join(content.split())
    for position, char in enumerate(view.text):
        assert content[view.offset(position)] == char
        assert view.position(view.offset(position)) == position


def test_a_squeezed_word_spans_the_line_break_within_it() -> None:
    view = Squeezed("国务\n 院令", 0, 6)
    assert view.text == "国务院令"
    assert view.span(1, 3) == Span(1, 5)
    assert view.span(2, 2) == Span(4, 4)


@pytest.mark.parametrize(
    ("escaped", "plain"), [(r"1\.属于", "1.属于"), (r"| \- |", "|-|"), (r"\(一\)", "(一)")]
)
def test_signs_escaped_for_markdown_are_read_as_they_are(escaped: str, plain: str) -> None:
    assert "".join(fold(escaped).split()) == plain


def test_a_backslash_that_marks_a_blank_cell_stays() -> None:
    assert fold("| \\ | 0 |") == "| \\ | 0 |"


@pytest.mark.parametrize("wrapped", ["*87*", "_87_", "`87`", "$87$", "\\(87\\)", "**87**"])
def test_marks_around_a_number_are_blank(wrapped: str) -> None:
    folded = fold(f"规章 | {wrapped} |")
    assert folded.split() == ["规章", "|", "87", "|"]
    assert len(folded) == len(f"规章 | {wrapped} |")


@pytest.mark.parametrize("marked", ["87*", "$87", "a_87_b", "8*7*6"])
def test_marks_that_are_not_around_a_number_are_kept(marked: str) -> None:
    assert fold(marked) == marked


@pytest.mark.parametrize(
    "line",
    [
        "https://www.hedong.gov.cn/info/1023/4567.htm 1/4",
        "http://www.hedong.gov.cn/zwgk/2024/0120/c1234.html",
        "2024/1/20 10:33 政府信息公开年报 http://www.hedong.gov.cn/zwgk/c1234.html",
    ],
)
def test_what_a_browser_prints_around_a_page_is_blank(line: str) -> None:
    assert fold(f"规章\n{line}\n5").split() == ["规章", "5"]


def test_a_title_in_the_head_of_the_first_page_is_kept_once() -> None:
    head = "Page {} - 河东市水务局2023年政府信息公开工作年度报告"
    folded = fold("\n".join([head.format(1), "正文", head.format(2), "正文"]))
    assert folded.split() == [head.format(1).split(" - ")[1], "正文", "正文"]


def test_a_running_head_behind_the_title_is_blank_from_its_first_time_on() -> None:
    title, head = "河东市水务局2023年政府信息公开工作年度报告", "河东市水务局2023年度报告"
    folded = fold(f"{title}\n正文。\n" + f"{head}\n正文\n" * 3)
    assert folded.split() == [title, "正文。", "正文", "正文", "正文"]


HEAD = "河东市水务局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("edge", ["{0}\n{1}\n", "{1}\n\n{0}\n", "{0}\n\f{1}\n", "\f{0}\n{1}\n"])
def test_numbers_beside_running_heads_are_pages_where_they_count_them(edge: str) -> None:
    text = "".join("规章\n4\n" + edge.format(page, HEAD) for page in (7, 8, 9))
    assert fold(f"{HEAD}\n正文。\n{text}").split() == [HEAD, "正文。", *["规章", "4"] * 3]


@pytest.mark.parametrize("edge", ["{0}\n\f", "\f{0}\n", "\n{0}\n\n\f"])
def test_numbers_at_the_edges_of_pages_are_theirs_where_they_count_them(edge: str) -> None:
    text = "".join("规章\n4\n" + edge.format(page) for page in (7, 8, 9))
    assert fold(text).split() == ["规章", "4"] * 3


@pytest.mark.parametrize("edge", ["{0}\n\f", "\f{0}\n", HEAD + "\n{0}\n"])
@pytest.mark.parametrize("pages", [(7, 9, 8), (7, 8, 10), (4, 4, 4)])
def test_numbers_at_the_edges_that_count_no_pages_are_cells(
    edge: str, pages: tuple[int, ...]
) -> None:
    text = "".join("规章\n" + edge.format(page) for page in pages)
    cells = [word for word in fold(f"{HEAD}\n正文。\n{text}").split() if word.isdigit()]
    assert cells == [str(page) for page in pages]

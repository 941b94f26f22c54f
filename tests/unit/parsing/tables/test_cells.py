from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.parsing.tables.cells import read_cells
from service.parsing.text.cleaning import fold


def stream(text: str) -> list[tuple[str, str]]:
    """Return kind and printed text of each token, without padding."""
    folded = fold(text)
    tokens = read_cells(folded, 0, len(folded))
    return [(t.kind.value, text[t.start : t.end]) for t in tokens if t.kind.value != "padding"]


@pytest.mark.parametrize(
    "text",
    [
        "| 规章 | 1 | / | 3 |",
        "规章\t1\t/\t3",
        "规章 1 / 3",
        "规章\n1\n/\n3",
        "| 规章 |\n| 1 | / | 3 |",
    ],
)
def test_each_layout_gives_the_same_stream(text: str) -> None:
    assert stream(text) == [("text", "规章"), ("number", "1"), ("blank", "/"), ("number", "3")]


@pytest.mark.parametrize(
    "text",
    ["规章1", "|规章|1|", "规章 | 1", "规章\t1", "| :---: | ---: |\n| 规章 | 1 |", "规章\r\n1\r\n"],
)
def test_rules_margins_and_line_ends_are_no_cells(text: str) -> None:
    assert stream(text) == [("text", "规章"), ("number", "1")]


@pytest.mark.parametrize(
    "word", ["2023年", "第二十条", "第3号", "bat365", "365bet", "〔2021〕30号"]
)
def test_digits_that_belong_to_a_word_are_no_number(word: str) -> None:
    assert all(kind == "text" for kind, _ in stream(f"规章{word}规章"))


@given(st.text(alphabet=st.sampled_from("规章|\t\n 0123,./-—（）件元无A:+减"), max_size=120))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_tokens_lie_in_reading_order_and_miss_no_lone_digit(text: str) -> None:
    folded = fold(text)
    tokens = read_cells(folded, 0, len(folded))
    assert all(t.start <= t.end for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens) if b.start < b.end)
    covered = {at for t in tokens for at in range(t.start, t.end)}
    assert all(at in covered for at, char in enumerate(folded) if char.isdigit())


def test_blank_lines_are_no_cells_where_labels_and_numbers_share_their_lines() -> None:
    rows = "一、本年新收\t17\n二、上年结转\t1\n（七）总计\t15\n".replace("\t", "    ")
    assert "blank" not in {kind for kind, _ in stream(rows + "\n" * 7 + "四、结转下年度   3\n")}


@pytest.mark.parametrize("end", ["", " ", "  "])
def test_a_pipe_at_the_end_is_before_a_blank_cell_where_rows_have_no_edges(end: str) -> None:
    rows = "一 | 1 | 2\n二 | 3 | 4\n三 | 5 | 6\n"
    assert stream(rows + f"四 | 7 |{end}\n")[-2:] == [("number", "7"), ("blank", "")]
    edged = rows.replace("\n", " |\n")
    assert stream(edged + f"四 | 7 |{end}\n")[-1] == ("number", "7")


def test_a_pipe_at_the_end_of_a_framed_row_is_its_edge_also_where_the_frame_is_indented() -> None:
    rule = "   +---+---+---+\n"
    rows = "   |   |   +---+\n".join(f"   | {name} | 1 | 2 |\n" for name in "一二三四五")
    assert ("blank", "") not in stream(rule + rows + rule)

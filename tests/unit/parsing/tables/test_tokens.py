from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.parsing.tables.tokens import Kind, Token, read_cell, read_text, read_words


def shown(text: str, tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.kind.value, text[token.start : token.end]) for token in tokens]


def cell(text: str) -> list[tuple[str, str]]:
    return shown(text, read_cell(text, 0, len(text), 0))


def words(text: str) -> list[tuple[str, str]]:
    return shown(text, read_words(text, 0, len(text), 0))


@pytest.mark.parametrize(
    "printed",
    ["0", "12", "1,234", "5.50", "-5", "+3", "增10", "减少4", "↓2", "12件", "38.41万元", "7 件",
     "22(其中修订16件)"],
)  # fmt: skip
def test_a_cell_that_reads_as_a_number_is_one(printed: str) -> None:
    assert cell(printed) == [("number", printed)]


@pytest.mark.parametrize(
    "printed", ["约300件", "3/5", "5千", "300余件", "5%", "+3/-2", "共5件", "超过20件", "近 8"]
)
def test_a_cell_with_digits_that_cannot_be_read_is_never_part_of_a_number(printed: str) -> None:
    assert cell(printed) == [("number", printed)]


@pytest.mark.parametrize("printed", ["5千", "300余", "5%", "约300", "3/5"])
def test_what_spoils_a_number_stays_with_it_where_it_is_glued_to_a_label(printed: str) -> None:
    assert words(f"行政许可{printed}") == [("text", "行政许可"), ("number", printed)]


@pytest.mark.parametrize("printed", ["", "/", "-", "--", "—", "——", "无", "空", "\\"])
def test_marks_for_nothing_are_blanks(printed: str) -> None:
    assert cell(printed) == [("blank", printed)]


def test_a_cell_is_read_without_the_blanks_around_it() -> None:
    text = "|  \t12 \r|"
    assert shown(text, read_cell(text, 1, len(text) - 1, 0)) == [("number", "12")]


def test_an_empty_cell_stands_nowhere_wide() -> None:
    token = read_cell("|   |", 1, 4, 0)[0]
    assert token.start == token.end


@pytest.mark.parametrize(
    "label", ["1.属于国家秘密", "2、重复申请", "(一)予以公开", "规章", "3.危及“三安全一稳定”"]
)
def test_a_label_with_its_number_is_text(label: str) -> None:
    assert {kind for kind, _ in cell(label)} == {"text"}


@pytest.mark.parametrize(
    "word",
    ["2023年", "3月", "第20条", "第3号", "bat365", "365bet", "〔2021〕30号", "12页"],
)
def test_digits_of_years_documents_and_names_are_no_numbers(word: str) -> None:
    assert {kind for kind, _ in words(word)} == {"text"}


def test_words_are_read_one_by_one() -> None:
    assert words("规章 1 / 7件") == [
        ("text", "规章"), ("number", "1"), ("blank", "/"), ("number", "7件"),
    ]  # fmt: skip


def test_a_unit_that_stands_apart_belongs_to_its_number() -> None:
    assert words("规章 12 件 3") == [("text", "规章"), ("number", "12 件"), ("number", "3")]


def test_glued_words_come_apart_where_digits_begin_and_end() -> None:
    text = "申请数量640020470(一)予以公开3"
    tokens = read_words(text, 0, len(text), 0)
    assert shown(text, tokens) == [
        ("text", "申请数量"), ("number", "640020470"), ("text", "(一)予以公开"), ("number", "3"),
    ]  # fmt: skip
    assert [token.glued for token in tokens] == [False, True, False, True]


def test_the_number_of_the_next_label_stays_with_it() -> None:
    text = "重复申请00000003.要求提供"
    found = words(text)
    assert found[0] == ("text", "重复申请")
    assert found[1] == ("number", "0000000")
    assert "".join(printed for _, printed in found[2:]) == "3.要求提供"


def test_the_first_character_of_a_stacked_label_is_no_blank() -> None:
    assert words("无 法 提 供")[0] == ("text", "无")
    assert words("无 3")[0] == ("blank", "无")


def test_a_line_of_prose_is_all_text() -> None:
    text = "全年收到 5 件。"
    assert {kind for kind, _ in shown(text, read_text(text, 0, len(text), 0))} == {"text"}


def test_tokens_know_their_line_and_whether_it_is_cut() -> None:
    assert [(t.line, t.cut) for t in read_words("规章 5", 0, 4, 7)] == [(7, False)] * 2
    assert [(t.line, t.cut) for t in read_cell("规章 5", 0, 4, 7)] == [(7, True)] * 2


@given(
    st.text(alphabet=st.sampled_from("规章总年件元万一 0123,./-—%()第约千增减+无aZ"), max_size=40)
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_digit_and_no_character_is_lost_or_read_twice(text: str) -> None:
    for tokens in (read_cell(text, 0, len(text), 0), read_words(text, 0, len(text), 0)):
        assert all(before.end <= behind.start for before, behind in pairwise(tokens))
        covered = {at for token in tokens for at in range(token.start, token.end)}
        assert all(at in covered for at, character in enumerate(text) if character != " ")
        assert all(token.kind is not Kind.PADDING for token in tokens)


@pytest.mark.parametrize("printed", ["l 590", "2O", "2l 6", "I2l66", "l 427 万元"])
def test_letters_beside_digits_are_digits_that_were_not_recognised(printed: str) -> None:
    assert [token.kind for token in read_cell(printed, 0, len(printed), 0)] == [Kind.NUMBER]


def test_letters_alone_are_text() -> None:
    assert [token.kind for token in read_cell("SOS", 0, 3, 0)] == [Kind.TEXT]

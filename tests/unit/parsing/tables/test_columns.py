from dataclasses import replace

import pytest

from service.parsing.tables.columns import Layout, learn_layout, place
from service.parsing.tables.tokens import Kind, Token

_KINDS = {
    "n": Kind.NUMBER,
    "g": Kind.NUMBER,
    "m": Kind.BLANK,
    "_": Kind.BLANK,
    "e": Kind.BLANK,
    "p": Kind.PADDING,
}


def line(row: str, *, cut: bool = True, first: int = 0) -> list[Token]:
    """
    Return the cells of one line: n number, g glued one, m mark, _ blank, e empty line, p padding.

    `first` is the number of the first of them among the cells of the line.
    """
    return [
        Token(
            _KINDS[sign],
            10 * at,
            10 * at + (sign in "ngm"),
            0,
            cell=first + at,
            width=first + len(row) if cut and sign != "e" else 0,
            glued=sign == "g",
        )
        for at, sign in enumerate(row)
    ]


def lines(row: str) -> list[Token]:
    """Return the same with each cell on a line of its own, where only a mark shows a blank."""
    tokens = line(row.replace("_", "m"))
    return [replace(token, line=at, width=0) for at, token in enumerate(tokens)]


UNKNOWN = Layout()


def taken(tokens: list[Token], columns: int, layout: Layout = UNKNOWN) -> list[int] | None:
    """Return which of `tokens` fill the columns, or None."""
    placed = place(tokens, columns, lambda: layout)
    return None if placed is None else [tokens.index(token) for token in placed if token]


@pytest.mark.parametrize("row", ["nnn", "n_n", "n__"])
def test_a_row_that_begins_with_its_first_column_is_placed(row: str) -> None:
    assert taken(line(row), 3) == taken(lines(row), 3) == [0, 1, 2]


def learnt(*rows: list[Token], columns: int = 3, head: tuple[int, int] | None = None) -> Layout:
    """Learn from rows alone, or from a head too: in which cell of how many it begins."""
    heads = {} if head is None else {columns: head}
    return learn_layout([(row, columns) for row in rows], heads)


@pytest.mark.parametrize("row", ["nn", "nnnn", "n_nn"])
def test_too_few_or_too_many_numbers_are_not_placed(row: str) -> None:
    assert taken(line(row), 3) is None


def test_blanks_alone_fill_a_row_only_in_their_number() -> None:
    tokens = line("___")
    assert place(tokens, 3) == tokens
    assert place(line("__"), 3) == [None, None, None]
    assert place([], 3) == [None, None, None]


def test_a_number_right_behind_the_label_is_the_first_column() -> None:
    assert taken(line("nn_"), 3) == [0, 1, 2]
    assert taken(line("n__"), 3) == [0, 1, 2]


@pytest.mark.parametrize("row", ["mnn", "mmn", "mnm", "nmm"])
def test_as_many_numbers_and_marks_as_columns_fill_them(row: str) -> None:
    assert taken(line(row), 3) == [0, 1, 2]
    assert taken(line(row + "_"), 3) == [0, 1, 2]
    assert taken(line(row, cut=False), 3) == [0, 1, 2]


def test_marks_one_a_line_are_cells_whatever_blank_lines_stand_behind() -> None:
    layout = Layout(blank_lines_count=False)
    assert taken(lines("mnme"), 3, layout) == taken(lines("nnme"), 3, layout) == [0, 1, 2]


def test_blanks_behind_totals_are_padding_where_some_have_none() -> None:
    rows = [line("______n"), line("______n_"), line("______n_")]
    layout = learnt(*rows, columns=7)
    assert [taken(row, 7, layout) for row in rows] == [list(range(7))] * 3
    assert taken(rows[1], 7, learnt(*rows[1:], rows[1], columns=7)) is None


def test_a_blank_before_the_numbers_may_be_a_label_cell() -> None:
    assert taken(line("_nn"), 3) is None
    assert taken(line("_nn_"), 3) is None


def test_a_printed_blank_beside_a_complete_row_makes_it_doubtful() -> None:
    assert taken(line("mnnn"), 3) is None
    assert taken(line("nnnm"), 3) is None


def test_an_empty_line_beside_a_complete_row_was_none() -> None:
    assert taken(line("ennn", cut=False), 3) == [1, 2, 3]


def test_one_cell_a_line_counts_its_blanks() -> None:
    assert taken(lines("_nn"), 3) == [0, 1, 2]
    assert taken(lines("_nn_"), 3) is None


def test_padding_between_numbers_says_nothing_about_columns() -> None:
    assert taken(line("npn"), 3) is None


def test_numbers_that_share_a_cell_are_as_many_as_the_columns_or_nothing_tells() -> None:
    def sharing(row: str) -> list[Token]:
        first, *rest = line(row)
        return [first, *(replace(token, cell=token.cell - 1) for token in rest)]

    assert taken(sharing("nn_n"), 3) == [0, 1, 3]
    assert taken(sharing("nn_"), 3) is None
    assert taken(sharing("nn"), 3) is None


def test_a_blank_within_a_row_tells_nothing_where_another_row_has_a_cell_too_many() -> None:
    rows = [line("n_n_"), line("_nnn"), line("n_nn")]
    assert taken(rows[0], 3) == taken(rows[0], 3, learnt(*rows[:2])) == [0, 1, 2]
    assert taken(rows[0], 3, learnt(*rows)) is None
    assert taken(rows[1], 3, learnt(*rows)) == [1, 2, 3]


def test_glued_numbers_are_left_to_be_split() -> None:
    assert taken(line("g"), 3) is None
    assert taken(line("g_n"), 3) is None
    assert taken(line("ggg"), 3) == [0, 1, 2]


def test_a_row_without_labels_begins_with_its_first_cell() -> None:
    assert taken(line("_n_"), 3, Layout(labelled=False)) == [0, 1, 2]


def test_complete_rows_show_where_the_first_column_is() -> None:
    layout = learnt(line("nnn", first=3), line("_n_", first=3))
    assert taken(line("_n_", first=3), 3, layout) == [0, 1, 2]
    assert taken(line("__n", first=3), 3, layout) == [0, 1, 2]


def test_the_margin_behind_labels_is_learnt_from_rows_of_one_shape() -> None:
    layout = learnt(line("_nnn"), line("_n_n"))
    assert taken(line("_nn_"), 3, layout) == [1, 2, 3]


def test_rows_of_different_shapes_teach_nothing() -> None:
    layout = learnt(line("nnn"), line("_nnn"))
    assert taken(line("_nn_"), 3, layout) is None


def test_numbers_that_do_not_reach_both_ends_teach_nothing() -> None:
    layout = learnt(line("_nn"), line("_nn"))
    assert taken(line("_nn"), 3, layout) is None


def test_the_head_shows_the_first_column_where_lines_have_as_many_cells() -> None:
    rows = [line("_nn", first=3), line("_n_", first=3)]
    assert taken(rows[0], 3, learnt(*rows, head=(3, 6))) == [0, 1, 2]
    assert taken(rows[0], 3, learnt(*rows, head=(3, 7))) is None
    assert taken(rows[0], 3, learnt(*rows, head=(5, 6))) is None


def test_three_rows_with_their_totals_alone_show_their_width() -> None:
    rows = [line("______n")] * 3
    assert taken(line("______n"), 7, learnt(*rows, columns=7)) == list(range(7))
    assert taken(line("______n"), 7, learnt(*rows[:2], columns=7)) is None


def test_blank_lines_do_not_count_where_a_complete_row_has_one_too_many() -> None:
    layout = learnt(lines("ennn"))
    assert layout.blank_lines_count is False
    assert taken(lines("enn"), 3, layout) is None

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.place import Place, Span, Text, outside

TEXT = Text("一、总体\n\n收到12件。\n")


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span(0, 2), Place(1, 1, 0, 2, "一、")),
        (Span(2, 4), Place(1, 3, 2, 4, "总体")),
        (Span(4, 5), Place(1, 5, 4, 5, "\n")),
        (Span(5, 5), Place(2, 1, 5, 5, "")),
        (Span(8, 10), Place(3, 3, 8, 10, "12")),
        (Span(13, 13), Place(4, 1, 13, 13, "")),
    ],
)
def test_a_place_counts_lines_and_columns_from_one(span: Span, place: Place) -> None:
    assert TEXT.place(span) == place


def test_a_span_over_lines_is_placed_where_it_begins() -> None:
    assert TEXT.place(Span(2, 8)) == Place(1, 3, 2, 8, "总体\n\n收到")


def test_a_character_outside_the_basic_plane_counts_once() -> None:
    assert Text("😀12").place(Span(1, 3)) == Place(1, 2, 1, 3, "12")


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="一1 \n"), st.data())
def test_line_and_column_lead_to_the_quotation(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    place = Text(content).place(Span(start, end))
    line = content.split("\n")[place.line - 1]
    rest = "\n".join([line, *content.split("\n")[place.line :]])
    assert rest[place.column - 1 :].startswith(place.quote)
    assert place.quote == content[start:end]


@pytest.mark.parametrize(
    ("cuts", "left"),
    [
        ([], [(10, 20)]),
        ([(12, 14)], [(10, 12), (14, 20)]),
        ([(5, 10), (20, 25)], [(10, 20)]),
        ([(5, 12), (12, 13), (18, 25)], [(13, 18)]),
        ([(11, 16), (12, 14)], [(10, 11), (16, 20)]),
        ([(0, 30)], []),
    ],
)
def test_what_no_cut_covers_is_outside(
    cuts: list[tuple[int, int]], left: list[tuple[int, int]]
) -> None:
    assert list(outside(Span(10, 20), [Span(*cut) for cut in cuts])) == left

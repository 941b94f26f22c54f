from service.model.place import Span
from service.model.table import Cell, Row, Table

ROW = Row(
    "granted", None, {"natural_person": Cell(1, "1", Span(5, 6)), "total": Cell(None, "/", None)}
)
TABLE = Table("applications", {"granted": ROW}, (), Span(0, 9))


def test_a_value_is_found_by_row_and_column() -> None:
    assert TABLE.value("granted", "natural_person") == 1
    assert TABLE.cell("granted", "total") == Cell(None, "/", None)


def test_what_is_not_there_is_null_and_no_zero() -> None:
    assert TABLE.value("granted", "total") is None
    assert TABLE.value("granted", "no such column") is None
    assert TABLE.value("no such row", "total") is None
    assert TABLE.cell("no such row", "total") is None


def test_cells_are_told_in_reading_order_with_their_pointers() -> None:
    assert [(row, column) for row, column, _ in TABLE.cells()] == [
        ("granted", "natural_person"),
        ("granted", "total"),
    ]
    assert TABLE.pointer("granted") == "/applications/granted"
    assert TABLE.pointer("granted", "total") == "/applications/granted/total"

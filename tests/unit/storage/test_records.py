"""What a row keeps of its cells, from which the printed cell follows."""

import pytest

from service.judging import Upload, read
from service.model.table import Cell, Table
from service.storage.records import Row, table_rows
from tests.integration.texts import report_text

RECEIVED = "| 3 | 0 |"


def tables_of(printed: str) -> list[Table]:
    text = report_text().replace(RECEIVED, f"| {printed} | 0 |", 1)
    tables = list(read(Upload(text.encode())).tables())
    assert len(tables) == 3
    return tables


def shown(row: Row, column: str) -> str | None:
    """Return what the cell shows, as the comment on the column says."""
    value = row[column]
    printed: str | None = row["printed"].get(column, None if value is None else str(value))
    return printed


@pytest.mark.parametrize("printed", ["3", "03", "３", "3.0", "3件", "/", "", "三", "-3", "3 件"])
def test_what_a_cell_shows_follows_from_its_row(printed: str) -> None:
    tables = tables_of(printed)
    assert tables[1].cell("received", "natural_person") is not None
    for table in tables:
        for row, stored in zip(table.rows.values(), table_rows(table), strict=True):
            for column, cell in row.cells.items():
                assert shown(stored, column) == cell.printed
                assert stored[column] == cell.value


def test_digits_of_a_whole_number_are_not_kept_twice() -> None:
    first = next(table_rows(tables_of("3件")[1]))
    assert first["printed"] == {"natural_person": "3件"}
    assert next(table_rows(tables_of("3")[1]))["printed"] == {}


def test_rows_that_show_whole_numbers_alone_have_no_decimals() -> None:
    """Copying writes such rows once; 3.0 equals 3 in Python, and is another number in Postgres."""
    (_, applications, _) = tables_of("3.0")
    cell = applications.cell("received", "natural_person")
    assert isinstance(cell, Cell)
    assert str(cell.value) == cell.printed == "3.0"
    assert next(table_rows(applications))["printed"] == {"natural_person": "3.0"}

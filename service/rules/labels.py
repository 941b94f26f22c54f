"""The standard wording of rows and columns, for the messages of rules."""

import re

from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021

_NUMBER = re.compile(r"^(?:[一二三四]、|（[一二三四五六七]）|[0-9]\.)")


def unnumbered(label: str) -> str:
    """Return a label without the number before it, 四、 or （二） or 5."""
    return _NUMBER.sub("", label)


_TABLES = [table for form in (FORMAT_2019, FORMAT_2021) for table in form.tables()]
_ROWS: dict[tuple[str, str], str] = {
    (table.code, row.code): unnumbered(row.label) for table in _TABLES for row in table.rows
}
_COLUMNS: dict[tuple[str, str], str] = {
    (table.code, column.code): column.label
    for table in _TABLES
    for row in table.rows
    for column in row.columns
}
_TABLE_NAMES = {"disclosure": "表二", "applications": "表三", "review": "表四"}


def row_label(table: str, row: str) -> str:
    """Return the row's standard label without its number; the code where there is none."""
    return _ROWS.get((table, row), row)


def column_label(table: str, column: str) -> str:
    """Return the column's standard heading; the code where there is none."""
    return _COLUMNS.get((table, column), column)


def table_name(table: str) -> str:
    """Return the table's name as reports call it: 表二, 表三, 表四."""
    return _TABLE_NAMES[table]

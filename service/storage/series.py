"""The numbers of an agency's current reports, year by year."""

from decimal import Decimal
from typing import Final, NamedTuple

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.storage.agencies import fetch_agency
from service.storage.moment import of_one_moment
from service.storage.records import COLUMNS, ROWS
from service.storage.revisions import TABLES

_CURRENT: Final = """
    FROM reports
    JOIN {} AS part ON (part.agency_id, part.year, part.revision)
        = (reports.agency_id, reports.year, current_revision)
    WHERE reports.agency_id = %(agency_id)s AND withdrawn_at IS NULL
"""


class Value(NamedTuple):
    """A number of a year; `column` is "" for a figure of the prose."""

    year: int
    row: str
    column: str
    value: Decimal | None


def fetch_series(
    statements: cursor, agency_id: str
) -> tuple[list[int], dict[str, list[Value]], list[Value]]:
    """
    Return the years, the cells of each table and the figures; raise AgencyNotFound.

    All of them are of one moment, whatever is stored or withdrawn between two of the statements.
    """
    of_one_moment(statements)
    years = fetch_years(statements, agency_id)
    tables = {name: fetch_cells(statements, agency_id, name) for name in COLUMNS}
    return years, tables, fetch_figures(statements, agency_id)


def fetch_years(statements: cursor, agency_id: str) -> list[int]:
    """Return the years of an agency's reports, the earliest first; raise AgencyNotFound."""
    fetch_agency(statements, agency_id)
    statements.execute(
        """
        SELECT year
        FROM reports
        WHERE agency_id = %(agency_id)s AND withdrawn_at IS NULL
        ORDER BY year
        """,
        {"agency_id": agency_id},
    )
    return [year for (year,) in statements.fetchall()]


def fetch_cells(statements: cursor, agency_id: str, table: str) -> list[Value]:
    """Return the cells of one table of all years, the rows in the order of the formats."""
    columns = COLUMNS[table]
    statements.execute(
        SQL(
            "SELECT part.year, row_code, {}"
            + _CURRENT
            + "ORDER BY part.year, array_position(%(rows)s, row_code), row_code"
        ).format(SQL(", ").join(map(Identifier, columns)), Identifier(TABLES[table])),
        {"agency_id": agency_id, "rows": list(ROWS[table])},
    )
    return [
        Value(year, row, column, value)
        for year, row, *values in statements.fetchall()
        for column, value in zip(columns, values, strict=True)
    ]


def fetch_figures(statements: cursor, agency_id: str) -> list[Value]:
    """Return the figures of the prose of all years; null where one is stated in two ways."""
    statements.execute(
        SQL(
            "SELECT part.year, figure, '', CASE WHEN min(value) = max(value) THEN min(value) END"
            + _CURRENT
            + "GROUP BY part.year, figure ORDER BY part.year, figure"
        ).format(Identifier("figures")),
        {"agency_id": agency_id},
    )
    return list(map(Value._make, statements.fetchall()))

"""COPY: many rows of many revisions, one statement a table."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.storage.bulk.lines import cell, encoded, line
from service.storage.connections import blocking
from service.storage.records import Revision, Row
from service.storage.revisions import TABLES

# What is referred to stands before what refers to it.
ORDER: Final = ("revisions", "finding_sets", "sections", *TABLES.values(), "figures", "findings")


class Copies:
    """Rows that are gathered for the tables of ORDER, and then copied into all of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._columns: dict[str, tuple[str, ...]] = {}
        self._lines: dict[str, list[str]] = {table: [] for table in ORDER}

    def add(self, table: str, key: Revision, rows: Iterable[Row]) -> None:
        """Add rows under the key of their revision; those of a table have the same columns."""
        before = line((key.agency_id, key.year, key.revision))
        lines = self._lines[table]
        for row in rows:
            if table not in self._columns:
                self._columns[table] = ("agency_id", "year", "revision", *row)
            lines.append("\t".join([before, *map(cell, row.values())]))

    def copy(self, statements: cursor) -> None:
        """Copy all that was added; raises what any statement does."""
        for table in ORDER:
            if table in self._columns:
                statement = SQL("COPY {} ({}) FROM STDIN").format(
                    Identifier(table), SQL(", ").join(map(Identifier, self._columns[table]))
                )
                with blocking(statements.connection):
                    statements.copy_expert(statement, BytesIO(encoded(self._lines[table])))

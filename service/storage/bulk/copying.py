"""COPY: many rows of many revisions, one statement a table."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from struct import pack
from typing import Any, Final

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.storage.bulk import binary
from service.storage.records import Revision, Row, identity
from service.storage.revisions import TABLES
from service.storage.waiting import blocking

# What is referred to stands before what refers to it.
ORDER: Final = ("revisions", "finding_sets", "sections", *TABLES.values(), "figures", "findings")
_Write = Callable[[Any], bytes]


class Copies:
    """Rows that are gathered for the tables of ORDER, and then copied into all of them."""

    def __init__(self, statements: cursor) -> None:
        """Ask what the columns are; begin without rows."""
        self._statements = statements
        types = fetch_types(statements, ORDER)
        self._tables = {table: _Table(table, types[table]) for table in ORDER}

    def add(self, table: str, key: Revision, rows: Iterable[Row]) -> None:
        """Add rows under the key of their revision; those of a table have the same columns."""
        self._tables[table].add(key, rows)

    def copy(self) -> None:
        """Copy all that was added; raises what any statement does."""
        with blocking(self._statements.connection):
            for table in ORDER:
                self._tables[table].copy(self._statements)


class _Table:
    """The rows for one table."""

    def __init__(self, name: str, types: dict[str, str]) -> None:
        self._name = name
        self._writes = {column: binary.FIELDS[kind] for column, kind in types.items()}
        self._columns: tuple[str, ...] = ()
        self._of_row: list[_Write] = []
        self._rows: list[bytes] = []
        self._numbers: dict[tuple[Any, ...], bytes] = {}

    def add(self, key: Revision, rows: Iterable[Row]) -> None:
        before = b""
        for row in rows:
            if not before:
                before = self._before(key, row)
            self._rows += (before, self._fields(row))

    def _fields(self, row: Row) -> bytes:
        """
        Return all fields of a row but its key.

        Rows of whole numbers alone recur, above all zeros; each is made once a transaction.
        """
        if row.get("printed") != {}:
            return self._written(row)
        numbers = tuple(row.values())[:-1]  # `printed` stands last
        written = self._numbers.get(numbers)
        if written is None:
            written = self._numbers[numbers] = self._written(row)
        return written

    def _written(self, row: Row) -> bytes:
        return b"".join(
            [
                binary.NULL if value is None else write(value)
                for write, value in zip(self._of_row, row.values(), strict=True)
            ]
        )

    def _before(self, key: Revision, row: Row) -> bytes:
        """Return how the rows of a revision begin: with the number of fields and with the key."""
        named = identity(key)
        if not self._columns:
            self._columns = (*named, *row)
            self._of_row = [self._writes[column] for column in row]
        fields = (self._writes[column](value) for column, value in named.items())
        return pack("!h", len(self._columns)) + b"".join(fields)

    def copy(self, statements: cursor) -> None:
        """Copy the rows; the driver waits by itself, see `blocking`."""
        if not self._columns:
            return
        copy_rows(statements, self._name, self._columns, self._rows)


def copy_rows(
    statements: cursor, table: str, columns: Iterable[str], rows: Iterable[bytes]
) -> None:
    """Copy rows in the binary format, each with the number of its fields before them."""
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        Identifier(table), SQL(", ").join(map(Identifier, columns))
    )
    data = b"".join((binary.BEGIN, *rows, binary.END))
    statements.copy_expert(statement, BytesIO(data), size=_CHUNK)


_CHUNK: Final = 65_536  # bytes that are handed to the driver at a time


def fetch_types(statements: cursor, tables: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the types of the columns of tables, by the names that Postgres has for both."""
    statements.execute(
        """
        SELECT attrelid::regclass::text, attname, atttypid::regtype::text
        FROM pg_attribute
        WHERE attrelid = ANY(%(tables)s::regclass[]) AND attnum > 0 AND NOT attisdropped
        """,
        {"tables": list(tables)},
    )
    types: dict[str, dict[str, str]] = {table: {} for table in tables}
    for table, column, kind in statements.fetchall():
        types[table][column] = kind
    return types

"""Many rows into one table with one statement."""

from collections.abc import Iterable
from json import JSONEncoder
from typing import Any, Final

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.storage.records import Revision, Row
from service.storage.sending import later

_encode: Final = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def save_rows(statements: cursor, table: str, key: Revision, rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns under the key of their revision."""
    identity = (key.agency_id, key.year, key.revision)
    values: list[Any] = []
    columns: tuple[str, ...] = ()
    for row in rows:
        columns = ("agency_id", "year", "revision", *row)
        values += (*identity, *map(storable, row.values()))
    if not values:
        return
    # All rows are written out by one call: one a row takes the driver three times as long.
    one = f"({', '.join(['%s'] * len(columns))})"
    later(
        statements,
        SQL("INSERT INTO {} ({}) VALUES {}").format(
            Identifier(table),
            SQL(", ").join(map(Identifier, columns)),
            SQL(", ".join([one] * (len(values) // len(columns)))),
        ),
        values,
    )


def storable(value: Any) -> Any:
    """
    Return the value as Postgres takes it; a mapping becomes jsonb's text.

    Text there holds neither NUL nor half a surrogate pair; both come from damaged files.
    """
    if isinstance(value, str):
        text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return text.encode(errors="replace").decode()
    if isinstance(value, dict):
        return _encode({key: storable(item) for key, item in value.items()})
    return value

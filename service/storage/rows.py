"""Many rows into one table with one statement."""

from collections.abc import Iterable
from typing import Any

from psycopg2.extensions import cursor
from psycopg2.extras import Json, execute_values
from psycopg2.sql import SQL, Identifier

from service.storage.records import Revision, Row


def save_rows(statements: cursor, table: str, key: Revision, rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns under the key of their revision."""
    keyed = [
        {"agency_id": key.agency_id, "year": key.year, "revision": key.revision, **row}
        for row in rows
    ]
    if not keyed:
        return
    execute_values(
        statements,
        SQL("INSERT INTO {} ({}) VALUES %s").format(
            Identifier(table), SQL(", ").join(map(Identifier, keyed[0]))
        ),
        [tuple(map(storable, row.values())) for row in keyed],
        page_size=1000,
    )


def storable(value: Any) -> Any:
    """
    Return the value as Postgres takes it; a mapping becomes jsonb.

    Text there holds neither NUL nor half a surrogate pair; both come from damaged files.
    """
    if isinstance(value, str):
        text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return text.encode(errors="replace").decode()
    if isinstance(value, dict):
        return Json({key: storable(item) for key, item in value.items()})
    return value

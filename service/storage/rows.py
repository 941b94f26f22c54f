"""What is read from a report and found about it, as rows: one statement for those of a table."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any, Final

from psycopg2.extensions import cursor

from service.json_text import as_json
from service.storage.records import Revision, Row
from service.storage.sending import later

_NUL: Final = rb"\u0000"
_KEY: Final = ("agency_id", "year", "revision")


def save_row(statements: cursor, table: str, key: Revision, row: Row) -> None:
    """Insert a row under the key of its revision."""
    columns = (*_KEY, *row)
    sent = [_sent(value) for value in (key.agency_id, key.year, key.revision, *row.values())]
    places, values = zip(*sent, strict=True)
    later(
        statements,
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(places)})",  # noqa: S608 -- names of ours
        values,
    )


def _sent(value: Any) -> tuple[str, Any]:
    """
    Return a value with its place in a statement.

    Bytes that are UTF-8, as nearly all of ours, travel as text: the driver writes two digits for
    each byte, and the server takes longer to read those than to do anything else with them.
    """
    if isinstance(value, bytes):
        with suppress(UnicodeDecodeError):
            text = value.decode()
            if "\0" not in text:
                return "convert_to(%s, 'UTF8')", text
    return "%s", storable(value)


def save_rows(statements: cursor, table: str, key: Revision, rows: Iterable[Row]) -> None:
    """
    Insert rows under the key of their revision; all have the same columns, and none holds bytes.

    They travel as one text of JSON. Hundreds of single values take the driver three times as long
    to write, and the server longer to read and to plan.
    """
    whole = list(rows)
    if whole:
        values = (key.agency_id, key.year, key.revision, _json(whole))
        later(statements, _insertion(table, tuple(whole[0])), values)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(columns)
    return f"""
        INSERT INTO {table} ({", ".join(_KEY)}, {names})
        SELECT %s, %s, %s, {names}
        FROM json_populate_recordset(NULL::{table}, %s)
    """  # noqa: S608 -- names of ours


def _json(rows: list[Row]) -> str:
    """Return the rows as JSON, all of whose texts Postgres takes; see `storable`."""
    written = _written(rows)
    if _NUL in written:  # commonly not, and a look at each value takes longer than all else
        written = _written([{name: _cleaned(value) for name, value in row.items()} for row in rows])
    return written.decode()


def _written(rows: list[Row]) -> bytes:
    return as_json(rows, str)  # decimals and days, as Postgres reads them


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: storable(item) for name, item in value.items()}
    return storable(value)


def storable(value: Any) -> Any:
    """
    Return the value as Postgres takes it.

    Text there holds neither NUL nor half a surrogate pair; both come from damaged files.
    """
    if isinstance(value, str):
        text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return text.encode(errors="replace").decode()
    return value

"""What is stored of a report, as the values of a function of the server; one statement for all."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from psycopg2.extensions import cursor

from service.json_text import as_json
from service.storage.records import Revision, Row, identity
from service.storage.sending import later

_NUL: Final = rb"\u0000"


def save(
    statements: cursor,
    function: str,
    key: Revision,
    row: Row,
    tables: Mapping[str, Iterable[Row]],
) -> None:
    """
    Let a function of the server store a row and the rows of whole tables under a revision's key.

    Its parameters bear the names of the columns and of the tables. The rows of a table all have
    the same columns and hold no bytes: they travel as one text of JSON, since hundreds of single
    values take the driver three times as long to write, and the server longer to read.
    """
    values = {
        **identity(key),
        **row,
        **{table: _json(list(rows)) for table, rows in tables.items()},
    }
    sent = [_sent(value) for value in values.values()]
    places = (f"its_{name} => {place}" for name, (place, _) in zip(values, sent, strict=True))
    statement = f"SELECT {function}({', '.join(places)})"
    later(statements, statement, [value for _, value in sent])


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


def _json(rows: list[Row]) -> str | None:
    """Return the rows as JSON, all of whose texts Postgres takes; see `storable`."""
    if not rows:
        return None
    text = as_json(rows, str)  # decimals and days, as Postgres reads them
    if _NUL in text:  # commonly there is none, and looking at each value takes half as long again
        clean = [{name: _cleaned(value) for name, value in row.items()} for row in rows]
        text = as_json(clean, str)
    return text.decode()


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

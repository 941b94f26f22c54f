"""
The reports of a batch as they arrive, copied in the binary format.

As the hexadecimal digits of a statement their bytes would take the server, and the driver, three
times as long; and whoever works them off waits meanwhile.
"""

from collections.abc import Sequence
from struct import pack
from typing import Final

from psycopg2.extensions import cursor

from service.storage.batch_items import Result, Waiting
from service.storage.bulk import binary
from service.storage.bulk.copying import copy_rows
from service.storage.waiting import blocking

_KINDS: Final = {
    "batch_id": "text",
    "chunk": "integer",
    "ordinal": "integer",
    "name": "text",
    "agency_id": "text",
    "stated_year": "smallint",
    "media_type": "text",
    "filename": "text",
    "content": "bytea",
    "status": "text",
    "problem": "text",
    "detail": "text",
}
_WRITES: Final = [binary.FIELDS[kind] for kind in _KINDS.values()]


def save_items(
    statements: cursor, batch_id: str, items: Sequence[tuple[int, Waiting | Result]]
) -> None:
    """Keep reports of a batch, each with the number of its chunk; some are refused already."""
    rows: list[bytes] = []
    for chunk, item in items:
        rows.append(pack("!h", len(_WRITES)))
        rows += [
            binary.NULL if value is None else write(value)
            for write, value in zip(_WRITES, (batch_id, chunk, *_row(item)), strict=True)
        ]
    with blocking(statements.connection):
        copy_rows(statements, "batch_items", _KINDS, rows)


def _row(item: Waiting | Result) -> tuple[object, ...]:
    if isinstance(item, Waiting):
        return (*item, None, None, None)
    unsaid = (None,) * 4
    said = item.status, item.problem, item.detail
    return (item.ordinal, item.name, item.agency_id, *unsaid, *said)

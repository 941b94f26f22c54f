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
from service.storage.bulk.copying import copy_rows, fetch_types
from service.storage.waiting import blocking

_TABLE: Final = "batch_items"
_COLUMNS: Final = ("batch_id", "chunk", *Waiting._fields, "status", "problem", "detail")


def save_items(
    statements: cursor, batch_id: str, items: Sequence[tuple[int, Waiting | Result]]
) -> None:
    """Keep reports of a batch, each with the number of its chunk; some are refused already."""
    types = fetch_types(statements, [_TABLE])[_TABLE]
    writes = [binary.FIELDS[types[column]] for column in _COLUMNS]
    rows: list[bytes] = []
    for chunk, item in items:
        rows.append(pack("!h", len(writes)))
        rows += [
            binary.NULL if value is None else write(value)
            for write, value in zip(writes, (batch_id, chunk, *_row(item)), strict=True)
        ]
    with blocking(statements.connection):
        copy_rows(statements, _TABLE, _COLUMNS, rows)


def _row(item: Waiting | Result) -> tuple[object, ...]:
    """Return the values of a report by _COLUMNS, those of a refused one without what it bore."""
    if isinstance(item, Waiting):
        return (*item, None, None, None)
    unsaid = (None,) * 4
    said = item.status, item.problem, item.detail
    return (item.ordinal, item.name, item.agency_id, *unsaid, *said)

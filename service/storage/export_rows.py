"""
The rows of an export as text, which Postgres makes: faster than Python could, row by row.

A statement yields each report once: what all its rows begin with, and its rows in one text that
still has to be cut up. So Python handles one text for some thirty rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from service.storage.bounds import WITHIN_BOUNDS, within
from service.storage.exports import EXPORTS, HEAD, Column, Kind
from service.storage.listings import Wanted

SEPARATOR: Final = "\x1e"  # no cell has it: a line break may be part of one

_STATEMENT: Final = """
    SELECT {head}, (
        SELECT string_agg({row}, '{separator}' {order})
        FROM {rows}
        WHERE (agency_id, year, revision)
            = (reports.agency_id, reports.year, reports.current_revision) AND {wanted}
    )
    FROM reports
    JOIN agencies USING (agency_id)
    WHERE {chosen} AND {bounds}
    ORDER BY reports.agency_id, reports.year
"""
# The filters of listings.fetch_changed_reports, over the reports alone: an export that asks for
# nothing reads no other table for them.
_CHOSEN: Final = """
    (%(year)s IS NULL OR year = %(year)s)
    AND (%(division)s IS NULL OR division LIKE %(division)s || '%%')
    AND (%(updated_since)s IS NULL OR reports.changed_at >= %(updated_since)s)
    AND (withdrawn_at IS NULL OR (%(with_withdrawn)s AND %(updated_since)s IS NOT NULL))
    AND (%(format)s IS NULL OR EXISTS (
        SELECT
        FROM revisions
        WHERE (revisions.agency_id, revisions.year, revision)
            = (reports.agency_id, reports.year, current_revision) AND format = %(format)s
    ))
    AND ((%(severity)s IS NULL AND %(rule)s IS NULL) OR EXISTS (
        SELECT
        FROM revisions
        JOIN findings USING (agency_id, year, revision, judging)
        WHERE (agency_id, year, revision)
            = (reports.agency_id, reports.year, current_revision)
            AND (%(severity)s IS NULL OR severity = %(severity)s)
            AND (%(rule)s IS NULL OR rule = %(rule)s)
    ))
"""


class Form(NamedTuple):
    """How rows are written: CSV or NDJSON. `ending` ends a line."""

    name: str
    ending: str

    def first(self, export: str) -> str:
        """Return what stands before the rows: of CSV the names of the columns."""
        if self is NDJSON:
            return ""
        columns = (*HEAD, *EXPORTS[export].columns)
        return ",".join(column.name for column in columns) + self.ending

    def statement(self, export: str) -> str:
        """Return the statement that yields what `lines` takes."""
        columns, rows, order, wanted = EXPORTS[export]
        head, row = map(self._cells, (HEAD, columns))
        return _STATEMENT.format(
            head=f"'{{' || {head} || ','" if self is NDJSON else f"{head} || ','",
            row=f"{row} || '}}'" if self is NDJSON else row,
            separator=SEPARATOR,
            order=f"ORDER BY {order}" if order else "",
            rows=rows,
            wanted=wanted,
            chosen=_CHOSEN,
            bounds=WITHIN_BOUNDS,
        )

    def lines(self, reports: Iterable[tuple[bytes, bytes | None]]) -> bytes:
        """Return the lines of reports in UTF-8, as the texts of the statement are."""
        separator, ending = SEPARATOR.encode(), self.ending.encode()
        pieces: list[bytes] = []
        for head, rows in reports:
            if rows is not None:
                pieces += head, rows.replace(separator, ending + head), ending
        return b"".join(pieces)

    def _cells(self, columns: tuple[Column, ...]) -> str:
        cell = _json if self is NDJSON else _csv
        return " || ',' || ".join(map(cell, columns))


CSV: Final = Form("csv", "\r\n")
NDJSON: Final = Form("ndjson", "\n")


def parameters(wanted: Wanted, export: str) -> Mapping[str, Any]:
    """Return the values of the statement; a withdrawn report has no rows but its own."""
    with_withdrawn = {"with_withdrawn": export == "reports"}
    return {**asdict(wanted), **within(wanted.bounds), **with_withdrawn}


def _csv(column: Column) -> str:
    """Return a cell; in a text quotation marks are doubled, and nothing is left to be run."""
    if column.kind is Kind.TEXT:
        return _QUOTED.format(column.value)
    return f"COALESCE(({column.value})::text, '')"


# What a spreadsheet would run gets an apostrophe, as in api/finding_formats.py.
_QUOTED: Final = rf"""COALESCE('"' || CASE
    WHEN {{0}} ~ '^[=+@\t\r-]' AND {{0}} !~ '^[+-]([0-9]+[.]?[0-9]*|[.][0-9]+)$' THEN '''' ELSE ''
    END || replace(replace({{0}}, '{SEPARATOR}', ''), '"', '""') || '"', '')"""


def _json(column: Column) -> str:
    """Return a member; row_to_json takes three times as long."""
    text = f"({column.value})::text"
    if column.kind is Kind.TEXT:
        text = f"to_json({text})::text"
    elif column.kind is Kind.CODE:
        text = f"""'"' || {text} || '"'"""
    return f"""'"{column.name}":' || COALESCE({text}, 'null')"""

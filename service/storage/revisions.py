"""The revisions of a report: what was uploaded, and what was read from it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import psycopg2
from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.errors import FindingSetNotFound, ReportNotFound, RevisionNotFound
from service.model.report import Report
from service.storage.agencies import fetch_agency
from service.storage.records import (
    Key,
    Revision,
    Row,
    figure_rows,
    identity,
    report_row,
    section_rows,
    table_rows,
)
from service.storage.rows import save, storable
from service.storage.sending import later

TABLES: Final = {
    "disclosure": "disclosure_rows",
    "applications": "application_rows",
    "review": "review_rows",
}
READING: Final = ("sections", *TABLES.values(), "figures")


class Source(NamedTuple):
    """
    The very bytes that were uploaded, and what the sender said about them.

    `provenance` is where the values of the representation are printed in their text, as JSON.
    """

    data: bytes
    media_type: str
    filename: str | None
    provenance: bytes


class Particulars(NamedTuple):
    """
    What lies beside a representation; `provenance` is null for what is older than the column.

    `representation` is the one that counts, with its `etag`: the places are those of its values.
    """

    source: bytes
    media_type: str
    encoding: str
    filename: str | None
    provenance: bytes | None
    representation: bytes
    etag: str


class Upload(NamedTuple):
    """Who sent what when, and what was found about it last."""

    revision: int
    received_at: datetime
    withdrawn_at: datetime | None
    sha256: str
    bytes: int
    media_type: str
    filename: str | None
    agency_name: str | None
    rule_set: str
    judged_at: datetime
    errors: int
    warnings: int
    infos: int


def fetch_revision(statements: cursor, agency_id: str, year: int, revision: int) -> Revision:
    """Return a revision by its number; raise AgencyNotFound, or RevisionNotFound."""
    statements.execute(
        """
        SELECT agency_id, year, revision, received_at, sha256, representation, etag, judging
        FROM revisions
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        {"agency_id": agency_id, "year": year, "revision": revision},
    )
    found = statements.fetchone()
    if found is None:
        fetch_agency(statements, agency_id)
        raise RevisionNotFound
    return read_revision(*found)


def fetch_judged(
    statements: cursor, agency_id: str, year: int, revision: int, rule_set: str
) -> Revision:
    """
    Return a revision as it was last judged under a rule set.

    Raises AgencyNotFound, RevisionNotFound, or FindingSetNotFound.
    """
    fetch_revision(statements, agency_id, year, revision)
    statements.execute(
        """
        SELECT
            agency_id, year, revision, received_at, sha256, representation, etag,
            finding_sets.judging
        FROM revisions
        JOIN finding_sets USING (agency_id, year, revision)
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
            AND rule_set = %(rule_set)s
        ORDER BY finding_sets.judging DESC
        LIMIT 1
        """,
        {"agency_id": agency_id, "year": year, "revision": revision, "rule_set": rule_set},
    )
    found = statements.fetchone()
    if found is None:
        raise FindingSetNotFound
    return read_revision(*found)


def read_revision(
    agency_id: str, year: int, revision: int, received_at: datetime, *rest: Any
) -> Revision:
    """Return the revision that a row tells of."""
    sha256, representation, *tag = rest
    return Revision(agency_id, year, revision, received_at, sha256, bytes(representation), *tag)


def fetch_uploads(statements: cursor, agency_id: str, year: int) -> list[Upload]:
    """Return every revision of a report, the newest first; raise AgencyNotFound, ReportNotFound."""
    statements.execute(
        """
        SELECT
            revision, received_at, withdrawn_at, sha256, length(source), media_type, filename,
            agency_name, rule_set, judged_at, errors, warnings, infos
        FROM revisions
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE agency_id = %(agency_id)s AND year = %(year)s
        ORDER BY revision DESC
        """,
        {"agency_id": agency_id, "year": year},
    )
    uploads = [Upload(*row) for row in statements.fetchall()]
    if not uploads:
        fetch_agency(statements, agency_id)
        raise ReportNotFound
    return uploads


def fetch_particulars(statements: cursor, key: Key) -> Particulars:
    """
    Return what lies beside the representation of a revision.

    Raises RevisionNotFound where it was purged since it was found.
    """
    statements.execute(
        """
        SELECT source, media_type, encoding, filename, provenance, representation, etag
        FROM revisions
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        identity(key),
    )
    found = statements.fetchone()
    if found is None:
        raise RevisionNotFound
    source, media_type, encoding, filename, places, representation, etag = found
    provenance = bytes(places) if places else None
    return Particulars(
        bytes(source), media_type, encoding, filename, provenance, bytes(representation), etag
    )


def part_rows(report: Report) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield what was read from the bytes, as the tables that hold it and their rows."""
    yield "sections", section_rows(report)
    for table in report.tables():
        yield TABLES[table.code], table_rows(table)
    yield "figures", figure_rows(report)


def reading(report: Report) -> dict[str, Iterable[Row]]:
    """Return what was read from the bytes, by all tables that hold such; see `rows.save`."""
    return dict.fromkeys(READING, ()) | dict(part_rows(report))


def head_row(key: Revision, source: Source, report: Report) -> Row:
    """Return the bytes received with what they say about themselves."""
    return {
        "judging": key.judging,
        "received_at": key.received_at,
        "sha256": key.sha256,
        "source": source.data,
        "media_type": source.media_type,
        "encoding": report.source.encoding,
        "filename": source.filename,
        "provenance": source.provenance,
        **report_row(report),
    }


def replace_reading(statements: cursor, key: Revision, report: Report, provenance: bytes) -> None:
    """Store what a later reader reads from the same bytes in the place of what was read before."""
    for table in READING:
        later(
            statements,
            SQL(
                """
                DELETE FROM {}
                WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
                """
            ).format(Identifier(table)),
            identity(key),
        )
    save(statements, "save_reading", key, {}, reading(report))
    later(
        statements,
        """
        UPDATE revisions
        SET encoding = %(encoding)s, provenance = %(provenance)s, format = %(format)s,
            title = %(title)s, agency_name = %(agency_name)s, period_start = %(period_start)s,
            period_end = %(period_end)s, signed_on = %(signed_on)s
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        {
            **identity(key),
            "encoding": report.source.encoding,
            "provenance": psycopg2.Binary(provenance),
            **{column: storable(value) for column, value in report_row(report).items()},
        },
    )

"""Reports and their revisions; one function per statement."""

from datetime import datetime
from typing import Any, Final, NamedTuple

import psycopg2
from psycopg2.extensions import cursor

from service.errors import ReportNotFound, RevisionNotFound
from service.model.report import Report
from service.storage.records import (
    Revision,
    figure_rows,
    report_row,
    section_rows,
    table_rows,
)
from service.storage.rows import save_rows, storable

_TABLES: Final = {
    "disclosure": "disclosure_rows",
    "applications": "application_rows",
    "review": "review_rows",
}


class Source(NamedTuple):
    """
    The very bytes that were uploaded, and what the sender said about them.

    `provenance` is where the values of the representation are printed in them, as JSON.
    """

    data: bytes
    media_type: str
    filename: str | None
    provenance: bytes


class Particulars(NamedTuple):
    """What lies beside a representation; `provenance` is null for what is older than the column."""

    source: bytes
    media_type: str
    encoding: str
    filename: str | None
    provenance: bytes | None


class Turn(NamedTuple):
    """What a writer finds once the report is locked for it: the last revision and the time."""

    last_revision: int
    now: datetime


def save_agency(statements: cursor, agency_id: str, name: str | None) -> None:
    """Register the agency unless it is registered already."""
    statements.execute(
        """
        INSERT INTO agencies (agency_id, name)
        VALUES (%(agency_id)s, %(name)s)
        ON CONFLICT (agency_id) DO NOTHING
        """,
        {"agency_id": agency_id, "name": storable(name)},
    )


def save_report(statements: cursor, agency_id: str, year: int) -> None:
    """Make the row that writers of the same agency and year queue for."""
    statements.execute(
        """
        INSERT INTO reports (agency_id, year)
        VALUES (%(agency_id)s, %(year)s)
        ON CONFLICT (agency_id, year) DO NOTHING
        """,
        {"agency_id": agency_id, "year": year},
    )


def lock_report(statements: cursor, agency_id: str, year: int) -> None:
    """Wait for other writers of the same agency and year; what follows sees what they stored."""
    statements.execute(
        """
        SELECT FROM reports
        WHERE agency_id = %(agency_id)s AND year = %(year)s
        FOR UPDATE
        """,
        {"agency_id": agency_id, "year": year},
    )


def fetch_turn(statements: cursor, agency_id: str, year: int) -> Turn:
    """Return the number of the last revision, 0 for none, and the server's time."""
    statements.execute(
        """
        SELECT COALESCE(MAX(revision), 0), date_trunc('milliseconds', clock_timestamp())
        FROM revisions
        WHERE agency_id = %(agency_id)s AND year = %(year)s
        """,
        {"agency_id": agency_id, "year": year},
    )
    (found,) = statements.fetchall()
    return Turn(*found)


def fetch_current(statements: cursor, agency_id: str, year: int) -> Revision:
    """Return the current revision; raise ReportNotFound where there is none."""
    statements.execute(
        """
        SELECT agency_id, year, revision, received_at, sha256, representation, etag
        FROM reports
        JOIN revisions USING (agency_id, year)
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = current_revision
        """,
        {"agency_id": agency_id, "year": year},
    )
    found = statements.fetchone()
    if found is None:
        raise ReportNotFound
    return _revision(*found)


def fetch_revision(statements: cursor, agency_id: str, year: int, revision: int) -> Revision:
    """Return a revision by its number; raise RevisionNotFound where there is none."""
    statements.execute(
        """
        SELECT agency_id, year, revision, received_at, sha256, representation, etag
        FROM revisions
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        {"agency_id": agency_id, "year": year, "revision": revision},
    )
    found = statements.fetchone()
    if found is None:
        raise RevisionNotFound
    return _revision(*found)


def _revision(
    agency_id: str, year: int, revision: int, received_at: datetime, *rest: Any
) -> Revision:
    sha256, representation, etag = rest
    return Revision(agency_id, year, revision, received_at, sha256, bytes(representation), etag)


def fetch_particulars(statements: cursor, key: Revision) -> Particulars:
    """Return what lies beside the representation of a revision that is stored."""
    statements.execute(
        """
        SELECT source, media_type, encoding, filename, provenance
        FROM revisions
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        {"agency_id": key.agency_id, "year": key.year, "revision": key.revision},
    )
    ((source, media_type, encoding, filename, places),) = statements.fetchall()
    provenance = bytes(places) if places else None
    return Particulars(bytes(source), media_type, encoding, filename, provenance)


def save_revision(
    statements: cursor, key: Revision, source: Source, report: Report, rule_set: str
) -> None:
    """Store the revision itself: the bytes received, the bytes to answer, the report's head."""
    statements.execute(
        """
        INSERT INTO revisions (
            agency_id, year, revision, received_at, sha256, source, media_type, encoding, filename,
            format, title, agency_name, period_start, period_end, signed_on,
            rule_set, representation, etag, provenance
        )
        VALUES (
            %(agency_id)s, %(year)s, %(revision)s, %(received_at)s, %(sha256)s,
            %(source)s, %(media_type)s, %(encoding)s, %(filename)s,
            %(format)s, %(title)s, %(agency_name)s, %(period_start)s, %(period_end)s, %(signed_on)s,
            %(rule_set)s, %(representation)s, %(etag)s, %(provenance)s
        )
        """,
        {
            "agency_id": key.agency_id,
            "year": key.year,
            "revision": key.revision,
            "received_at": key.received_at,
            "sha256": key.sha256,
            "source": psycopg2.Binary(source.data),
            "media_type": source.media_type,
            "encoding": report.source.encoding,
            "filename": storable(source.filename),
            "rule_set": rule_set,
            "representation": psycopg2.Binary(key.representation),
            "etag": key.etag,
            "provenance": psycopg2.Binary(source.provenance),
            **{column: storable(value) for column, value in report_row(report).items()},
        },
    )


def save_parts(statements: cursor, key: Revision, report: Report) -> None:
    """Store the sections, the rows of the tables and the figures of the prose."""
    save_rows(statements, "sections", key, section_rows(report))
    for table in report.tables():
        save_rows(statements, _TABLES[table.code], key, table_rows(table))
    save_rows(statements, "figures", key, figure_rows(report))


def save_current_revision(statements: cursor, key: Revision) -> None:
    """Make the revision the one that GET answers."""
    statements.execute(
        """
        UPDATE reports
        SET current_revision = %(revision)s
        WHERE agency_id = %(agency_id)s AND year = %(year)s
        """,
        {"agency_id": key.agency_id, "year": key.year, "revision": key.revision},
    )


def fetch_readiness(statements: cursor) -> None:
    """Read the table that every request needs; raise StorageError where that fails."""
    statements.execute("SELECT FROM reports LIMIT 1")

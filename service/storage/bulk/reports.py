"""What is stored of many agencies, and which revisions become the current ones."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.storage.changes import announce_change
from service.storage.held import HELD, Held
from service.storage.records import Revision
from service.storage.trail import Action, Author


class Known(NamedTuple):
    """Bytes that are stored, as which revision of which year."""

    agency_id: str
    year: int
    revision: int
    sha256: str


def fetch_known(statements: cursor, agency_ids: Sequence[str]) -> list[Known]:
    """Return every revision of the agencies, withdrawn and replaced ones too, in their order."""
    statements.execute(
        """
        SELECT agency_id, year, revision, sha256
        FROM revisions
        WHERE agency_id = ANY(%(agency_ids)s)
        ORDER BY agency_id, year, revision
        """,
        {"agency_ids": list(agency_ids)},
    )
    return [Known(*row) for row in statements.fetchall()]


def fetch_all_held(statements: cursor, agency_ids: Sequence[str]) -> list[Held]:
    """Return what `held.fetch_held` does, of all years of all these agencies."""
    statements.execute(
        HELD + " AND agency_id = ANY(%(agency_ids)s) ORDER BY agency_id, year",
        {"agency_ids": list(agency_ids)},
    )
    return [Held(*row) for row in statements.fetchall()]


def save_reports(statements: cursor, years: Sequence[tuple[str, int]]) -> None:
    """Make the rows to which revisions belong unless they are there."""
    execute_values(
        statements,
        """
        INSERT INTO reports (agency_id, year) VALUES %s
        ON CONFLICT DO NOTHING
        """,
        years,
        page_size=len(years) or 1,
    )


def save_current_revisions(statements: cursor, keys: Sequence[Revision]) -> None:
    """Make the revisions, one a year, the ones that GET answers; see `reports`."""
    announce_change(statements)
    execute_values(
        statements,
        """
        UPDATE reports
        SET current_revision = stored.revision, etag = stored.etag, withdrawn_at = NULL,
            changed_at = clock_timestamp()
        FROM (VALUES %s) AS stored (agency_id, year, revision, etag)
        WHERE (reports.agency_id, reports.year) = (stored.agency_id, stored.year)
        """,
        [(key.agency_id, key.year, key.revision, key.etag) for key in keys],
        page_size=len(keys) or 1,
    )


def save_entries(statements: cursor, author: Author, keys: Sequence[Revision]) -> None:
    """Write into the trail that the revisions were stored, in their order."""
    execute_values(
        statements,
        """
        INSERT INTO trail (
            action, key_id, account, request_id, agency_id, year, revision, sha256
        )
        VALUES %s
        """,
        [
            (Action.STORE.value, *author, key.agency_id, key.year, key.revision, key.sha256)
            for key in keys
        ],
        page_size=len(keys) or 1,
    )

"""Reports: which revision of an agency's year is the current one; one function per statement."""

from typing import NamedTuple

from psycopg2.extensions import BYTES, cursor, register_type

from service.errors import ReportNotFound, ReportWithdrawn
from service.storage.agencies import fetch_agency
from service.storage.changes import announce_change
from service.storage.records import Revision
from service.storage.revisions import read_revision
from service.storage.sending import later


class Shown(NamedTuple):
    """What GET answers of a revision, and which one that is."""

    agency_id: str
    year: int
    revision: int
    representation: bytes
    etag: str


def fetch_tag(statements: cursor, agency_id: str, year: int) -> str:
    """
    Return the tag of the current representation without reading more than the report's own row.

    Raises AgencyNotFound, ReportNotFound, or ReportWithdrawn.
    """
    statements.execute(
        """
        SELECT etag, withdrawn_at
        FROM reports
        WHERE agency_id = %(agency_id)s AND year = %(year)s
        """,
        {"agency_id": agency_id, "year": year},
    )
    found = statements.fetchone()
    if found is None:
        fetch_agency(statements, agency_id)  # says whether it is the agency that is not known
        raise ReportNotFound
    etag, withdrawn_at = found
    if withdrawn_at is not None:
        raise ReportWithdrawn
    return str(etag)


def fetch_current(statements: cursor, agency_id: str, year: int) -> Revision:
    """Return the current revision; raises what `fetch_tag` raises."""
    statements.execute(
        """
        SELECT
            agency_id, year, revision, received_at, sha256, representation, finding_sets.etag,
            judging, reports.withdrawn_at
        FROM reports
        JOIN revisions USING (agency_id, year)
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = current_revision
        """,
        {"agency_id": agency_id, "year": year},
    )
    found = statements.fetchone()
    if found is None:
        fetch_agency(statements, agency_id)
        raise ReportNotFound
    *revision, withdrawn_at = found
    if withdrawn_at is not None:
        raise ReportWithdrawn
    return read_revision(*revision)


def fetch_shown(statements: cursor, agency_id: str, year: int) -> Shown:
    """
    Return what GET answers of the current revision; raises what `fetch_tag` raises.

    The same rows as those of `fetch_current`, found by the plan that the server keeps for its
    function: making one takes it longer than to find the rows. As text the representation is half
    as long on its way, and a thread that waits for it wakes half as often; nobody needs it decoded
    here.
    """
    register_type(BYTES, statements)
    statements.execute(
        "SELECT revision, representation, etag FROM shown_report(%(agency_id)s, %(year)s)",
        {"agency_id": agency_id, "year": year},
    )
    ((revision, representation, etag),) = statements.fetchall()
    if revision is None:
        fetch_tag(statements, agency_id, year)  # says why
        raise ReportNotFound
    return Shown(agency_id, year, revision, representation, etag.decode())


def save_withdrawal(statements: cursor, agency_id: str, year: int) -> None:
    """Withdraw the current revision; whoever calls it holds the agency's lock."""
    announce_change(statements)
    later(
        statements,
        """
        WITH withdrawn AS (
            UPDATE reports
            SET withdrawn_at = clock_timestamp(), changed_at = clock_timestamp()
            WHERE agency_id = %(agency_id)s AND year = %(year)s
            RETURNING agency_id, year, current_revision, withdrawn_at
        )
        UPDATE revisions
        SET withdrawn_at = withdrawn.withdrawn_at
        FROM withdrawn
        WHERE (revisions.agency_id, revisions.year, revision)
            = (withdrawn.agency_id, withdrawn.year, current_revision)
        """,
        {"agency_id": agency_id, "year": year},
    )


def fetch_readiness(statements: cursor) -> None:
    """Read the table that every request needs; raise StorageError where that fails."""
    statements.execute("SELECT FROM reports LIMIT 1")

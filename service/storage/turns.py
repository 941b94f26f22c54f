"""The turn of a writer: what he finds of a year once its agency is locked for him."""

from datetime import datetime
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.storage.agencies import MADE, Agency, make_and_lock, read_made


class Turn(NamedTuple):
    """
    What a writer finds once the agency is locked for it, and the server's time.

    `last_revision` is 0 where the year was never stored.
    `sha256` and `etag` are those of the current revision, None where there is none.
    """

    last_revision: int
    sha256: str | None
    etag: str | None
    now: datetime


_TURN: Final = """
    COALESCE(current_revision, 0),
    CASE WHEN reports.withdrawn_at IS NULL THEN (
        SELECT sha256
        FROM revisions
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = current_revision
    ) END,
    CASE WHEN reports.withdrawn_at IS NULL THEN etag END,
    date_trunc('milliseconds', clock_timestamp())
    FROM agencies
    LEFT JOIN reports ON reports.agency_id = %(agency_id)s AND year = %(year)s
    WHERE agencies.agency_id = %(agency_id)s
"""


def take_turn(
    statements: cursor, agency_id: str, year: int, division: str | None, printed: str | None
) -> tuple[bool, Agency, Turn]:
    """
    Register the agency unless it is, lock it, and return what a new revision has to follow.

    The first of what is returned is whether the agency was made; see `agencies.make_and_lock`. All
    of that is one message: each statement of it sees what was committed before it began, so the
    last one sees all that whoever held the lock has stored. Raises StorageConflict.
    """
    make_and_lock(statements, agency_id, division, printed)
    statements.execute(f"SELECT {MADE}, {_TURN}", {"agency_id": agency_id, "year": year})
    is_new, agency, turn = read_made(statements.fetchone())
    return is_new, agency, Turn(*turn)


def fetch_turn(statements: cursor, agency_id: str, year: int) -> Turn:
    """Return what a new revision has to follow; the agency is locked."""
    statements.execute(f"SELECT {_TURN}", {"agency_id": agency_id, "year": year})
    (found,) = statements.fetchall()
    return Turn(*found)

"""Removing what is stored, for `nianbao purge` alone: nothing else deletes a report."""

from typing import Final, NamedTuple

from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from service.storage.revisions import TABLES
from service.storage.trail import Action, Author

# What refers to something stands before it.
_PARTS: Final = (
    "idempotency_keys",
    "findings",
    "finding_sets",
    "sections",
    *TABLES.values(),
    "figures",
)
_WHERE: Final = """
    WHERE agency_id = %(agency_id)s AND (%(year)s IS NULL OR year = %(year)s)
        AND (%(revision)s IS NULL OR revision = %(revision)s)
"""


class Target(NamedTuple):
    """What is to be removed: an agency with all it has, one of its years, or one revision of it."""

    agency_id: str
    year: int | None = None
    revision: int | None = None


class Doomed(NamedTuple):
    """A revision that is to be removed."""

    year: int
    revision: int
    received_at: str
    bytes: int
    sha256: str
    is_current: bool


def fetch_doomed(statements: cursor, target: Target) -> list[Doomed]:
    """Return the revisions that would go, the earliest year first."""
    statements.execute(
        """
        SELECT
            year, revision, to_char(received_at, 'YYYY-MM-DD'), length(source), sha256,
            revision = current_revision
        FROM revisions
        JOIN reports USING (agency_id, year)
        """
        + _WHERE
        + " ORDER BY year, revision",
        target._asdict(),
    )
    return [Doomed(*row) for row in statements.fetchall()]


def save_purge_entries(statements: cursor, target: Target, author: Author) -> None:
    """Write an entry into the trail for each revision that is about to be removed."""
    statements.execute(
        """
        INSERT INTO trail (
            action, key_id, account, request_id, agency_id, year, revision, sha256
        )
        SELECT
            %(action)s, %(key_id)s, %(account)s, %(request_id)s, agency_id, year, revision, sha256
        FROM revisions
        """
        + _WHERE
        + " ORDER BY year, revision",
        {"action": Action.PURGE.value, **author._asdict(), **target._asdict()},
    )


def delete_revisions(statements: cursor, target: Target) -> None:
    """Remove the revisions of the target; without a number also the reports that they are of."""
    for table in _PARTS:
        _delete(statements, table, target)
    if target.revision is None:
        statements.execute(
            """
            UPDATE reports
            SET current_revision = NULL
            WHERE agency_id = %(agency_id)s AND (%(year)s IS NULL OR year = %(year)s)
            """,
            target._asdict(),
        )
    _delete(statements, "revisions", target)
    if target.revision is None:
        statements.execute(
            """
            DELETE FROM reports
            WHERE agency_id = %(agency_id)s AND (%(year)s IS NULL OR year = %(year)s)
            """,
            target._asdict(),
        )


def _delete(statements: cursor, table: str, target: Target) -> None:
    statement = SQL("DELETE FROM {} {}").format(Identifier(table), SQL(_WHERE))
    statements.execute(statement, target._asdict())


def delete_agency(statements: cursor, agency_id: str) -> None:
    """Remove an agency that has no reports any more."""
    statements.execute(
        "DELETE FROM agencies WHERE agency_id = %(agency_id)s", {"agency_id": agency_id}
    )

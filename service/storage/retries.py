"""
What an Idempotency-Key stood for, so that a retry is answered as the first request was.

A name is the sender's own: what others called their requests by, nobody can find out.
"""

from typing import NamedTuple

from psycopg2.extensions import cursor

from service.storage.records import Revision
from service.storage.sending import later


class Retry(NamedTuple):
    """The first request under a key: `fingerprint` tells it from others, the rest its answer."""

    fingerprint: str
    year: int
    revision: int
    is_new: bool


class Name(NamedTuple):
    """The Idempotency-Key of a request, and the id of the sender's own key, "" for none."""

    key_id: str
    key: str


def fetch_retry(statements: cursor, agency_id: str, name: Name) -> Retry | None:
    """Return what was done under the name within the last day; the agency is locked."""
    statements.execute(
        """
        SELECT fingerprint, year, revision, status = 201
        FROM idempotency_keys
        WHERE agency_id = %(agency_id)s AND key_id = %(key_id)s AND key = %(key)s
            AND used_at > now() - interval '1 day'
        """,
        {"agency_id": agency_id, **name._asdict()},
    )
    found = statements.fetchone()
    return Retry(*found) if found else None


def save_retry(
    statements: cursor, done: Revision, name: Name, fingerprint: str, *, is_new: bool
) -> None:
    """Remember what was done under the name; those of the agency that are older than a day go."""
    later(
        statements,
        """
        DELETE FROM idempotency_keys
        WHERE agency_id = %(agency_id)s AND used_at <= now() - interval '1 day'
        """,
        {"agency_id": done.agency_id},
    )
    later(
        statements,
        """
        INSERT INTO idempotency_keys (
            agency_id, key_id, key, fingerprint, year, revision, status
        )
        VALUES (
            %(agency_id)s, %(key_id)s, %(key)s, %(fingerprint)s,
            %(year)s, %(revision)s, %(status)s
        )
        """,
        {
            "agency_id": done.agency_id,
            **name._asdict(),
            "fingerprint": fingerprint,
            "year": done.year,
            "revision": done.revision,
            "status": 201 if is_new else 200,
        },
    )

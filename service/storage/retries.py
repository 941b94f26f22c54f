"""What an Idempotency-Key stood for, so that a retry is answered as the first request was."""

from typing import NamedTuple

from psycopg2.extensions import cursor

from service.storage.records import Revision


class Retry(NamedTuple):
    """The first request under a key: `fingerprint` tells it from others, the rest its answer."""

    fingerprint: str
    year: int
    revision: int
    is_new: bool


def fetch_retry(statements: cursor, agency_id: str, key: str) -> Retry | None:
    """Return what was done under the key within the last day; the agency is locked."""
    statements.execute(
        """
        SELECT fingerprint, year, revision, status = 201
        FROM idempotency_keys
        WHERE agency_id = %(agency_id)s AND key = %(key)s AND used_at > now() - interval '1 day'
        """,
        {"agency_id": agency_id, "key": key},
    )
    found = statements.fetchone()
    return Retry(*found) if found else None


def save_retry(
    statements: cursor, done: Revision, key: str, fingerprint: str, *, is_new: bool
) -> None:
    """Remember what was done under the key; those of the agency that are older than a day go."""
    statements.execute(
        """
        DELETE FROM idempotency_keys
        WHERE agency_id = %(agency_id)s AND used_at <= now() - interval '1 day'
        """,
        {"agency_id": done.agency_id},
    )
    statements.execute(
        """
        INSERT INTO idempotency_keys (agency_id, key, fingerprint, year, revision, status)
        VALUES (%(agency_id)s, %(key)s, %(fingerprint)s, %(year)s, %(revision)s, %(status)s)
        """,
        {
            "agency_id": done.agency_id,
            "key": key,
            "fingerprint": fingerprint,
            "year": done.year,
            "revision": done.revision,
            "status": 201 if is_new else 200,
        },
    )

"""Batches: sent, accepted, cancelled, forgotten; one function per statement."""

from collections.abc import Sequence
from typing import Final

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.errors import BatchNotFound
from service.storage.batch_records import Batch, Before, Chunk, Submission

LOCK_CLASS: Final = 7110051  # of the two-number advisory locks; see also migrate.LOCK_KEY


_SHOWN: Final = """
    SELECT
        batch_id, key_id, request_id, media_type, bytes, sha256, accepted_at, cancelled_at,
        sum(items)::integer, sum(stored)::integer, sum(unchanged)::integer,
        sum(refused)::integer, sum(cancelled)::integer,
        count(*) FILTER (WHERE ended_at IS NULL), min(batch_chunks.begun_at), max(ended_at),
        clock_timestamp()
    FROM batches
    JOIN batch_chunks USING (batch_id)
"""


def save_batch(statements: cursor, batch_id: str, submission: Submission) -> None:
    """Begin a batch that nobody sees before it is accepted."""
    statements.execute(
        """
        INSERT INTO batches (
            batch_id, key_id, request_id, media_type, bytes, sha256, idempotency_key
        )
        VALUES (
            %(batch_id)s, %(key_id)s, %(request_id)s, %(media_type)s, %(size)s, %(sha256)s,
            %(name)s
        )
        """,
        {"batch_id": batch_id, **submission._asdict()},
    )


def save_acceptance(statements: cursor, batch_id: str, chunks: Sequence[Chunk]) -> None:
    """Let the batch be seen and worked off."""
    execute_values(
        statements,
        "INSERT INTO batch_chunks (batch_id, chunk, items, refused) VALUES %s",
        [(batch_id, *chunk) for chunk in chunks],
        page_size=1000,
    )
    statements.execute(
        "UPDATE batches SET accepted_at = clock_timestamp() WHERE batch_id = %(batch_id)s",
        {"batch_id": batch_id},
    )


def lock_name(statements: cursor, submission: Submission) -> None:
    """Wait for whoever else is about to accept a batch under the same Idempotency-Key."""
    statements.execute(
        "SELECT pg_advisory_xact_lock(%(lock_class)s, hashtext(%(key_id)s || ' ' || %(name)s))",
        {"lock_class": LOCK_CLASS, "key_id": submission.key_id, "name": submission.name},
    )


def fetch_named(statements: cursor, submission: Submission) -> tuple[str, bool] | None:
    """
    Return what was accepted under the same Idempotency-Key within the last day.

    That is its id, and whether it was the very same body.
    """
    statements.execute(
        """
        SELECT batch_id, (sha256, media_type) = (%(sha256)s, %(media_type)s)
        FROM batches
        WHERE key_id = %(key_id)s AND idempotency_key = %(name)s
            AND accepted_at > now() - interval '1 day'
        """,
        submission._asdict(),
    )
    found = statements.fetchone()
    return (str(found[0]), bool(found[1])) if found else None


def fetch_batch(statements: cursor, batch_id: str, key_id: str | None) -> Batch:
    """Return a batch that the key sent, any where that is None; raise BatchNotFound."""
    statements.execute(
        _SHOWN
        + """
        WHERE batch_id = %(batch_id)s AND accepted_at IS NOT NULL
            AND (%(key_id)s IS NULL OR key_id = %(key_id)s)
        GROUP BY batch_id
        """,
        {"batch_id": batch_id, "key_id": key_id},
    )
    found = statements.fetchone()
    if found is None:
        raise BatchNotFound
    return Batch(*found)


def fetch_batches(
    statements: cursor, key_id: str | None, before: Before | None, limit: int
) -> list[Batch]:
    """Return at most `limit` batches of the key, of all where that is None, the newest first."""
    statements.execute(
        """
        SELECT batch_id
        FROM batches
        WHERE accepted_at IS NOT NULL
            AND (%(key_id)s IS NULL OR key_id = %(key_id)s)
            AND (%(accepted_at)s IS NULL
                OR (accepted_at, batch_id) < (%(accepted_at)s, %(batch_id)s))
        ORDER BY accepted_at DESC, batch_id DESC
        LIMIT %(limit)s
        """,
        {
            "key_id": key_id,
            "accepted_at": before.accepted_at if before else None,
            "batch_id": before.batch_id if before else None,
            "limit": limit,
        },
    )
    page = [batch_id for (batch_id,) in statements.fetchall()]
    statements.execute(
        _SHOWN
        + """
        WHERE batch_id = ANY(%(page)s)
        GROUP BY batch_id
        ORDER BY accepted_at DESC, batch_id DESC
        """,
        {"page": page},
    )
    return [Batch(*row) for row in statements.fetchall()]


def save_cancellation(statements: cursor, batch_id: str) -> None:
    """Let nothing of the batch begin any more; what is done or cancelled already stays so."""
    statements.execute(
        """
        UPDATE batches
        SET cancelled_at = clock_timestamp()
        WHERE batch_id = %(batch_id)s AND cancelled_at IS NULL
            AND EXISTS (
                SELECT FROM batch_chunks WHERE batch_id = %(batch_id)s AND ended_at IS NULL
            )
        """,
        {"batch_id": batch_id},
    )


def delete_batch(statements: cursor, batch_id: str) -> None:
    """Remove a batch with its results; the reports stay."""
    statements.execute("DELETE FROM batches WHERE batch_id = %(batch_id)s", {"batch_id": batch_id})


def fetch_outdated_batches(statements: cursor, days: int) -> list[str]:
    """Return those that were finished so long ago, and those that were never received whole."""
    statements.execute(
        """
        SELECT batch_id
        FROM batches
        WHERE accepted_at IS NULL AND begun_at < now() - interval '1 day'
            OR accepted_at < now() - make_interval(days => %(days)s)
            AND NOT EXISTS (
                SELECT
                FROM batch_chunks
                WHERE batch_chunks.batch_id = batches.batch_id
                    AND (ended_at IS NULL OR ended_at >= now() - make_interval(days => %(days)s))
            )
        """,
        {"days": days},
    )
    return [str(batch_id) for (batch_id,) in statements.fetchall()]

"""The chunks of a batch, each of which one worker works off; one function per statement."""

from collections import Counter
from typing import NamedTuple

from psycopg2.extensions import cursor


class Turn(NamedTuple):
    """
    What a worker finds that takes up a chunk.

    `attempts` is how often one did before and neither came to an end nor gave it back.
    `key_id` and `request_id` are those of the sender.
    """

    attempts: int
    is_cancelled: bool
    key_id: str
    request_id: str | None


def save_turn(statements: cursor, batch_id: str, chunk: int) -> Turn | None:
    """Take up a chunk; return None where it has come to its end, or is gone."""
    statements.execute(
        """
        UPDATE batch_chunks
        SET attempts = attempts + 1, begun_at = COALESCE(batch_chunks.begun_at, clock_timestamp())
        FROM batches
        WHERE batch_chunks.batch_id = %(batch_id)s AND chunk = %(chunk)s AND ended_at IS NULL
            AND batches.batch_id = %(batch_id)s
        RETURNING attempts - 1, cancelled_at IS NOT NULL, key_id, request_id
        """,
        {"batch_id": batch_id, "chunk": chunk},
    )
    found = statements.fetchone()
    return Turn(*found) if found else None


def lock_chunk(statements: cursor, batch_id: str, chunk: int, ordinals: list[int]) -> bool:
    """
    Wait for whoever else works on the chunk; tell whether these reports of it are still to do.

    Two workers have the same chunk where one was taken for dead that was only slow.
    """
    statements.execute(
        """
        SELECT
        FROM batch_chunks
        WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s
        FOR NO KEY UPDATE
        """,
        {"batch_id": batch_id, "chunk": chunk},
    )
    statements.execute(
        """
        SELECT count(*)
        FROM batch_items
        WHERE batch_id = %(batch_id)s AND ordinal = ANY(%(ordinals)s) AND status IS NULL
        """,
        {"batch_id": batch_id, "ordinals": ordinals},
    )
    ((number,),) = statements.fetchall()
    return bool(number == len(ordinals))


def save_progress(
    statements: cursor, batch_id: str, chunk: int, counts: Counter[str], attempts: int
) -> bool:
    """
    Count what became of some reports; tell whether others are left, else the chunk has ended.

    Those are taken as attempted so often.
    """
    statements.execute(
        """
        UPDATE batch_chunks
        SET stored = stored + %(stored)s, unchanged = unchanged + %(unchanged)s,
            refused = refused + %(refused)s, attempts = %(attempts)s,
            ended_at = CASE
                WHEN NOT EXISTS (
                    SELECT
                    FROM batch_items
                    WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s AND status IS NULL
                )
                THEN clock_timestamp()
            END
        WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s
        RETURNING ended_at IS NULL
        """,
        {
            "batch_id": batch_id,
            "chunk": chunk,
            "attempts": attempts,
            **{status: counts[status] for status in ("stored", "unchanged", "refused")},
        },
    )
    ((are_left,),) = statements.fetchall()
    return bool(are_left)


def save_return(statements: cursor, batch_id: str, chunk: int) -> None:
    """Give a chunk back that somebody else may take up: that was no attempt."""
    statements.execute(
        """
        UPDATE batch_chunks
        SET attempts = greatest(attempts - 1, 0)
        WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s
        """,
        {"batch_id": batch_id, "chunk": chunk},
    )


def save_end(statements: cursor, batch_id: str, chunk: int) -> None:
    """Bring a chunk to its end; what is left of it is cancelled."""
    statements.execute(
        """
        WITH cancelled AS (
            UPDATE batch_items
            SET status = 'cancelled', content = NULL
            WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s AND status IS NULL
            RETURNING ordinal
        )
        UPDATE batch_chunks
        SET ended_at = clock_timestamp(), cancelled = (SELECT count(*) FROM cancelled)
        WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s AND ended_at IS NULL
        """,
        {"batch_id": batch_id, "chunk": chunk},
    )

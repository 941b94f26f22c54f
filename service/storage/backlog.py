"""What is left to do of the batches, for whoever watches."""

from dataclasses import replace
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.limits import Limits
from service.storage.pool import Pool
from service.storage.queue import QUEUE, STALLED_SECONDS

PATIENCE_SECONDS: Final = 2  # a scrape is commonly given up after ten


class Backlog(NamedTuple):
    """
    How much is left to do, at this moment and of all hosts together.

    `waiting` and `working` are jobs of the queue, so chunks of batches; what a worker had in hand
    that is taken for dead waits again. `oldest_seconds` is how long ago the oldest batch was
    accepted that is not finished, 0 where all are.
    """

    waiting: int
    working: int
    oldest_seconds: float


def pool_aside(database_url: str | None, limits: Limits) -> Pool:
    """
    Return a pool for a question now and then that nobody has to wait long for.

    It is apart from the connections of requests: what watches them must neither take one from
    them nor wait for one.
    """
    hasty = replace(
        limits,
        connect_seconds=PATIENCE_SECONDS,
        checkout_seconds=PATIENCE_SECONDS,
        statement_seconds=PATIENCE_SECONDS,
    )
    return Pool(database_url, 1, hasty)


def fetch_backlog(statements: cursor) -> Backlog:
    """Return what is left to do; it reads that alone, however much is done and kept."""
    statements.execute(
        """
        WITH jobs AS (
            SELECT COALESCE(
                last_heartbeat > clock_timestamp() - make_interval(secs => %(stalled)s), FALSE
            ) AS is_in_work
            FROM procrastinate_jobs
            LEFT JOIN procrastinate_workers ON procrastinate_workers.id = worker_id
            WHERE queue_name = %(queue)s AND status IN ('todo', 'doing')
        ),
        unfinished AS (
            -- One by one: joined, all batches are read where many of them are finished.
            SELECT (
                SELECT accepted_at FROM batches WHERE batches.batch_id = chunks.batch_id
            ) AS accepted_at
            FROM (SELECT DISTINCT batch_id FROM batch_chunks WHERE ended_at IS NULL) AS chunks
        )
        SELECT
            count(*) FILTER (WHERE NOT is_in_work),
            count(*) FILTER (WHERE is_in_work),
            (
                SELECT COALESCE(extract(epoch FROM clock_timestamp() - min(accepted_at)), 0)::float
                FROM unfinished
            )
        FROM jobs
        """,
        {"queue": QUEUE, "stalled": STALLED_SECONDS},
    )
    (found,) = statements.fetchall()
    return Backlog(*found)

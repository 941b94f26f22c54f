"""The reports of a batch: kept until they are worked off, and what became of them."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.storage.rows import storable


class Waiting(NamedTuple):
    """A report that is to be worked off; `ordinal` is its place in what was sent, from 1."""

    ordinal: int
    name: str
    agency_id: str
    stated_year: int | None
    media_type: str
    filename: str | None
    content: bytes


class Result(NamedTuple):
    """
    What became of a report.

    `status` is stored, unchanged, refused or cancelled. The counts are those of findings by their
    severity; `problem` is a slug, `detail` a sentence.
    """

    ordinal: int
    name: str
    agency_id: str | None
    status: str
    year: int | None = None
    revision: int | None = None
    errors: int | None = None
    warnings: int | None = None
    infos: int | None = None
    problem: str | None = None
    detail: str | None = None


def fetch_waiting(
    statements: cursor, batch_id: str, chunk: int, limit: int, most_bytes: int
) -> list[Waiting]:
    """
    Return what is left to do of a chunk, agency by agency, each in the order of sending.

    That is at most `limit` reports, and of these only as many as begin within `most_bytes`.
    """
    statements.execute(
        """
        WITH first AS (
            SELECT
                ordinal, name, agency_id, stated_year, media_type, filename, content,
                sum(length(content)) OVER (ORDER BY agency_id COLLATE "C", ordinal) AS bytes
            FROM batch_items
            WHERE batch_id = %(batch_id)s AND chunk = %(chunk)s AND status IS NULL
            ORDER BY agency_id COLLATE "C", ordinal
            LIMIT %(limit)s
        )
        SELECT ordinal, name, agency_id, stated_year, media_type, filename, content
        FROM first
        WHERE bytes - length(content) < %(most_bytes)s
        ORDER BY agency_id COLLATE "C", ordinal
        """,
        {"batch_id": batch_id, "chunk": chunk, "limit": limit, "most_bytes": most_bytes},
    )
    return [Waiting._make((*row[:6], bytes(row[6]))) for row in statements.fetchall()]


def save_item_attempt(statements: cursor, batch_id: str, ordinal: int) -> int:
    """Count an attempt at a single report; return how many there were before it."""
    statements.execute(
        """
        UPDATE batch_items
        SET attempts = attempts + 1
        WHERE batch_id = %(batch_id)s AND ordinal = %(ordinal)s
        RETURNING attempts - 1
        """,
        {"batch_id": batch_id, "ordinal": ordinal},
    )
    ((before,),) = statements.fetchall()
    return int(before)


def save_results(statements: cursor, batch_id: str, results: Sequence[Result]) -> None:
    """Keep what became of reports that were waiting; their bytes go."""
    execute_values(
        statements,
        """
        UPDATE batch_items
        SET status = done.status, year = done.year, revision = done.revision,
            errors = done.errors, warnings = done.warnings, infos = done.infos,
            problem = done.problem, detail = done.detail, content = NULL
        FROM (VALUES %s) AS done (
            batch_id, ordinal, status, year, revision, errors, warnings, infos, problem, detail
        )
        WHERE batch_items.batch_id = done.batch_id AND batch_items.ordinal = done.ordinal
            AND batch_items.status IS NULL
        """,
        [(batch_id, result.ordinal, *map(storable, result[3:])) for result in results],
        template="(%s, %s::integer, %s, %s::smallint, %s::integer, %s::integer, %s::integer, "
        "%s::integer, %s, %s)",
        page_size=max(1, len(results)),
    )


def fetch_results(statements: cursor, batch_id: str, after: int, limit: int) -> list[Result]:
    """Return at most `limit` results behind the report `after`, in the order of sending."""
    statements.execute(
        """
        SELECT
            ordinal, name, agency_id, status, year, revision, errors, warnings, infos,
            problem, detail
        FROM batch_items
        WHERE batch_id = %(batch_id)s AND ordinal > %(after)s AND status IS NOT NULL
        ORDER BY ordinal
        LIMIT %(limit)s
        """,
        {"batch_id": batch_id, "after": after, "limit": limit},
    )
    return [Result(*row) for row in statements.fetchall()]

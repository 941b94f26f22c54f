"""
The queue of jobs: procrastinate's tables beside ours, in the same database.

A job is put there by the transaction that it is about, so there is none without the other. The
tables are made and brought up to date out of what procrastinate ships.
"""

from collections.abc import Sequence
from typing import Any, Final

from procrastinate import App, BaseConnector
from procrastinate.schema import SchemaManager
from psycopg2.extensions import cursor
from psycopg2.extras import Json
from yoyo import read_migrations

QUEUE: Final = "batches"
WORK_OFF: Final = "work-off-chunk"  # the name of the task; its arguments are batch_id and chunk
STALLED_SECONDS: Final = 20.0  # without a heartbeat: the worker is taken for dead
RETRY_SECONDS: Final = 2  # before a chunk that failed is taken up again


class _Transaction(BaseConnector):
    """Runs procrastinate's statements where ours run; procrastinate itself knows psycopg 3 only."""

    def get_sync_connector(self) -> BaseConnector:
        return self

    def execute_query_all_with_connection(
        self, connection: cursor, query: str, **arguments: Any
    ) -> list[dict[str, Any]]:
        connection.execute(query, {name: _adapted(value) for name, value in arguments.items()})
        names = [column.name for column in connection.description or ()]
        return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


_app: Final = App(connector=_Transaction())


def save_jobs(statements: cursor, batch_id: str, chunks: Sequence[int]) -> None:
    """
    Have the chunks worked off, in this order, once this transaction is committed.

    The first ones of all batches come before the second ones: a small batch does not wait for a
    large one that was sent before it.
    """
    jobs = [
        _app.configure_task(WORK_OFF, queue=QUEUE, priority=-place).make_new_job(
            batch_id=batch_id, chunk=chunk
        )
        for place, chunk in enumerate(chunks)
    ]
    _app.job_manager.batch_defer_jobs(jobs, connection=statements)


def save_clock_set_back(statements: cursor) -> None:
    """
    Take back times of the queue that lie ahead, where the clock was set back.

    Until it is there again, a worker that has died would count as alive, and what failed would not
    be tried again. A worker that lives gives the next sign of life by itself.
    """
    statements.execute(
        "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE last_heartbeat > now()"
    )
    statements.execute(
        """
        UPDATE procrastinate_jobs
        SET scheduled_at = now()
        WHERE status = 'todo' AND scheduled_at > now() + %(longest)s * interval '1 second'
        """,
        {"longest": RETRY_SECONDS},
    )


def _adapted(value: Any) -> Any:
    """Return a value as psycopg2 takes it: objects as JSON, jobs as rows."""
    if isinstance(value, dict):
        return Json(value)
    if isinstance(value, list):
        return [_adapted(each) for each in value]
    if isinstance(value, tuple):
        return tuple(_adapted(each) for each in value)
    return value


def migrate_queue(backend: Any) -> None:
    """
    Bring the tables of the queue to the version of the package that is installed.

    `backend` is yoyo's, for which procrastinate's migrations are like ours. Where there is nothing
    yet, the schema that the package ships is laid down at once, instead of all its steps.
    """
    migrations = read_migrations(SchemaManager.get_migrations_path())
    missing = backend.to_apply(migrations)
    if len(missing) == len(migrations):
        with backend.transaction():
            backend.cursor().execute(SchemaManager.get_schema())
            backend.mark_migrations(migrations)
    else:
        backend.apply_migrations(missing)

"""What is left to do of batches, as the database and /metrics tell it, on a real Postgres."""

import logging
import time

import psycopg2
import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from psycopg2.extensions import cursor

from service.app import create_app
from service.batches.chunks import LEAST_ITEMS
from service.config import Settings
from service.storage.backlog import Backlog, fetch_backlog
from service.storage.migrate import migrate
from service.storage.pool import Pool
from tests.conftest import run
from tests.integration.submitting import accepted, lines, work

WAITING, WORKING = ("nianbao_queue_jobs", "waiting"), ("nianbao_queue_jobs", "working")
OLDEST = ("nianbao_oldest_batch_seconds",)


@pytest.fixture
def url(empty_database: str) -> str:
    """Give a database in which nobody else sends batches."""
    migrate(empty_database)
    return empty_database


def batch(client: FlaskClient, number: int = 1) -> str:
    return accepted(
        client, lines(*({"agency_id": f"a{each}", "text": "x"} for each in range(number)))
    )


def made_older(url: str, batch_id: str, seconds: int) -> None:
    run(
        url,
        f"UPDATE batches SET accepted_at = accepted_at - interval '{seconds}s' "  # noqa: S608
        f"WHERE batch_id = '{batch_id}'",
    )


def take_up(url: str) -> None:
    """Take a job out of the queue as a new worker does."""
    run(
        url,
        """
        WITH worker AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)
        SELECT procrastinate_fetch_job_v2(ARRAY['batches'], id) FROM worker
        """,
    )


def told(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Return what /metrics says of batches."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name.startswith(("nianbao_queue", "nianbao_oldest"))
    }


def test_where_nobody_has_sent_anything_nothing_is_left_to_do(client: FlaskClient) -> None:
    assert told(client) == {WAITING: 0, WORKING: 0, OLDEST: 0}


def test_chunks_wait_until_a_worker_takes_them_up(client: FlaskClient, url: str) -> None:
    batch(client, 2 * LEAST_ITEMS + 1)
    batch(client)
    assert (told(client)[WAITING], told(client)[WORKING]) == (4, 0)
    take_up(url)
    assert (told(client)[WAITING], told(client)[WORKING]) == (3, 1)
    run(url, "UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing'")
    assert (told(client)[WAITING], told(client)[WORKING]) == (3, 0)


@pytest.mark.parametrize(
    "death",
    [
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '30s'",
        "DELETE FROM procrastinate_workers",
    ],
)
def test_what_a_dead_worker_had_in_hand_waits_again(
    client: FlaskClient, url: str, death: str
) -> None:
    batch(client)
    take_up(url)
    assert (told(client)[WAITING], told(client)[WORKING]) == (0, 1)
    run(url, death)
    assert (told(client)[WAITING], told(client)[WORKING]) == (1, 0)


def test_the_age_is_that_of_the_oldest_batch_that_is_not_finished(
    client: FlaskClient, pool: Pool, url: str
) -> None:
    oldest, older, newest = (batch(client, each) for each in (1, LEAST_ITEMS + 1, 1))
    made_older(url, oldest, 7000)
    made_older(url, older, 500)
    assert 7000 <= told(client)[OLDEST] < 7060
    work(pool, oldest)
    assert 500 <= told(client)[OLDEST] < 560
    run(
        url,
        "UPDATE batch_chunks SET ended_at = now() "  # noqa: S608
        f"WHERE batch_id = '{older}' AND chunk = 0",
    )
    assert 500 <= told(client)[OLDEST] < 560
    work(pool, older)
    assert 0 < told(client)[OLDEST] < 60
    work(pool, newest)
    assert told(client)[OLDEST] == 0


def test_a_database_that_is_away_leaves_the_batches_out_and_all_else_in(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    away = create_app(Settings(database_url="postgresql://nobody@/none?host=/nonexistent"))
    client = away.test_client()
    assert client.get("/readyz").status_code == 503
    with caplog.at_level(logging.WARNING):
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "nianbao_request_seconds_count" in answer.text
    assert told(client) == {}
    assert "/metrics lacks the batches" in caplog.text


def test_a_database_that_does_not_answer_delays_it_for_a_moment_only(
    client: FlaskClient, url: str
) -> None:
    other = psycopg2.connect(url)
    with other.cursor() as statements:
        statements.execute("LOCK TABLE batch_chunks")
        began = time.monotonic()
        assert told(client) == {}
        assert time.monotonic() - began < 8
    other.close()
    assert told(client)[WAITING] == 0


def test_neither_takes_a_connection_of_requests_nor_keeps_its_own(url: str) -> None:
    app = create_app(Settings(database_url=url, pool_size=1))
    client, pool = app.test_client(), app.extensions["pool"]
    with pool.transaction():
        before = sessions(url)
        assert told(client)[WAITING] == 0
        assert sessions(url) == before
    pool.close()


def sessions(url: str) -> int:
    [(number,)] = run(
        url,
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'",
    )
    assert isinstance(number, int)
    return number


def test_what_is_finished_and_kept_is_not_read(pool: Pool, url: str) -> None:
    run(
        url,
        """
        INSERT INTO batches (batch_id, key_id, media_type, bytes, sha256, accepted_at)
        SELECT md5(each::text), '', '', 1, '', now() FROM generate_series(1, 20000) AS each;
        INSERT INTO batch_chunks (batch_id, chunk, items, ended_at)
        SELECT md5(each::text), chunk, 1, CASE WHEN each > 20 THEN now() END
        FROM generate_series(1, 20000) AS each, generate_series(0, 2) AS chunk;
        ANALYZE batches, batch_chunks
        """,
    )
    before = rows_read(url)

    def look(statements: cursor) -> Backlog:
        found = fetch_backlog(statements)
        statements.execute("SELECT pg_stat_force_next_flush()")
        return found

    assert pool.ask(look).oldest_seconds > 0
    assert 0 < rows_read(url) - before <= 20 + 60


def rows_read(url: str) -> int:
    """Return how many rows of batches and chunks have been looked at since there is the server."""
    [(number,)] = run(
        url,
        """
        SELECT sum(seq_tup_read + idx_tup_fetch)::integer
        FROM pg_stat_user_tables
        WHERE relname IN ('batches', 'batch_chunks')
        """,
    )
    assert isinstance(number, int)
    return number

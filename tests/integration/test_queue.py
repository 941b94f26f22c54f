"""The queue of batches where the clock of the database was set back, on a real Postgres."""

import pytest

from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.queue import save_clock_set_back, save_jobs
from tests.conftest import run


@pytest.fixture
def url(empty_database: str) -> str:
    migrate(empty_database)
    return empty_database


def test_no_worker_counts_as_alive_for_longer_than_one_without_a_sign_of_life(url: str) -> None:
    run(url, "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + interval '6h')")
    pool = Pool(url, 1)
    pool.ask(save_clock_set_back)
    pool.close()
    ((ahead,),) = run(
        url, "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > clock_timestamp()"
    )
    assert ahead == 0


def test_what_failed_is_tried_again_soon_and_what_is_due_soon_is_left(url: str) -> None:
    pool = Pool(url, 1)
    with pool.transaction() as statements:
        save_jobs(statements, "0" * 32, [0, 1, 2])
    late = "SET scheduled_at = now() + interval '6h' WHERE args ->> 'chunk' = '0'"
    soon = "SET scheduled_at = now() + interval '1.5s' WHERE args ->> 'chunk' = '1'"
    for change in (late, soon):
        run(url, f"UPDATE procrastinate_jobs {change}")
    pool.ask(save_clock_set_back)
    pool.close()
    times = "SELECT scheduled_at <= clock_timestamp() FROM procrastinate_jobs"
    due = run(url, f"{times} ORDER BY args ->> 'chunk'")
    assert due == [(True,), (False,), (None,)]

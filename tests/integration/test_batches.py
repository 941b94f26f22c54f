"""Batches and whoever works them off, on a real Postgres."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from service.batches import working
from service.batches.accepting import PIECE_ITEMS
from service.batches.chunks import LEAST_ITEMS
from service.batches.forgetting import forget
from service.batches.working import ATTEMPTS, Interrupted, work_off
from service.bulk.reading import read_many
from service.errors import StorageConflict, StorageFull, StorageUnavailable
from service.limits import Limits
from service.storage.pool import Pool
from service.submissions.item import Item
from tests.integration.sending import post
from tests.integration.submitting import accepted, desk, jobs, lines, results, submit, work
from tests.integration.texts import report_text

REPORT = report_text()


def reports(agency_id: str, number: int) -> bytes:
    """Return a line for each of so many agencies."""
    return lines(
        *({"agency_id": f"{agency_id}-{each:04}", "text": REPORT} for each in range(number))
    )


def ask(pool: Pool, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with pool.transaction() as statements:
        statements.execute(statement, values)
        return list(statements.fetchall())


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "SLICE", 3)


def test_an_agency_is_in_one_chunk_and_its_reports_are_stored_in_their_order(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    one = [{"agency_id": agency_id, "text": report_text(received=each)} for each in range(3)]
    others = reports(agency_id, 2 * LEAST_ITEMS)
    body = lines(one[0]) + others + lines(one[1]) + others + lines(one[2])
    batch_id = accepted(client, body)
    chunks = ask(
        pool,
        "SELECT DISTINCT agency_id, chunk FROM batch_items WHERE batch_id = %s",
        batch_id,
    )
    assert len(chunks) == len({agency for agency, _ in chunks}) == 2 * LEAST_ITEMS + 1
    assert jobs(pool, batch_id) == [0, 1, 2]
    client.delete(f"/v1/batches/{batch_id}")
    batch_id = accepted(client, lines(*one))
    work(pool, batch_id)
    assert [each["revision"] for each in results(client, batch_id)] == [1, 2, 3]
    current = client.get(f"/v1/agencies/{agency_id}/reports/2024").json
    assert current["applications"]["received"]["total"] == 2


def test_a_batch_is_written_in_pieces_and_read_in_its_order(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    number = 2 * PIECE_ITEMS + 5
    batch_id = accepted(client, lines(*({"agency_id": agency_id, "text": "x"},) * number))
    work(pool, batch_id)
    found = results(client, batch_id)
    assert [each["position"] for each in found] == list(range(1, number + 1))
    assert {each["problem"]["type"] for each in found} == {"/problems/not-a-report"}


def test_a_small_batch_does_not_wait_for_a_large_one(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    large = accepted(client, reports(agency_id, LEAST_ITEMS + 1))
    small = accepted(client, lines({"agency_id": agency_id, "text": "x"}))
    waiting = ask(
        pool,
        """
        SELECT args ->> 'batch_id'
        FROM procrastinate_jobs
        WHERE args ->> 'batch_id' IN (%s, %s)
        ORDER BY priority DESC, id
        """,
        large,
        small,
    )
    assert waiting == [(large,), (small,), (large,)]


def test_the_largest_chunk_is_worked_off_first(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    body = reports(agency_id, LEAST_ITEMS + 2)
    again = lines({"agency_id": f"{agency_id}-{LEAST_ITEMS:04}", "text": "x"})
    batch_id = accepted(client, body + again * LEAST_ITEMS)
    assert jobs(pool, batch_id) == [1, 0]


def test_texts_go_once_they_are_worked_off(client: FlaskClient, pool: Pool, agency_id: str) -> None:
    batch_id = accepted(client, reports(agency_id, 2))
    held = "SELECT count(content) FROM batch_items WHERE batch_id = %s"
    assert ask(pool, held, batch_id) == [(2,)]
    work(pool, batch_id)
    assert ask(pool, held, batch_id) == [(0,)]


def test_large_reports_are_not_in_hand_all_at_once(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 5))
    in_hand = []

    def seen(pool: Pool, items: Sequence[Item], limits: Limits) -> Sequence[Any]:
        in_hand.append(len(items))
        return read_many(pool, items, limits)

    monkeypatch.setattr(working, "read_many", seen)
    monkeypatch.setattr(working, "SLICE_BYTES", len(REPORT.encode()) + 1)
    work(pool, batch_id)
    assert in_hand == [2, 2, 1]
    assert [each["status"] for each in results(client, batch_id)] == ["stored"] * 5


@pytest.mark.usefixtures("small_slices")
def test_whoever_takes_a_chunk_up_again_stores_nothing_twice(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 7))
    dies_at(monkeypatch, 5)
    for _ in range(2):
        with pytest.raises(Dead):
            work_off(desk(pool), batch_id, 0)
    done = client.get(f"/v1/batches/{batch_id}").json
    assert (done["state"], done["stored"]) == ("running", 3)
    assert len(results(client, batch_id)) == 3
    monkeypatch.undo()
    for _ in range(2):
        work_off(desk(pool), batch_id, 0)
    assert [each["revision"] for each in results(client, batch_id)] == [1] * 7
    assert client.get(f"/v1/batches/{batch_id}").json["stored"] == 7
    trail = "SELECT count(*) FROM trail WHERE action = 'store' AND agency_id LIKE %s"
    assert ask(pool, trail, f"{agency_id}-%") == [(7,)]


class Dead(BaseException):
    """What a test raises where a worker would have been killed."""


def dies_at(monkeypatch: pytest.MonkeyPatch, number: int) -> list[int]:
    """Let whoever reads the report of an agency's number die; return how many were read."""
    reading, seen = working.read_many, []

    def read_many(pool: Pool, items: Any, limits: Limits) -> Any:
        seen.append(len(items))
        if any(item.agency_id.endswith(f"-{number:04}") for item in items):
            raise Dead
        return reading(pool, items, limits)

    monkeypatch.setattr(working, "read_many", read_many)
    return seen


@pytest.mark.usefixtures("small_slices")
def test_a_report_that_brings_its_workers_down_is_given_up_and_no_other(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 7))
    seen = dies_at(monkeypatch, 4)
    deaths = 0
    while True:
        try:
            work_off(desk(pool), batch_id, 0)
        except Dead:
            deaths += 1
        else:
            break
    assert deaths == 2 * ATTEMPTS
    assert seen == [3, 3, 3, 3, 1, 1, 1, 1, 2]
    found = results(client, batch_id)
    assert [each["status"] for each in found].count("stored") == 6
    assert found[4]["problem"]["type"] == "/problems/given-up"
    assert client.get(f"/v1/agencies/{agency_id}-0004").status_code == 404
    done = client.get(f"/v1/batches/{batch_id}").json
    assert (done["state"], done["stored"], done["refused"]) == ("done", 6, 1)


def test_two_workers_at_one_chunk_store_nothing_twice(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 5))
    reading, both = working.read_many, threading.Barrier(2)

    def read_many(*given: Any) -> Any:
        both.wait(10)
        return reading(*given)

    monkeypatch.setattr(working, "read_many", read_many)
    threads = [threading.Thread(target=work_off, args=(desk(pool), batch_id, 0)) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    done = client.get(f"/v1/batches/{batch_id}").json
    assert (done["state"], done["stored"], done["unchanged"]) == ("done", 5, 0)
    assert {each["revision"] for each in results(client, batch_id)} == {1}


@pytest.mark.usefixtures("small_slices")
def test_who_is_told_to_stop_finishes_what_is_in_hand_and_that_is_no_attempt(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    batch_id = accepted(client, reports(agency_id, 7))
    with pytest.raises(Interrupted):
        work_off(desk(pool, lambda: True), batch_id, 0)
    assert len(results(client, batch_id)) == 3
    assert attempts(pool, batch_id) == 0


@pytest.mark.usefixtures("small_slices")
def test_a_chunk_ends_with_the_transaction_of_its_last_report(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    batch_id = accepted(client, reports(agency_id, 3))
    work_off(desk(pool, lambda: True), batch_id, 0)  # nothing is left to be interrupted in
    done = client.get(f"/v1/batches/{batch_id}").json
    assert (done["state"], done["stored"], done["cancelled"]) == ("done", 3, 0)


def attempts(pool: Pool, batch_id: str) -> int:
    ((found,),) = ask(pool, "SELECT attempts FROM batch_chunks WHERE batch_id = %s", batch_id)
    return int(found)


@pytest.mark.parametrize(
    ("error", "counted"), [(StorageFull, 0), (StorageUnavailable, 1), (StorageConflict, 1)]
)
def test_a_full_disk_is_no_attempt_and_a_statement_that_fails_is_one(
    client: FlaskClient,
    pool: Pool,
    agency_id: str,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    counted: int,
) -> None:
    batch_id = accepted(client, reports(agency_id, 2))

    def fail(*given: Any) -> None:
        raise error

    monkeypatch.setattr(working, "store_many", fail)
    with pytest.raises(error):
        work_off(desk(pool), batch_id, 0)
    assert attempts(pool, batch_id) == counted
    monkeypatch.undo()
    work_off(desk(pool), batch_id, 0)
    assert {each["status"] for each in results(client, batch_id)} == {"stored"}


def test_a_database_that_was_away_is_waited_for_and_is_no_attempt(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 2))
    looks = []

    def fail(*given: Any) -> None:
        raise StorageUnavailable

    def look(statements: object) -> None:
        looks.append(statements)
        if len(looks) < 3:
            raise StorageUnavailable

    monkeypatch.setattr(working, "store_many", fail)
    monkeypatch.setattr(working, "fetch_readiness", look)
    monkeypatch.setattr(working, "PAUSE_SECONDS", 0)
    with pytest.raises(StorageUnavailable):
        work_off(desk(pool), batch_id, 0)
    assert (len(looks), attempts(pool, batch_id)) == (3, 0)


@pytest.mark.usefixtures("small_slices")
def test_a_batch_that_is_cancelled_while_it_runs_ends_behind_what_is_in_hand(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = accepted(client, reports(agency_id, 7))
    storing = working.store_many

    def cancel_and_store(*given: Any) -> Any:
        client.delete(f"/v1/batches/{batch_id}")
        return storing(*given)

    monkeypatch.setattr(working, "store_many", cancel_and_store)
    work_off(desk(pool), batch_id, 0)
    batch = client.get(f"/v1/batches/{batch_id}").json
    assert (batch["state"], batch["stored"], batch["cancelled"]) == ("cancelled", 3, 4)
    assert batch["finished_at"]


def test_a_batch_whose_writing_breaks_off_leaves_nothing(
    client: FlaskClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask(pool, "SELECT count(*) FROM batches")

    def fail(*given: Any) -> None:
        raise StorageUnavailable

    monkeypatch.setattr("service.batches.accepting.save_acceptance", fail)
    assert submit(client, lines({"agency_id": "a", "text": "x"})).status_code == 503
    assert ask(pool, "SELECT count(*) FROM batches") == before


@contextmanager
def aged(pool: Pool, column: str, table: str, batch_id: str, days: int) -> Iterator[None]:
    statement = f"UPDATE {table} SET {column} = {column} - make_interval(days => %s)"  # noqa: S608 -- ours
    with pool.transaction() as statements:
        statements.execute(f"{statement} WHERE batch_id = %s", (days, batch_id))
    yield


def test_results_are_forgotten_after_their_time_and_the_reports_stay(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    limits = Limits(batch_days=30)
    batch_id = accepted(client, lines({"agency_id": agency_id, "text": REPORT}))
    with aged(pool, "accepted_at", "batches", batch_id, 100):
        forget(pool, limits)  # it is not done, however old it is
    work(pool, batch_id)
    with aged(pool, "ended_at", "batch_chunks", batch_id, 29):
        forget(pool, limits)
    assert len(results(client, batch_id)) == 1
    with aged(pool, "ended_at", "batch_chunks", batch_id, 2):
        assert forget(pool, limits) >= 1
    assert client.get(f"/v1/batches/{batch_id}").status_code == 404
    assert client.get(f"/v1/agencies/{agency_id}/reports/2024").status_code == 200
    work_off(desk(pool), batch_id, 0)  # a job that is left over has nothing to do


def test_a_batch_stores_what_single_uploads_would_have_stored(
    client: FlaskClient, pool: Pool
) -> None:
    one, many = f"one-{uuid4().hex}", f"man-{uuid4().hex}"
    texts = [report_text(year, received=year - 2018) for year in (2019, 2022, 2021, 2024)]
    for text in texts:
        assert post(client, one, text).status_code == 201
    work(pool, accepted(client, lines(*({"agency_id": many, "text": text} for text in texts))))
    for year in (2019, 2021, 2022, 2024):
        single, other = (
            client.get(f"/v1/agencies/{agency_id}/reports/{year}").json for agency_id in (one, many)
        )
        for each in (single, other):
            del each["agency_id"], each["received_at"]
        assert single == other

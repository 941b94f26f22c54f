"""The service while its database is away, frozen, closed or on its way back."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest

from tests.conftest import open_folder, run
from tests.integration.submitting import lines
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.cluster import Cluster, cluster
from tests.system.load import Sample, sending
from tests.system.running import Answer, Service, eventually, service

PATH = "/v1/agencies/held/reports"
REPORT = report_text().encode()
GETS, POSTS = extent.number("GETS", 100, 20), extent.number("POSTS", 20, 4)  # a second
AWAY_SECONDS = extent.number("AWAY_SECONDS", 10, 3)
BACK_SECONDS = 2.0
LONGEST_SECONDS = 10.0  # CONNECT_SECONDS and CHECKOUT_SECONDS, and a busy machine


@pytest.fixture
def given() -> Iterator[Cluster]:
    with open_folder() as folder, cluster(folder) as made:
        yield made


def post(running: Service, agency: str = "held") -> Answer:
    path = f"/v1/agencies/{agency}/reports"
    return running.ask(path, REPORT, patience=60, Content_Type="text/plain")


def assert_told_to_come_back(answer: Answer) -> None:
    assert answer.status == 503, answer
    assert int(answer.headers["Retry-After"]) > 0


def test_a_database_that_comes_later_than_the_service_is_waited_for(
    scratch: Path, given: Cluster
) -> None:
    with service(scratch, DATABASE_URL=given.url) as running:
        eventually(lambda: "Trying again for 30 seconds." in running.said)
        given.start()
        assert running.ready().healthy()


def test_a_stop_while_the_database_is_waited_for_is_clean(scratch: Path, given: Cluster) -> None:
    with service(scratch, DATABASE_URL=given.url) as running:
        eventually(lambda: "Trying again" in running.said)
        running.popen.send_signal(signal.SIGTERM)
        assert running.popen.wait(10) == 0


def test_a_database_that_stays_away_is_said_and_ends_the_start(
    scratch: Path, given: Cluster
) -> None:
    with service(scratch, DATABASE_URL=given.url, DATABASE_WAIT_SECONDS="1") as running:
        assert running.popen.wait(20) == 1
        assert running.said.splitlines()[-1] == "nianbao: The database cannot be reached."


def test_a_database_that_stops_and_comes_back_under_load(scratch: Path, given: Cluster) -> None:
    given.start()
    with service(scratch, DATABASE_URL=given.url) as running:
        assert post(running.ready()).status == 201
        kinds = {
            "get": (GETS, lambda _: running.ask(f"{PATH}/2024", patience=60)),
            "post": (POSTS, lambda number: post(running, f"agency-{number}")),
        }
        with sending(kinds) as load:
            time.sleep(1)
            given.stop()
            stopped = time.monotonic()
            time.sleep(AWAY_SECONDS)
            starting = time.monotonic()
            given.start()
            back = time.monotonic()
            time.sleep(BACK_SECONDS + 3)
        _judge(load.samples, (stopped, starting), back)
        assert running.popen.poll() is None
        for number, sample in enumerate(each for each in load.samples if each.kind == "post"):
            if sample.answer.status == 201:
                location = sample.answer.headers["Location"]
                assert running.ask(location).body == sample.answer.body, number


def _judge(samples: list[Sample], away: tuple[float, float], back: float) -> None:
    seen = {(each.kind, each.answer.status) for each in samples}
    assert seen == {("get", 200), ("post", 201), ("get", 503), ("post", 503)}
    assert max(each.seconds for each in samples) < LONGEST_SECONDS
    for each in samples:
        if each.answer.status == 503:
            assert_told_to_come_back(each.answer)
            # A machine that has other things to do may be too slow for so many requests.
            assert b"/problems/overloaded" in each.answer.body or each.sent < back + BACK_SECONDS
        else:
            assert not away[0] < each.sent < each.done < away[1]
    assert {"get", "post"} == {
        each.kind for each in samples if each.sent > back and each.answer.status in (200, 201)
    }
    meanwhile = [each for each in samples if away[0] < each.sent and each.done < away[1]]
    assert len(meanwhile) > AWAY_SECONDS * (GETS + POSTS) / 2


def test_a_database_that_freezes_keeps_nobody_waiting(scratch: Path, given: Cluster) -> None:
    given.start()
    with service(scratch, DATABASE_URL=given.url, MAX_REQUESTS="8") as running:
        assert post(running.ready()).status == 201
        kinds = {"get": (20.0, lambda _: running.ask(f"{PATH}/2024", patience=60))}
        with sending(kinds) as load:
            time.sleep(0.5)
            with given.frozen():
                began = time.monotonic()
                while time.monotonic() < began + extent.of(10, 5):
                    assert running.ask("/healthz").status == 200
                    time.sleep(0.5)
            thawed = time.monotonic()
            time.sleep(BACK_SECONDS + 1)
        assert {each.answer.status for each in load.samples} == {200, 503}
        assert max(each.seconds for each in load.samples) < LONGEST_SECONDS
        late = [each for each in load.samples if each.sent > thawed + BACK_SECONDS]
        assert late
        assert all(each.answer.status == 200 for each in late)


COPYING = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY \"batch_items\"%'"


def test_a_database_that_freezes_while_a_batch_is_copied_keeps_nobody_waiting(
    scratch: Path, given: Cluster
) -> None:
    given.start()
    limits = {"TRANSACTION_SECONDS": "6", "LOCK_SECONDS": "60", "STATEMENT_SECONDS": "60"}
    with (
        service(
            scratch, DATABASE_URL=given.url, WORKERS="1", BATCH_WORKERS="0", **limits
        ) as running,
        ThreadPoolExecutor(1) as other,
    ):
        assert post(running.ready()).status == 201
        with closing(psycopg2.connect(given.url)) as holder, holder.cursor() as statements:
            statements.execute("LOCK TABLE batch_items")
            body, kind = lines({"agency_id": "a", "text": report_text()}), "application/x-ndjson"
            batch = other.submit(running.ask, "/v1/batches", body, patience=60, Content_Type=kind)
            eventually(lambda: run(given.url, COPYING) != [])
            assert running.ask(f"{PATH}/2024").status == 200  # by a connection that stays open
            with given.frozen():
                began = time.monotonic()
                assert_told_to_come_back(running.ask(f"{PATH}/2024", patience=60))
                assert time.monotonic() - began < LONGEST_SECONDS
                assert_told_to_come_back(batch.result(timeout=60))
                assert time.monotonic() - began < LONGEST_SECONDS
        eventually(lambda: running.ask(f"{PATH}/2024").status == 200)
        assert running.ask("/v1/batches", body, patience=60, Content_Type=kind).status == 202


def test_a_database_that_takes_no_connections_is_unavailable_until_it_does(
    scratch: Path, database_url: str, empty_database: str
) -> None:
    name = empty_database.partition("dbname=")[2].partition(" ")[0]
    with service(scratch, DATABASE_URL=empty_database) as running:
        assert post(running.ready()).status == 201
        run(database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        _end_connections(database_url, name)
        for answer in (running.ask(f"{PATH}/2024"), post(running, "b"), running.ask("/readyz")):
            assert_told_to_come_back(answer)
        run(database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert running.ask(f"{PATH}/2024").status == 200
        assert post(running, "b").status == 201


def test_a_database_that_takes_no_writes_is_read_and_refuses_writes_for_a_while(
    scratch: Path, database_url: str, empty_database: str
) -> None:
    name = empty_database.partition("dbname=")[2].partition(" ")[0]
    with service(scratch, DATABASE_URL=empty_database) as running:
        assert post(running.ready()).status == 201
        run(database_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        _end_connections(database_url, name)
        assert running.ask(f"{PATH}/2024").status == 200
        assert_told_to_come_back(post(running, "b"))
        run(database_url, f"ALTER DATABASE {name} RESET default_transaction_read_only")
        _end_connections(database_url, name)
        assert post(running, "b").status == 201


def test_when_every_connection_is_in_use_a_caller_is_told_soon(
    scratch: Path, database_url: str, empty_database: str
) -> None:
    limits = {"WORKERS": "1", "POOL_SIZE": "1", "LOCK_SECONDS": "1"}
    with service(scratch, DATABASE_URL=empty_database, **limits) as running:
        assert post(running.ready()).status == 201
        with _locked(empty_database):
            kinds = {"post": (4.0, lambda number: post(running, f"agency-{number}"))}
            with sending(kinds) as load:
                time.sleep(3)
        assert {each.answer.status for each in load.samples} == {503}
        for each in load.samples:
            assert_told_to_come_back(each.answer)
        assert max(each.seconds for each in load.samples) < LONGEST_SECONDS
        eventually(lambda: post(running, "later").status == 201, within=10)


def _end_connections(database_url: str, name: str) -> None:
    run(
        database_url,
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'",  # noqa: S608 -- ours
    )


@contextmanager
def _locked(database_url: str) -> Iterator[None]:
    """Keep everybody else from writing agencies, as a migration of an operator's might."""
    with closing(psycopg2.connect(database_url)) as other, other.cursor() as statements:
        statements.execute("LOCK TABLE agencies IN EXCLUSIVE MODE")
        yield

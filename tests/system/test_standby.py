"""Reads go to a standby as long as nobody can tell it from the primary."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.limits import Limits
from service.model.key import Scope
from tests.conftest import header_of_key, run
from tests.integration.sending import post, report_path
from tests.integration.texts import report_text
from tests.system.replication import Pair, pair
from tests.system.running import eventually

LIMITS = Limits(standby_seconds=1, connect_seconds=1)
OTHER = report_text() + "\n附件：无。\n"


@pytest.fixture
def agency_id() -> str:
    return f"test-{uuid4().hex}"


@pytest.fixture(scope="module")
def servers() -> Iterator[Pair]:
    with pair() as made:
        yield made


@contextmanager
def process(servers: Pair) -> Iterator[FlaskClient]:
    """Give what one process of one replica is: it knows nothing of the others."""
    app = create_app(
        Settings(
            database_url=servers.primary.url,
            read_database_url=servers.standby.url,
            limits=LIMITS,
        )
    )
    yield app.test_client()
    app.extensions["pool"].close()
    app.extensions["reader"].close()


@pytest.fixture
def one(servers: Pair) -> Iterator[FlaskClient]:
    with process(servers) as client:
        yield client


@pytest.fixture
def another(servers: Pair) -> Iterator[FlaskClient]:
    with process(servers) as client:
        yield client


def lookups(url: str) -> int:
    """Return how many rows of reports a server has looked for by their keys, ever."""
    [(number,)] = run(
        url, "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'reports_pkey'"
    )
    return int(str(number))


def test_reads_are_answered_by_the_standby(servers: Pair, one: FlaskClient, agency_id: str) -> None:
    post(one, agency_id)
    one.application.extensions["pool"].close()  # a server counts when a connection ends
    eventually(lambda: lookups(servers.primary.url) > 0)
    before = [lookups(url) for url in (servers.primary.url, servers.standby.url)]
    for _ in range(20):
        assert one.get(report_path(agency_id)).status_code == 200
    one.application.extensions["reader"].close()
    one.application.extensions["pool"].close()
    eventually(lambda: lookups(servers.standby.url) >= before[1] + 20)
    assert lookups(servers.primary.url) == before[0]


def test_what_one_process_stored_another_one_shows_at_once(
    one: FlaskClient, another: FlaskClient, agency_id: str
) -> None:
    for number in range(30):
        stored = post(one, f"{agency_id}-{number}")
        read = another.get(report_path(f"{agency_id}-{number}"))
        assert (read.status_code, read.data) == (200, stored.data)


def test_a_standby_that_is_held_back_shows_nobody_less_than_was_answered(
    servers: Pair, one: FlaskClient, another: FlaskClient, agency_id: str
) -> None:
    first = post(one, agency_id)
    assert another.get(report_path(agency_id)).data == first.data  # the standby is known as fresh
    with servers.held_back():
        began = time.monotonic()
        second = post(one, agency_id, OTHER)
        assert time.monotonic() - began >= LIMITS.standby_seconds / 2
        for client in (another, one, another):
            assert client.get(report_path(agency_id)).data == second.data
            tag = {"If-None-Match": f'"{first.get_etag()[0]}"'}
            assert client.get(report_path(agency_id), headers=tag).status_code == 200
        assert another.delete(report_path(agency_id)).status_code == 204
        assert one.get(report_path(agency_id)).status_code == 410
    eventually(servers.caught_up)


def test_a_standby_that_has_caught_up_is_read_again(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    post(one, agency_id)
    standby = one.application.extensions["reader"].standby
    with servers.held_back():
        run(servers.primary.url, f"INSERT INTO agencies (agency_id) VALUES ('{agency_id}-b')")  # noqa: S608 -- ours
        eventually(lambda: not standby.is_to_be_asked(), within=5)
        assert one.get(f"/v1/agencies/{agency_id}-b").status_code == 200
    eventually(standby.is_to_be_asked, within=5)


def test_a_standby_that_is_away_is_done_without_and_comes_back(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    post(one, agency_id)
    assert one.get(report_path(agency_id)).status_code == 200
    servers.standby.stop()
    try:
        for _ in range(5):
            began = time.monotonic()
            assert one.get(report_path(agency_id)).status_code == 200
            assert post(one, agency_id).status_code == 200
            assert time.monotonic() - began < 5
    finally:
        servers.standby.start()
    eventually(one.application.extensions["reader"].standby.is_to_be_asked, within=10)
    assert one.get("/readyz").status_code == 200


def test_a_standby_that_freezes_holds_up_one_reader_at_a_time(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    post(one, agency_id)
    with servers.standby.frozen():
        for _ in range(3):
            assert one.get(report_path(agency_id)).status_code == 200
    eventually(one.application.extensions["reader"].standby.is_to_be_asked, within=10)


def test_while_the_primary_is_away_everything_is_read_and_nothing_stored(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    stored = post(one, agency_id)
    eventually(servers.caught_up)
    servers.primary.stop()
    try:
        for _ in range(3):
            assert one.get(report_path(agency_id)).data == stored.data
            assert one.get(f"/v1/agencies/{agency_id}/series").status_code == 200
            assert one.get("/readyz").status_code == 200
            refused = post(one, agency_id, OTHER)
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert one.get("/v1/reports").status_code == 503  # who writes only the primary knows
    finally:
        servers.primary.start()
    eventually(lambda: post(one, agency_id, OTHER).status_code == 201, within=10)
    assert b'"revision":2' in one.get(report_path(agency_id)).data


def test_a_primary_that_freezes_keeps_readers_waiting_once(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    post(one, agency_id)
    assert one.get(report_path(agency_id)).status_code == 200
    eventually(servers.caught_up)
    time.sleep(LIMITS.standby_seconds)
    with servers.primary.frozen():
        assert one.get(report_path(agency_id)).status_code == 200
        began = time.monotonic()
        for _ in range(20):
            assert one.get(report_path(agency_id)).status_code == 200
        assert time.monotonic() - began < 10


def test_a_key_is_looked_up_first_hand_and_on_the_standby_while_that_is_away(
    servers: Pair, one: FlaskClient, agency_id: str
) -> None:
    post(one, agency_id)
    key = header_of_key(one.application.extensions["pool"], Scope.READ)
    eventually(servers.caught_up)
    with servers.held_back():
        run(servers.primary.url, "UPDATE keys SET revoked_at = now()")
        with process(servers) as fresh:
            assert fresh.get(report_path(agency_id), headers=key).status_code == 401
    valid = header_of_key(one.application.extensions["pool"], Scope.READ)
    eventually(servers.caught_up)
    servers.primary.stop()
    try:
        with process(servers) as fresh:
            assert fresh.get(report_path(agency_id), headers=key).status_code == 401
            assert fresh.get(report_path(agency_id), headers=valid).status_code == 200
            assert fresh.get(report_path(agency_id)).status_code == 401
    finally:
        servers.primary.start()

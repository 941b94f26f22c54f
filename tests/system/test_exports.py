"""What becomes of an export that breaks off, on either side, against real gunicorn."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from benchmarks.multitude import make
from service.storage.migrate import migrate
from tests.conftest import new_database, open_folder, run
from tests.system.running import Service, eventually, service

REPORTS = 3_000  # more than the buffers between two processes hold
ROWS = 20 * REPORTS
LIMITS = {"WORKERS": "1", "MAX_EXPORTS": "1", "BODY_SECONDS": "2"}
PATH = "/v1/exports/applications"


@pytest.fixture(scope="module")
def url(database_url: str) -> Iterator[str]:
    with new_database(database_url) as url:
        migrate(url)
        make(url, REPORTS, organs=2)
        yield url


@pytest.fixture(scope="module")
def running(url: str) -> Iterator[Service]:
    with open_folder() as folder, service(folder, DATABASE_URL=url, **LIMITS) as started:
        yield started.ready()


@contextmanager
def exporting(running: Service) -> Iterator[http.client.HTTPResponse]:
    """Give an answer of which a piece is read, and no more."""
    place = urlsplit(running.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    connection.request("GET", PATH, headers={"Accept": "application/x-ndjson"})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["Transfer-Encoding"] == "chunked"
    answer.readline()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()


# Of exports alone: who cleans up the tables, or looks for work, has one for a moment, too.
SNAPSHOTS = """
    FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'FETCH %' AND backend_xmin IS NOT NULL
"""


def snapshots(url: str) -> object:
    return run(url, f"SELECT count(*) {SNAPSHOTS}")[0][0]


def test_an_export_arrives_whole(running: Service, url: str) -> None:
    answer = running.ask(PATH, patience=60, Accept="application/x-ndjson")
    lines = answer.body.splitlines()
    assert len(lines) > ROWS
    assert len({(row["agency_id"], row["year"]) for row in map(json.loads, lines)}) == REPORTS
    eventually(lambda: snapshots(url) == 0)


def test_a_database_that_breaks_off_is_seen_by_the_caller(running: Service, url: str) -> None:
    with exporting(running) as answer:
        assert run(url, f"SELECT pg_terminate_backend(pid) {SNAPSHOTS}") == [(True,)]
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
    assert "the export broke off" in running.said
    assert running.ask(PATH + "?year=2022", patience=60).status == 200


def test_a_caller_that_goes_frees_the_snapshot(running: Service, url: str) -> None:
    with exporting(running):
        assert snapshots(url) == 1
        assert running.ask(PATH).status == 503
    eventually(lambda: snapshots(url) == 0, within=10)
    assert running.ask(PATH + "?year=2022", patience=60).status == 200


def test_a_caller_that_takes_nothing_is_left(running: Service, url: str) -> None:
    with exporting(running) as answer:
        assert snapshots(url) == 1
        eventually(lambda: snapshots(url) == 0, within=20)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()
    assert running.ask(PATH + "?year=2022", patience=60).status == 200

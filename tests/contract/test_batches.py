"""Batches over HTTP, held against the contract."""

import gzip
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.limits import Limits
from service.model.key import Bounds, Scope
from service.storage.migrate import migrate
from service.storage.pool import Pool
from tests.conftest import header_of_key
from tests.contract.holding import hold_against
from tests.integration.submitting import NDJSON, accepted, lines, packed, results, submit, work
from tests.integration.texts import report_text

ZIP = "application/zip"
LIMITS = Limits(
    max_batch_bytes=50_000, max_batch_inflated_bytes=60_000, max_batch_items=5, max_batches=1
)
REPORT = report_text()
BATCH, RESULTS = "/v1/batches/{batch_id}", "/v1/batches/{batch_id}/results"


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = create_app(Settings(database_url=database_url, limits=LIMITS))
    yield app
    app.extensions["pool"].close()


@pytest.fixture
def pool(app: Flask) -> Pool:
    pool: Pool = app.extensions["pool"]
    return pool


@pytest.fixture
def agency_id() -> str:
    return f"test-{uuid4().hex}"


def test_a_batch_is_accepted_worked_off_and_read_again(
    client: FlaskClient, pool: Pool, closed: dict[str, Any], agency_id: str
) -> None:
    files = [(f"{agency_id}/2024.txt", REPORT.encode()), ("x/novel.txt", b"novel"), ("y.pdf", b"")]
    answer = submit(client, packed(files), ZIP)
    assert answer.status_code == 202
    hold_against(closed, answer, "post", "/v1/batches")
    assert (answer.json["state"], answer.json["total"]) == ("accepted", 3)
    path = answer.headers["Location"]
    early = client.get(f"{path}/results")
    hold_against(closed, early, "get", RESULTS)
    assert early.headers["X-Complete"] == "false"
    assert [json.loads(line)["name"] for line in early.text.splitlines()] == ["y.pdf"]

    work(pool, answer.json["batch_id"])
    done = client.get(path)
    hold_against(closed, done, "get", BATCH)
    found = {name: done.json[name] for name in ("state", "stored", "unchanged", "refused")}
    assert found == {"state": "done", "stored": 1, "unchanged": 0, "refused": 2}
    assert done.json["finished_at"]
    assert client.get(path, headers={"If-None-Match": done.headers["ETag"]}).status_code == 304
    whole = client.get(answer.json["results"])
    assert whole.headers["X-Complete"] == "true"
    first, second, third = (json.loads(line) for line in whole.text.splitlines())
    place = f"/v1/agencies/{agency_id}/reports/2024"
    assert first == {
        "position": 1,
        "name": f"{agency_id}/2024.txt",
        "agency_id": agency_id,
        "year": 2024,
        "revision": 1,
        "status": "stored",
        "location": place,
        "findings": {"error": 0, "warning": 0, "info": 0},
        "problem": None,
    }
    assert (second["status"], second["problem"]["type"]) == ("refused", "/problems/not-a-report")
    assert third["problem"]["type"] == "/problems/unsupported-media-type"
    assert client.get(place).status_code == 200
    assert client.get(answer.json["results"]).text == whole.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (packed([("a/2024.txt", REPORT.encode())]), "This is a ZIP archive, and no lines of JSON."),
        (packed([]), "This is a ZIP archive, and no lines of JSON."),
        (gzip.compress(b"{}"), "This is gzip data, and no lines of JSON."),
    ],
)
def test_what_is_packed_is_not_taken_for_lines(client: FlaskClient, body: bytes, said: str) -> None:
    answer = submit(client, body)
    assert (answer.status_code, answer.json["detail"]) == (400, said)
    twice = submit(client, gzip.compress(body), headers={"Content-Encoding": "gzip"})
    assert (twice.status_code, twice.json["detail"]) == (400, said)


def test_bytes_that_are_known_are_unchanged(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    body = lines({"agency_id": agency_id, "text": REPORT})
    for status in ("stored", "unchanged"):
        batch_id = accepted(client, body)
        work(pool, batch_id)
        (found,) = results(client, batch_id)
        assert (found["status"], found["revision"]) == (status, 1)


def test_a_batch_comes_compressed_too(client: FlaskClient, pool: Pool, agency_id: str) -> None:
    body = gzip.compress(lines({"agency_id": agency_id, "text": REPORT}))
    batch_id = accepted(client, body, headers={"Content-Encoding": "gzip"})
    work(pool, batch_id)
    assert [found["status"] for found in results(client, batch_id)] == ["stored"]


def test_the_same_request_under_its_key_is_answered_by_the_first_batch(
    client: FlaskClient, agency_id: str
) -> None:
    name = {"Idempotency-Key": uuid4().hex}
    body = lines({"agency_id": agency_id, "text": REPORT})
    assert accepted(client, body, headers=name) == accepted(client, body, headers=name)
    other = submit(client, body + b"\n", headers=name)
    assert (other.status_code, other.json["type"]) == (422, "/problems/idempotency-key-reused")
    assert submit(client, body, headers={"Idempotency-Key": "a b"}).status_code == 400


LINE = lines({"agency_id": "a", "text": "x"})
WRONG: dict[str, tuple[dict[str, Any], int, str]] = {
    "no type": ({"data": LINE}, 415, "unsupported-media-type"),
    "json": ({"data": b"{}", "content_type": "application/json"}, 415, "unsupported-media-type"),
    "brotli": (
        {"data": LINE, "content_type": NDJSON, "headers": {"Content-Encoding": "br"}},
        415,
        "unsupported-media-type",
    ),
    "no gzip": (
        {"data": LINE, "content_type": NDJSON, "headers": {"Content-Encoding": "gzip"}},
        400,
        "malformed-request",
    ),
    "no archive": ({"data": LINE, "content_type": ZIP}, 400, "malformed-request"),
    "nothing": ({"data": b"", "content_type": NDJSON}, 422, "empty-body"),
    "blank lines": ({"data": b"\n \n", "content_type": NDJSON}, 422, "empty-body"),
    "an empty archive": ({"data": packed([]), "content_type": ZIP}, 422, "empty-body"),
    "too much": ({"data": b" " * 50_001, "content_type": NDJSON}, 413, "body-too-large"),
    "too much inside": (
        {
            "data": gzip.compress(b" " * 60_001),
            "content_type": NDJSON,
            "headers": {"Content-Encoding": "gzip"},
        },
        413,
        "body-too-large",
    ),
    "too many": ({"data": LINE * 6, "content_type": NDJSON}, 413, "body-too-large"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_batch_is_refused_as_a_whole_and_leaves_nothing(
    client: FlaskClient,
    pool: Pool,
    closed: dict[str, Any],
    wrong: tuple[dict[str, Any], int, str],
) -> None:
    request, status, slug = wrong
    before = kept(pool)
    answer = client.post("/v1/batches", **request)
    assert (answer.status_code, answer.get_json(force=True)["type"]) == (
        status,
        f"/problems/{slug}",
    )
    assert str(status) in closed["paths"]["/v1/batches"]["post"]["responses"]
    assert kept(pool) == before


def kept(pool: Pool) -> tuple[int, int]:
    with pool.transaction() as statements:
        statements.execute(
            "SELECT (SELECT count(*) FROM batches), (SELECT count(*) FROM batch_items)"
        )
        (found,) = statements.fetchall()
    return (int(found[0]), int(found[1]))


def test_one_batch_too_many_at_once_is_told_to_come_back(app: Flask, client: FlaskClient) -> None:
    with app.extensions["submissions"]:
        answer = submit(client, LINE)
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/overloaded")
    assert answer.headers["Retry-After"]
    assert submit(client, LINE).status_code == 202


def test_a_cancelled_batch_stores_nothing_more(
    client: FlaskClient, pool: Pool, closed: dict[str, Any], agency_id: str
) -> None:
    batch_id = accepted(client, lines({"agency_id": agency_id, "text": REPORT}))
    for _ in range(2):
        cancelled = client.delete(f"/v1/batches/{batch_id}")
        assert cancelled.status_code == 204
        hold_against(closed, cancelled, "delete", BATCH)
    work(pool, batch_id)
    batch = client.get(f"/v1/batches/{batch_id}").json
    assert (batch["state"], batch["stored"], batch["cancelled"]) == ("cancelled", 0, 1)
    assert batch["finished_at"]
    (found,) = results(client, batch_id)
    assert (found["status"], found["problem"]) == ("cancelled", None)
    assert client.get(f"/v1/agencies/{agency_id}/reports/2024").status_code == 404


def test_a_batch_that_is_done_stays_done(client: FlaskClient, pool: Pool, agency_id: str) -> None:
    batch_id = accepted(client, lines({"agency_id": agency_id, "text": REPORT}))
    work(pool, batch_id)
    assert client.delete(f"/v1/batches/{batch_id}").status_code == 204
    assert client.get(f"/v1/batches/{batch_id}").json["state"] == "done"


@pytest.mark.parametrize("batch_id", ["0" * 32, "none", "0" * 31, "%00", "x" * 300])
def test_a_batch_that_is_not_there(client: FlaskClient, batch_id: str) -> None:
    for method, part in (("GET", ""), ("GET", "/results"), ("DELETE", "")):
        answer = client.open(f"/v1/batches/{batch_id}{part}", method=method)
        assert (answer.status_code, answer.get_json(force=True)["type"]) == (
            404,
            "/problems/batch-not-found",
        )


@pytest.fixture
def keyed(empty_database: str) -> Iterator[Flask]:
    """Give a service whose callers need keys."""
    migrate(empty_database)
    app = create_app(Settings(database_url=empty_database))
    yield app
    app.extensions["pool"].close()


def test_a_batch_is_for_the_key_that_sent_it_and_for_admins(
    keyed: Flask, empty_database: str, closed: dict[str, Any]
) -> None:
    without = create_app(Settings(database_url=empty_database))
    before = accepted(without.test_client(), LINE)
    without.extensions["pool"].close()
    pool, client = keyed.extensions["pool"], keyed.test_client()
    mine, others, admin = (
        {"headers": header_of_key(pool, scope)} for scope in (Scope.WRITE, Scope.WRITE, Scope.ADMIN)
    )
    sent = [accepted(client, LINE, **mine) for _ in range(3)]
    assert accepted(client, LINE, **others) not in sent
    for path in (f"/v1/batches/{sent[0]}", f"/v1/batches/{sent[0]}/results"):
        assert client.get(path, **mine).status_code == 200
        assert client.get(path, **admin).status_code == 200
        assert client.get(path, **others).status_code == 404
    assert client.delete(f"/v1/batches/{sent[0]}", **others).status_code == 404
    assert client.get(f"/v1/batches/{before}", **mine).status_code == 404

    seen, path = [], "/v1/batches?limit=2"
    while path:
        page = client.get(path, **mine)
        hold_against(closed, page, "get", "/v1/batches")
        seen += [batch["batch_id"] for batch in page.json["batches"]]
        after = page.json["next"]
        path = f"/v1/batches?limit=2&cursor={after}" if after else ""
    assert seen == sent[::-1]
    everything = client.get("/v1/batches", **admin).json["batches"]
    assert len(everything) == 5
    assert client.get("/v1/batches?cursor=WzFd", **mine).status_code == 400


def test_reports_out_of_the_bounds_of_the_key_are_refused_one_by_one(keyed: Flask) -> None:
    pool, client = keyed.extensions["pool"], keyed.test_client()
    admin = header_of_key(pool, Scope.ADMIN)
    for agency_id, division in (("near", "140802"), ("far", "150102")):
        registration = {"name": "某局", "division": division}
        assert (
            client.put(f"/v1/agencies/{agency_id}", json=registration, headers=admin).status_code
            == 201
        )
    body = lines(
        *(
            {"agency_id": agency_id, "text": REPORT}
            for agency_id in ("mine", "near", "far", "nobody", "not one")
        )
    )
    wanted = {
        Bounds(("mine",)): ["mine"],
        Bounds(division="1408"): ["near"],
        Bounds(("mine",), "1408"): ["mine", "near"],
    }
    for bounds, within in wanted.items():
        header = header_of_key(pool, Scope.WRITE, bounds)
        batch_id = accepted(client, body, headers=header)
        work(pool, batch_id)
        found = results(client, batch_id, headers=header)
        assert [each["agency_id"] for each in found if each["status"] != "refused"] == within
        refused = [each["problem"]["type"] for each in found if each["status"] == "refused"]
        outside = ["/problems/agency-not-found"] * (4 - len(within))
        assert refused == [*outside, "/problems/invalid-agency-id"]
    assert client.get("/v1/agencies/far/reports/2024", headers=admin).status_code == 404
    assert client.get("/v1/agencies/nobody", headers=admin).status_code == 404

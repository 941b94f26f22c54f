"""Keys and the trail over HTTP, held against the contract."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.operation import OPERATIONS
from service.api.problems import STORAGE_UNAVAILABLE
from service.app import create_app
from service.config import Settings
from service.keys import ring
from service.keys.ring import KeyRing
from service.model.key import Scope
from service.storage.migrate import migrate
from tests.conftest import header_of_key
from tests.contract.holding import hold_against
from tests.integration.sending import post, report_path
from tests.integration.texts import report_text

WANTED = {"name": "运城收集者", "scope": "read"}


@pytest.fixture
def client(empty_database: str) -> Iterator[FlaskClient]:
    """Give a caller with a key of scope admin."""
    migrate(empty_database)
    app = create_app(Settings(database_url=empty_database))
    client = app.test_client()
    header = header_of_key(app.extensions["pool"], Scope.ADMIN)
    client.environ_base["HTTP_AUTHORIZATION"] = header["Authorization"]
    yield client
    app.extensions["pool"].close()


def of(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def slug(answer: TestResponse) -> tuple[int, str]:
    problem: dict[str, Any] = answer.get_json(force=True)
    return answer.status_code, problem["type"].removeprefix("/problems/")


def test_a_key_that_is_made_is_shown_once_and_opens_the_service(
    client: FlaskClient, closed: dict[str, Any]
) -> None:
    wanted = WANTED | {"agency_ids": ["b", "a", "b"], "division": "1408"}
    made = client.post("/v1/keys", json=wanted | {"expires_at": "2099-01-01T08:00:00+08:00"})
    assert made.status_code == 201
    hold_against(closed, made, "post", "/v1/keys")
    assert made.headers["Cache-Control"] == "no-store"
    secret = made.json["secret"]
    assert client.get("/v1/rules", headers=of(secret)).status_code == 200
    shown = client.get(made.headers["Location"])
    hold_against(closed, shown, "get", "/v1/keys/{key_id}")
    assert shown.json["agency_ids"] == ["b", "a"]
    assert (shown.json["state"], shown.json["expires_at"]) == ("valid", "2099-01-01T00:00:00.000Z")
    assert shown.json["last_used_at"] is not None
    assert secret not in client.get("/v1/keys").text + shown.text


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "invalid-document"),
    (WANTED | {"scope": "root"}, "invalid-document"),
    (WANTED | {"name": ""}, "invalid-document"),
    (WANTED | {"name": "a\x00b"}, "invalid-document"),
    (WANTED | {"name": "\ud800"}, "invalid-document"),
    (WANTED | {"name": "\u200b"}, "invalid-key"),
    (WANTED | {"division": "14%"}, "invalid-document"),
    (WANTED | {"agency_ids": "a"}, "invalid-document"),
    (WANTED | {"agency_ids": ["a"] * 1001}, "invalid-document"),
    (WANTED | {"agency_ids": [".."]}, "invalid-agency-id"),
    (WANTED | {"expires_at": "2020-01-01T00:00:00Z"}, "invalid-key"),
    (WANTED | {"expires_at": "0001-01-01T00:00:00+14:00"}, "invalid-key"),
    (WANTED | {"expires_at": "tomorrow"}, "invalid-document"),
    (WANTED | {"expires_at": 4102444800}, "invalid-document"),
    (WANTED | {"secret": "x"}, "invalid-document"),
    ({"name": "x", "scope": "admin", "division": "1"}, "invalid-key"),
)


def test_a_key_that_would_be_none_is_not_made(client: FlaskClient, closed: dict[str, Any]) -> None:
    for wrong, kind in WRONG:
        answer = client.post("/v1/keys", json=wrong)
        assert slug(answer) == (422, kind), wrong
        hold_against(closed, answer, "post", "/v1/keys")
    assert len(client.get("/v1/keys").json["keys"]) == 1


def test_the_last_moment_there_is_may_be_the_end(client: FlaskClient) -> None:
    made = client.post("/v1/keys", json=WANTED | {"expires_at": "9999-12-31T23:59:59-12:00"})
    assert made.status_code == 201
    assert client.get(made.headers["Location"]).json["expires_at"].startswith("9999-12-31")


def test_keys_are_listed_page_by_page(client: FlaskClient, closed: dict[str, Any]) -> None:
    ids = [client.post("/v1/keys", json=WANTED).json["key_id"] for _ in range(4)]
    seen, path = [], "/v1/keys?limit=2"
    while path:
        page = client.get(path)
        hold_against(closed, page, "get", "/v1/keys")
        seen += [key["key_id"] for key in page.json["keys"]]
        path = page.headers.get("Link", "<>").partition(">")[0].removeprefix("<")
    assert seen[1:] == ids


def test_a_revoked_key_is_refused_and_stays_listed(
    client: FlaskClient, closed: dict[str, Any]
) -> None:
    made = client.post("/v1/keys", json=WANTED).json
    path = f"/v1/keys/{made['key_id']}"
    for _ in range(2):
        revoked = client.delete(path)
        assert revoked.status_code == 204
        hold_against(closed, revoked, "delete", "/v1/keys/{key_id}")
    assert slug(client.get("/v1/rules", headers=of(made["secret"]))) == (401, "key-refused")
    assert client.get(path).json["state"] == "revoked"


def test_a_key_that_is_not_there(client: FlaskClient, closed: dict[str, Any]) -> None:
    for key_id in ("0" * 16, "x", "%00", "0" * 17, "年"):
        for method in ("get", "delete"):
            answer = client.open(f"/v1/keys/{key_id}", method=method.upper())
            assert slug(answer) == (404, "key-not-found"), key_id
            hold_against(closed, answer, method, "/v1/keys/{key_id}")


def test_every_change_leaves_its_entry_in_the_trail(
    client: FlaskClient, closed: dict[str, Any]
) -> None:
    made = client.post("/v1/keys", json={"name": "w", "scope": "write"}).json
    writer = of(made["secret"]) | {"X-Request-Id": "from-the-portal"}
    client.put("/v1/agencies/a", json={"name": "某局"}, headers=writer)
    client.put("/v1/agencies/a", json={"name": "某局"}, headers=writer)  # changes nothing
    first = post(client, "a", headers=writer)
    post(client, "a", headers=writer)  # the same bytes
    second = post(client, "a", report_text(received=4), headers=writer)
    client.delete(report_path("a"), headers=writer)
    client.delete(report_path("a"), headers=writer)
    client.delete(f"/v1/keys/{made['key_id']}")
    told = client.get("/v1/trail")
    hold_against(closed, told, "get", "/v1/trail")
    entries = told.json["entries"]
    names = ("action", "agency_id", "year", "revision", "sha256")
    shas = [answer.json["source"]["sha256"] for answer in (first, second)]
    assert [tuple(entry[name] for name in names) for entry in reversed(entries[1:6])] == [
        ("create-key", None, None, None, None),
        ("register", "a", None, None, None),
        ("store", "a", 2024, 1, shas[0]),
        ("store", "a", 2024, 2, shas[1]),
        ("withdraw", "a", 2024, 2, shas[1]),
    ]
    assert (entries[0]["action"], entries[0]["about_key"]) == ("revoke-key", made["key_id"])
    by_writer = [entry for entry in entries if entry["key_id"] == made["key_id"]]
    assert {entry["request_id"] for entry in by_writer} == {"from-the-portal"}
    assert len(by_writer) == 4
    assert made["secret"] not in told.text


def test_the_trail_is_read_page_by_page_and_by_agency(client: FlaskClient) -> None:
    for agency_id in "abcb":
        post(client, agency_id, report_text(received=ord(agency_id)))
        post(client, agency_id)
    seen, path = [], "/v1/trail?limit=2&agency_id=b"
    while path:
        page = client.get(path)
        seen += [(entry["agency_id"], entry["revision"]) for entry in page.json["entries"]]
        path = page.headers.get("Link", "<>").partition(">")[0].removeprefix("<")
    assert seen == [("b", 4), ("b", 3), ("b", 2), ("b", 1)]
    for cursor in ("WyJhIl0", "Wy0xXQ", "W3RydWVd", "W10"):  # ["a"], [-1], [true], []
        answer = client.get(f"/v1/trail?cursor={cursor}")
        assert slug(answer) == (400, "invalid-parameter"), cursor


def test_without_any_key_none_is_made_over_http(empty_database: str) -> None:
    migrate(empty_database)
    app = create_app(Settings(database_url=empty_database))
    client = app.test_client()
    refused = client.post("/v1/keys", json={"name": "mine", "scope": "admin"})
    assert slug(refused) == (401, "key-missing")
    assert slug(client.get("/v1/trail")) == (401, "key-missing")
    assert not KeyRing(app.extensions["pool"]).is_used()
    app.extensions["pool"].close()


def test_the_contract_says_how_long_a_revoked_key_is_taken(contract: dict[str, Any]) -> None:
    scheme = contract["components"]["securitySchemes"]["key"]
    assert f"after {ring.REMEMBERED_SECONDS:.0f} seconds" in scheme["description"]


def test_every_operation_below_v1_needs_a_key_and_no_other(contract: dict[str, Any]) -> None:
    for path, item in contract["paths"].items():
        for operation in item.values():
            assert bool(operation["security"]) is path.startswith("/v1/"), path


def test_only_what_reads_nothing_stored_may_go_on_without_the_database() -> None:
    undeclared = {
        view.__name__
        for view, declared in OPERATIONS.items()
        if declared.scope is not None and STORAGE_UNAVAILABLE not in declared.problems
    }
    assert undeclared == {"post_check", "get_rules", "get_rule"}

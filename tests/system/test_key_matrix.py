"""
Every route of the service with every kind of key, against real gunicorn and real Postgres.

The routes are those of the application itself: one that is not listed here fails the test.
"""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from service.app import create_app
from service.config import Settings
from service.keys.making import Made, make, revoke
from service.keys.ring import REMEMBERED_SECONDS
from service.keys.secret import new_secret
from service.model.key import UNBOUND, Bounds, Scope
from service.storage.keys import Wanted
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.trail import UNKNOWN
from tests.conftest import new_database, open_folder
from tests.integration.texts import report_text
from tests.system.running import Service, service

READ, WRITE, ADMIN = Scope.READ, Scope.WRITE, Scope.ADMIN
TEXT = ("text/plain", report_text().encode())
REGISTRATION = ("application/json", json.dumps({"name": "某局", "division": "140802"}).encode())
WANTED = ("application/json", json.dumps({"name": "x", "scope": "read"}).encode())
LINE = json.dumps({"agency_id": "mine", "text": report_text()}).encode()
YEAR = "/v1/agencies/<agency_id>/reports/<year:year>"


class Case(NamedTuple):
    """What a route needs, and what the right key gets."""

    scope: Scope | None
    status: int = 200
    body: tuple[str, bytes] | None = None


ROUTES: dict[tuple[str, str], Case] = {
    ("GET", "/healthz"): Case(None),
    ("GET", "/readyz"): Case(None),
    ("GET", "/metrics"): Case(None),
    ("GET", "/openapi.yaml"): Case(None),
    ("GET", "/openapi.json"): Case(None),
    ("GET", "/docs"): Case(None),
    ("GET", "/docs/<asset>"): Case(None),
    ("GET", "/problems"): Case(None),
    ("GET", "/problems/<slug>"): Case(None),
    ("POST", "/v1/check"): Case(READ, body=TEXT),
    ("GET", "/v1/rules"): Case(READ),
    ("GET", "/v1/rules/<code>"): Case(READ),
    ("GET", "/v1/reports"): Case(READ),
    ("GET", "/v1/statistics"): Case(READ),
    ("GET", "/v1/exports/<export>"): Case(READ),
    ("GET", "/v1/agencies"): Case(READ),
    ("PUT", "/v1/agencies/<agency_id>"): Case(WRITE, body=REGISTRATION),
    ("GET", "/v1/agencies/<agency_id>"): Case(READ),
    ("GET", "/v1/agencies/<agency_id>/series"): Case(READ),
    ("POST", "/v1/agencies/<agency_id>/reports"): Case(WRITE, body=TEXT),
    ("GET", "/v1/agencies/<agency_id>/reports"): Case(READ),
    ("GET", YEAR): Case(READ),
    ("GET", f"{YEAR}/findings"): Case(READ),
    ("GET", f"{YEAR}/source"): Case(READ),
    ("GET", f"{YEAR}/revisions"): Case(READ),
    ("DELETE", YEAR): Case(WRITE, 204),
    ("POST", "/v1/batches"): Case(WRITE, 202, ("application/x-ndjson", LINE)),
    ("GET", "/v1/batches"): Case(READ),
    ("GET", "/v1/batches/<batch_id>"): Case(READ, 404),  # each key has its own
    ("GET", "/v1/batches/<batch_id>/results"): Case(READ, 404),
    ("DELETE", "/v1/batches/<batch_id>"): Case(WRITE, 404),
    ("GET", "/v1/trail"): Case(ADMIN),
    ("GET", "/v1/keys"): Case(ADMIN),
    ("POST", "/v1/keys"): Case(ADMIN, 201, WANTED),
    ("GET", "/v1/keys/<key_id>"): Case(ADMIN),
    ("DELETE", "/v1/keys/<key_id>"): Case(ADMIN, 204),
}
ABOUT_AN_AGENCY = [route for route in ROUTES if "<agency_id>" in route[1]]


class Answer(NamedTuple):
    """The status, the names of the headers, and the body without the id of the request."""

    status: int
    headers: frozenset[str]
    body: Any


class Keys(NamedTuple):
    """The secrets that callers send, and a key that may be looked up and revoked."""

    right: dict[Scope, str]
    bound: dict[str, str]
    refused: dict[str, str | None]
    victim: str


@pytest.fixture(scope="module")
def url(database_url: str) -> Iterator[str]:
    with new_database(database_url) as url:
        migrate(url)
        yield url


@pytest.fixture(scope="module")
def pool(url: str) -> Iterator[Pool]:
    pool = Pool(url, 1)
    yield pool
    pool.close()


def made(pool: Pool, scope: Scope, bounds: Bounds = UNBOUND, seconds: float = 0) -> Made:
    ends = datetime.now(UTC) + timedelta(seconds=seconds) if seconds else None
    return make(pool, Wanted(f"{scope} {bounds}", scope, bounds, ends), UNKNOWN)


@pytest.fixture(scope="module")
def keys(pool: Pool) -> Keys:
    revoked, expired = made(pool, ADMIN), made(pool, ADMIN, seconds=0.5)
    revoke(pool, revoked.key.key_id, UNKNOWN)
    time.sleep(0.6)
    right = {scope: made(pool, scope).secret for scope in Scope}
    return Keys(
        right,
        {
            "ids": made(pool, WRITE, Bounds(("mine",))).secret,
            "division": made(pool, WRITE, Bounds(division="1408")).secret,
            "both": made(pool, WRITE, Bounds(("mine",), "1408")).secret,
        },
        {
            "none": None,
            "empty": "",
            "no bearer": f"Basic {right[ADMIN]}",
            "no key": "Bearer x",
            "too long": f"Bearer {right[ADMIN]}x",
            "another case": f"Bearer {right[ADMIN].swapcase()}",
            "never made": f"Bearer {new_secret()}",
            "revoked": f"Bearer {revoked.secret}",
            "expired": f"Bearer {expired.secret}",
        },
        made(pool, READ).key.key_id,
    )


@pytest.fixture(scope="module")
def running(url: str, keys: Keys) -> Iterator[Service]:
    """Give a service that knows the agencies `mine` and `theirs`, both with a report."""
    with open_folder() as folder, service(folder, DATABASE_URL=url) as started:
        started.ready()
        for agency_id, division in (("mine", "140802"), ("theirs", "150102")):
            registration = json.dumps({"name": "某局", "division": division}).encode()
            admin = f"Bearer {keys.right[ADMIN]}"
            path = f"/v1/agencies/{agency_id}"
            put = ask(started, "PUT", path, admin, (REGISTRATION[0], registration))
            assert put.status == 201
            assert ask(started, "POST", f"{path}/reports", admin, TEXT).status == 201
        yield started


def ask(
    running: Service,
    method: str,
    path: str,
    authorization: str | None,
    body: tuple[str, bytes] | None = None,
) -> Answer:
    place = urlsplit(running.url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=20)
    headers = {} if authorization is None else {"Authorization": authorization}
    if body:
        headers["Content-Type"] = body[0]
    connection.request(method, path, body[1] if body else None, headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    shown: Any = data
    if answer.headers.get_content_type() == "application/problem+json":
        shown = json.loads(data)
        assert shown.pop("request_id") == answer.headers["X-Request-Id"]
    names = frozenset(name.lower() for name in answer.headers)
    return Answer(answer.status, names, shown)


def address(path: str, keys: Keys, agency_id: str = "mine") -> str:
    values = {"<agency_id>": agency_id, "<year:year>": "2024", "<key_id>": keys.victim}
    values |= {
        "<batch_id>": "0" * 32,
        "<code>": "A101",
        "<slug>": "not-text",
        "<export>": "applications",
        "<asset>": "start.js",
    }
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def slug(answer: Answer) -> str:
    return str(answer.body["type"]).removeprefix("/problems/")


def test_every_route_is_in_the_matrix() -> None:
    routes = {
        (method, rule.rule)
        for rule in create_app(Settings()).url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_what_is_no_valid_key_opens_nothing(
    running: Service, keys: Keys, route: tuple[str, str]
) -> None:
    method, path = route
    case = ROUTES[route]
    for kind, sent in keys.refused.items():
        answer = ask(running, method, address(path, keys), sent, case.body)
        if case.scope is None:
            assert answer.status == 200, kind
        else:
            assert (answer.status, slug(answer)) == (
                401,
                "key-missing" if sent is None else "key-refused",
            ), kind
            assert "www-authenticate" in answer.headers


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_scope_opens_what_it_is_for(running: Service, keys: Keys, route: tuple[str, str]) -> None:
    method, path = route
    case = ROUTES[route]
    for scope, secret in keys.right.items():
        answer = ask(running, method, address(path, keys), f"Bearer {secret}", case.body)
        if case.scope is None or scope.allows(case.scope):
            assert answer.status == case.status, scope
        else:
            assert (answer.status, slug(answer)) == (403, "scope-too-narrow"), scope
    if method == "DELETE" and "<agency_id>" in path:  # later cases look for the report
        post = "/v1/agencies/mine/reports"
        assert ask(running, "POST", post, f"Bearer {keys.right[WRITE]}", TEXT).status == 201


@pytest.mark.parametrize("bound", ["ids", "division", "both"])
@pytest.mark.parametrize("route", ABOUT_AN_AGENCY, ids=" ".join)
def test_a_wrong_agency_is_answered_alike_whether_it_exists_or_not(
    running: Service, keys: Keys, route: tuple[str, str], bound: str
) -> None:
    method, path = route
    body = ROUTES[route].body
    sent = f"Bearer {keys.bound[bound]}"
    there, not_there = (
        ask(running, method, address(path, keys, agency_id), sent, body)
        for agency_id in ("theirs", "nobody")
    )
    assert (there.status, slug(there)) == (404, "agency-not-found")
    assert there == not_there
    assert ask(running, method, address(path, keys), sent, body).status in (200, 201, 204)
    if method == "DELETE":
        assert ask(running, "POST", "/v1/agencies/mine/reports", sent, TEXT).status == 201


@pytest.mark.parametrize("bound", ["ids", "division", "both"])
@pytest.mark.parametrize(("path", "members"), [("reports", "reports"), ("agencies", "agencies")])
def test_lists_leave_out_what_a_bound_key_is_not_for(
    running: Service, keys: Keys, path: str, members: str, bound: str
) -> None:
    def listed(secret: str) -> set[str]:
        found = json.loads(ask(running, "GET", f"/v1/{path}", f"Bearer {secret}").body)
        return {each["agency_id"] for each in found[members]}

    assert listed(keys.bound[bound]) == {"mine"}
    assert listed(keys.right[READ]) == {"mine", "theirs"}


def test_what_a_wrong_key_tried_left_no_trace(running: Service, keys: Keys) -> None:
    admin = f"Bearer {keys.right[ADMIN]}"
    assert ask(running, "GET", "/v1/agencies/nobody", admin).status == 404
    told = json.loads(ask(running, "GET", "/v1/trail?agency_id=theirs", admin).body)
    assert [entry["action"] for entry in told["entries"]] == ["store", "register"]


def test_a_revoked_key_is_refused_within_the_stated_time(
    running: Service, keys: Keys, pool: Pool
) -> None:
    key, secret = made(pool, READ)
    sent = f"Bearer {secret}"
    for _ in range(8):  # so that each worker remembers it
        assert ask(running, "GET", "/v1/rules", sent).status == 200
    revoke(pool, key.key_id, UNKNOWN)
    time.sleep(REMEMBERED_SECONDS)
    assert {ask(running, "GET", "/v1/rules", sent).status for _ in range(8)} == {401}

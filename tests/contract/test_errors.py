"""Every error that a caller can meet, on every operation: a problem of a documented type."""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.openapi import document
from service.api.problems import PROBLEM_TYPES
from service.app import create_app
from service.config import Settings
from service.limits import Limits
from service.model.key import Scope
from service.storage.migrate import migrate
from tests.conftest import header_of_key, new_database
from tests.integration.texts import report_text

SETTINGS = Settings(
    database_url="postgresql://nobody@/none?host=/nonexistent", limits=Limits(max_body_bytes=5000)
)
VALUES = {"{agency_id}": "nobody", "{year}": "2024", "{code}": "A101", "{slug}": "not-text"}
VALUES |= {"{asset}": "start.js", "{key_id}": "0" * 16, "{batch_id}": "0" * 32}
WITHOUT_DATABASE = {
    "/healthz",
    "/metrics",
    "/docs",
    "/docs/{asset}",
    "/openapi.yaml",
    "/openapi.json",
}
WITHOUT_DATABASE |= {"/problems", "/problems/{slug}", "/v1/check", "/v1/rules", "/v1/rules/{code}"}
METHODS = ("get", "put", "post", "delete")
TEXT, JSON, FORM = "text/plain", "application/json", "multipart/form-data; boundary=x"
PATHS: dict[str, dict[str, Any]] = document(create_app(Settings()))["paths"]
OPERATIONS = [(method, path) for path in PATHS for method in METHODS if method in PATHS[path]]
REPORTS = [("post", "/v1/check"), ("post", "/v1/agencies/{agency_id}/reports")]
SUBMISSION = ("post", "/v1/batches")  # its own errors are in test_batches.py
UPLOADS = [
    (method, path)
    for method, path in OPERATIONS
    if "requestBody" in PATHS[path][method] and (method, path) != SUBMISSION
]


@pytest.fixture(scope="module")
def down() -> Iterator[FlaskClient]:
    """Give the service without its database."""
    app = create_app(SETTINGS)
    yield app.test_client()
    app.extensions["pool"].close()


@pytest.fixture(scope="module")
def small(database_url: str) -> Iterator[FlaskClient]:
    """Give the service with a database, the same limit and a key that allows everything."""
    with new_database(database_url) as url:
        migrate(url)
        app = create_app(replace(SETTINGS, database_url=url))
        client = app.test_client()
        header = header_of_key(app.extensions["pool"], Scope.ADMIN)
        client.environ_base["HTTP_AUTHORIZATION"] = header["Authorization"]
        yield client
        app.extensions["pool"].close()


def address(path: str) -> str:
    for name, value in VALUES.items():
        path = path.replace(name, value)
    return path


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


TIMES = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2024-01-01T00:00:00", "now")
CURSORS = [
    *(_cursor(time, "a", 2024) for time in TIMES),
    _cursor("2024-01-01T00:00:00Z", "a", True),  # noqa: FBT003
    _cursor("2024-01-01T00:00:00Z", "a b", 2024),
]


def sent(client: FlaskClient, method: str, path: str, **request: Any) -> TestResponse:
    return client.open(address(path), method=method.upper(), **request)


def assert_problem(client: FlaskClient, answer: TestResponse, status: int, slug: str) -> None:
    """Fail unless the answer is the problem, with a page behind its type and its id in the log."""
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    problem = answer.get_json(force=True)
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    assert problem["title"] == PROBLEM_TYPES[slug].title
    assert problem["detail"]
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert client.get(problem["type"]).status_code == 200


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_unknown_parameter(small: FlaskClient, method: str, path: str) -> None:
    answer = sent(small, method, path, query_string={"colour": "red"})
    assert_problem(small, answer, 400, "invalid-parameter")
    assert answer.json["errors"][0]["parameter"] == "colour"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_type_that_no_answer_has(small: FlaskClient, method: str, path: str) -> None:
    answer = sent(small, method, path, headers={"Accept": "video/mp4"})
    if "406" in PATHS[path][method]["responses"]:
        assert_problem(small, answer, 406, "not-acceptable")
    else:
        assert "content" not in PATHS[path][method]["responses"]["204"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PATCH", "TRACE", "PROPFIND"])
def test_a_method_that_the_address_does_not_take(
    small: FlaskClient, method: str, path: str
) -> None:
    answer = sent(small, method, path)
    assert_problem(small, answer, 405, "method-not-allowed")
    allowed = set(answer.headers["Allow"].lower().split(", ")) - {"head", "options"}
    assert allowed == set(PATHS[path]) & set(METHODS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_database_that_is_down(down: FlaskClient, method: str, path: str) -> None:
    answer = sent(down, method, path, **BODIES.get((method, path), {}))
    if path in WITHOUT_DATABASE:
        assert answer.status_code in (200, 422)
    else:
        assert_problem(down, answer, 503, "storage-unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert "503" in PATHS[path][method]["responses"]


NO_REPORT = "一部小说。".encode() * 99
REPORT = "某局2024年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n".encode() * 2
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("post", "/v1/agencies/{agency_id}/reports"): {"data": REPORT, "content_type": TEXT},
    ("post", "/v1/check"): {"data": NO_REPORT, "content_type": TEXT},
    ("put", "/v1/agencies/{agency_id}"): {"json": {"name": "某局"}},
    ("post", "/v1/keys"): {"json": {"name": "某局", "scope": "read"}},
    SUBMISSION: {"data": b"{}", "content_type": "application/x-ndjson"},
}
GZIP = {"Content-Encoding": "gzip"}
WRONG_BODIES: dict[str, tuple[dict[str, Any], int, str]] = {
    "no type": ({"data": b"x"}, 415, "unsupported-media-type"),
    "a pdf": ({"data": b"x", "content_type": "application/pdf"}, 415, "unsupported-media-type"),
    "a form of fields": ({"data": {"a": "b"}}, 415, "unsupported-media-type"),
    "brotli": (
        {"data": b"x", "content_type": JSON, "headers": {"Content-Encoding": "br"}},
        415,
        "unsupported-media-type",
    ),
    "no coding at all": (
        {"data": b"x", "content_type": JSON, "headers": {"Content-Encoding": ""}},
        415,
        "unsupported-media-type",
    ),
    "too much": ({"data": b"x" * 5001, "content_type": JSON}, 413, "body-too-large"),
    "too much inside": (
        {"data": gzip.compress(b"x" * 5001), "content_type": JSON, "headers": GZIP},
        413,
        "body-too-large",
    ),
    "no gzip": ({"data": b"x", "content_type": JSON, "headers": GZIP}, 400, "malformed-request"),
    "no json": ({"data": b"{", "content_type": JSON}, 400, "malformed-request"),
    "very deep json": ({"data": b"[" * 5000, "content_type": JSON}, 400, "malformed-request"),
    "no utf-8": ({"data": b'"\xff"', "content_type": JSON}, 400, "malformed-request"),
    "another field": ({"json": {"a": 1}}, 422, "invalid-document"),
    "a list": ({"json": []}, 422, "invalid-document"),
}
WRONG_REPORTS: dict[str, tuple[dict[str, Any], int, str]] = {
    "no form": ({"data": b"x", "content_type": FORM}, 400, "malformed-request"),
    "no boundary": ({"data": b"x", "content_type": FORM[:19]}, 400, "malformed-request"),
    "nothing": ({"data": b"", "content_type": TEXT}, 422, "empty-body"),
    "blanks": ({"data": b" \n", "content_type": TEXT}, 422, "empty-body"),
    "a novel": ({"data": NO_REPORT, "content_type": TEXT}, 422, "not-a-report"),
    "a picture": (
        {"data": b"\xff\xd8\xff\xe0\x00\x10" + bytes(range(256)) * 16, "content_type": TEXT},
        422,
        "not-text",
    ),
    "another year": (
        {"data": REPORT, "content_type": TEXT, "query_string": {"year": 2020}},
        422,
        "year-disagrees",
    ),
    "a year before all": (
        {"data": REPORT, "content_type": TEXT, "query_string": {"year": 1999}},
        400,
        "invalid-parameter",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_BODIES.values(), ids=WRONG_BODIES)
@pytest.mark.parametrize(("method", "path"), UPLOADS)
def test_a_wrong_body(
    small: FlaskClient, method: str, path: str, wrong: tuple[dict[str, Any], int, str]
) -> None:
    request, status, slug = wrong
    answer = sent(small, method, path, **request)
    assert_problem(small, answer, status, slug)
    assert str(status) in PATHS[path][method]["responses"]


@pytest.mark.parametrize("wrong", WRONG_REPORTS.values(), ids=WRONG_REPORTS)
@pytest.mark.parametrize(("method", "path"), REPORTS)
def test_a_wrong_report(
    small: FlaskClient, method: str, path: str, wrong: tuple[dict[str, Any], int, str]
) -> None:
    request, status, slug = wrong
    assert_problem(small, sent(small, method, path, **request), status, slug)


@pytest.mark.parametrize(
    ("method", "path"), [each for each in OPERATIONS if "{agency_id}" in each[1]]
)
@pytest.mark.parametrize(
    "agency_id", ["a%20b", "%2e%2e", "%E8%BF%90%E5%9F%8E", "x" * 65, "111408000123456781"]
)
def test_an_id_that_is_none(small: FlaskClient, method: str, path: str, agency_id: str) -> None:
    answer = sent(small, method, path.replace("{agency_id}", agency_id))
    assert_problem(small, answer, 422, "invalid-agency-id")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1",
        "/v2/reports",
        "/v1/reports/",
        "/v1/agencies//reports",
        "/v1/agencies/a/reports/20244",
        "/v1/agencies/a/reports/二〇二四",
        "/v1/agencies/a/reports/2024/tables",
        "/v1/rules/none",
        "/problems/none",
        "/docs/none",
        "/%00",
        "/robots.txt",
    ],
)
def test_an_address_where_nothing_is(small: FlaskClient, path: str) -> None:
    assert_problem(small, small.get(path), 404, "not-found")


@pytest.mark.parametrize("part", ["", "/findings", "/source", "/revisions"])
def test_a_year_that_no_report_can_have(client: FlaskClient, part: str) -> None:
    posted = client.post("/v1/agencies/somebody/reports", data=report_text(), content_type=TEXT)
    assert posted.status_code in (200, 201)
    answer = client.get(f"/v1/agencies/somebody/reports/1999{part}")
    assert_problem(client, answer, 404, "report-not-found")


@pytest.mark.parametrize(
    "part",
    [
        "",
        "/reports",
        "/series",
        "/reports/2024",
        "/reports/2024?revision=1",
        "/reports/2024?revision=1&rule_set=1.0.0",
        "/reports/2024/findings",
        "/reports/2024/findings?revision=1",
        "/reports/2024/source",
        "/reports/2024/revisions",
    ],
)
def test_an_agency_that_nobody_knows_is_what_the_answer_names(
    client: FlaskClient, part: str
) -> None:
    assert_problem(client, client.get(f"/v1/agencies/nobody{part}"), 404, "agency-not-found")
    tagged = client.get(f"/v1/agencies/nobody{part}", headers={"If-None-Match": '"x"'})
    assert_problem(client, tagged, 404, "agency-not-found")


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("/v1/reports", "year", ["1999", "2100", "x", "２０２４", " 2024", "", "1e3"]),
        ("/v1/reports", "division", ["x", "1234567", "", "14%"]),
        ("/v1/reports", "format", ["2020", ""]),
        ("/v1/reports", "rule", ["a103", "A1034", ""]),
        ("/v1/reports", "severity", ["fatal", ""]),
        (
            "/v1/reports",
            "updated_since",
            ["2024", "2024-01-01", "2024-01-01T00:00:00", "2024-13-01T00:00:00Z"],
        ),
        ("/v1/reports", "limit", ["0", "1001", "-1", "1.5"]),
        ("/v1/reports", "cursor", ["none", "", *CURSORS]),
        ("/v1/batches", "cursor", [_cursor(time, "0" * 32) for time in TIMES]),
        ("/v1/agencies", "cursor", [_cursor(True, "", "a b")]),  # noqa: FBT003
        ("/v1/agencies", "level", ["federal"]),
        ("/v1/agencies", "parent", ["a b"]),
        ("/v1/agencies", "q", ["", "x" * 101]),
        ("/v1/agencies/a/reports/2024", "revision", ["0", "x", "99999999999"]),
        ("/v1/agencies/a/reports/2024", "include", ["all", ""]),
        ("/v1/agencies/a/reports/2024/findings", "severity", ["fatal"]),
    ],
)
def test_a_parameter_out_of_its_range(
    client: FlaskClient, path: str, name: str, values: list[str]
) -> None:
    for value in values:
        answer = client.get(path, query_string={name: value})
        assert_problem(client, answer, 400, "invalid-parameter")
        assert [error["parameter"] for error in answer.json["errors"]] == [name]


def test_a_parameter_that_is_none_is_told_those_that_are(client: FlaskClient) -> None:
    answer = client.get("/v1/agencies/a/reports/2024?colour=red")
    assert answer.json["errors"][0]["detail"].endswith("; it knows include, revision, rule_set.")
    assert client.get("/v1/rules?x=1").json["errors"][0]["detail"].endswith("; it knows none.")


def test_a_parameter_given_twice(client: FlaskClient) -> None:
    answer = client.get("/v1/reports?year=2023&year=2024")
    assert_problem(client, answer, 400, "invalid-parameter")

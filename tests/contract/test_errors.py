"""Every error that a caller can meet, on every operation: a problem of a documented type."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.openapi import document
from service.api.problems import PROBLEM_TYPES
from service.app import create_app
from service.config import Settings
from service.limits import Limits

SETTINGS = Settings(
    database_url="postgresql://nobody@/none?host=/nonexistent", limits=Limits(max_body_bytes=5000)
)
VALUES = {"{agency_id}": "nobody", "{year}": "2024", "{code}": "A101", "{slug}": "not-text"}
VALUES |= {"{asset}": "start.js"}
METHODS = ("get", "put", "post", "delete")
TEXT, JSON, FORM = "text/plain", "application/json", "multipart/form-data; boundary=x"
PATHS: dict[str, dict[str, Any]] = document(create_app(Settings()))["paths"]
OPERATIONS = [(method, path) for path in PATHS for method in METHODS if method in PATHS[path]]
UPLOADS = [(method, path) for method, path in OPERATIONS if "requestBody" in PATHS[path][method]]


@pytest.fixture(scope="module")
def down() -> Iterator[FlaskClient]:
    """Give the service without its database."""
    app = create_app(SETTINGS)
    yield app.test_client()
    app.extensions["pool"].close()


def address(path: str) -> str:
    for name, value in VALUES.items():
        path = path.replace(name, value)
    return path


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
def test_an_unknown_parameter(down: FlaskClient, method: str, path: str) -> None:
    answer = sent(down, method, path, query_string={"colour": "red"})
    assert_problem(down, answer, 400, "invalid-parameter")
    assert answer.json["errors"][0]["parameter"] == "colour"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_type_that_no_answer_has(down: FlaskClient, method: str, path: str) -> None:
    answer = sent(down, method, path, headers={"Accept": "video/mp4"})
    if "406" in PATHS[path][method]["responses"]:
        assert_problem(down, answer, 406, "not-acceptable")
    else:
        assert "content" not in PATHS[path][method]["responses"]["204"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PATCH", "TRACE", "PROPFIND"])
def test_a_method_that_the_address_does_not_take(down: FlaskClient, method: str, path: str) -> None:
    answer = sent(down, method, path)
    assert_problem(down, answer, 405, "method-not-allowed")
    allowed = set(answer.headers["Allow"].lower().split(", ")) - {"head", "options"}
    assert allowed == set(PATHS[path]) & set(METHODS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_database_that_is_down(down: FlaskClient, method: str, path: str) -> None:
    answer = sent(down, method, path, **BODIES.get((method, path), {}))
    promised = PATHS[path][method]["responses"].get("503", {}).get("description", "")
    if "storage-unavailable" in promised:
        assert_problem(down, answer, 503, "storage-unavailable")
        assert int(answer.headers["Retry-After"]) > 0
    else:
        assert answer.status_code in (200, 422)  # what needs no database works without


NO_REPORT = "一部小说。".encode() * 99
REPORT = "某局2024年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n".encode() * 2
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("post", "/v1/agencies/{agency_id}/reports"): {"data": REPORT, "content_type": TEXT},
    ("post", "/v1/check"): {"data": NO_REPORT, "content_type": TEXT},
    ("put", "/v1/agencies/{agency_id}"): {"json": {"name": "某局"}},
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
    down: FlaskClient, method: str, path: str, wrong: tuple[dict[str, Any], int, str]
) -> None:
    request, status, slug = wrong
    answer = sent(down, method, path, **request)
    assert_problem(down, answer, status, slug)
    assert str(status) in PATHS[path][method]["responses"]


@pytest.mark.parametrize("wrong", WRONG_REPORTS.values(), ids=WRONG_REPORTS)
@pytest.mark.parametrize(("method", "path"), [each for each in UPLOADS if each[0] == "post"])
def test_a_wrong_report(
    down: FlaskClient, method: str, path: str, wrong: tuple[dict[str, Any], int, str]
) -> None:
    request, status, slug = wrong
    assert_problem(down, sent(down, method, path, **request), status, slug)


@pytest.mark.parametrize(
    ("method", "path"), [each for each in OPERATIONS if "{agency_id}" in each[1]]
)
@pytest.mark.parametrize(
    "agency_id", ["a%20b", "%E8%BF%90%E5%9F%8E", "x" * 65, "111408000123456781"]
)
def test_an_id_that_is_none(down: FlaskClient, method: str, path: str, agency_id: str) -> None:
    answer = sent(down, method, path.replace("{agency_id}", agency_id))
    assert_problem(down, answer, 422, "invalid-agency-id")


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
def test_an_address_where_nothing_is(down: FlaskClient, path: str) -> None:
    assert_problem(down, down.get(path), 404, "not-found")


@pytest.mark.parametrize("part", ["", "/findings", "/source", "/revisions"])
def test_a_year_that_no_report_can_have(client: FlaskClient, part: str) -> None:
    answer = client.get(f"/v1/agencies/nobody/reports/1999{part}")
    assert_problem(client, answer, 404, "report-not-found")


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
        ("/v1/reports", "cursor", ["none", ""]),
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


def test_a_parameter_given_twice(client: FlaskClient) -> None:
    answer = client.get("/v1/reports?year=2023&year=2024")
    assert_problem(client, answer, 400, "invalid-parameter")

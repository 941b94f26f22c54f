"""Every error of every path is a problem."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import errors
from service.api.problems import PROBLEM_TYPES
from service.errors import ServiceError

INTERNALS = "SELECT secret FROM vault"


def assert_problem(answer: TestResponse, status: int, slug: str) -> None:
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json(force=True)
    assert problem["type"] == f"/problems/{slug}"
    assert problem["status"] == status
    assert problem["title"] == PROBLEM_TYPES[slug].title
    assert problem["detail"]
    assert problem["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/agencies/a/reports/20x4", 404, "not-found"),
        ("GET", "/v1/agencies/a/reports/20245", 404, "not-found"),
        ("GET", "/v1/agencies/a/reports/２０２４", 404, "not-found"),
        ("GET", "/v1/agencies/a/reports/2024/", 404, "not-found"),
        ("GET", "/v1/agencies/a%2Fb/reports/2024", 404, "not-found"),
        ("POST", "/v1/check/", 404, "not-found"),
        ("GET", "/problems/none-of-these", 404, "not-found"),
        ("GET", "/v1/check", 405, "method-not-allowed"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
        ("POST", "/v1/check", 415, "unsupported-media-type"),
        ("GET", "/v1/agencies/a/reports/2024", 503, "storage-unavailable"),
        ("GET", "/readyz", 503, "storage-unavailable"),
    ],
)
def test_each_path_answers_its_errors_as_problems(
    client: FlaskClient, method: str, path: str, status: int, slug: str
) -> None:
    assert_problem(client.open(path, method=method), status, slug)


def test_a_method_that_is_not_allowed_is_told_which_are(client: FlaskClient) -> None:
    allowed = client.get("/v1/check").headers["Allow"]
    assert set(allowed.split(", ")) == {"POST", "OPTIONS"}


def test_a_body_over_the_limit_is_a_problem(client: FlaskClient) -> None:
    answer = client.post("/v1/check", data=b"0" * 20_001, content_type="text/plain")
    assert_problem(answer, 413, "body-too-large")


def test_a_body_that_is_no_gzip_is_a_problem(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/v1/check", data=b"no", content_type="text/plain", headers=headers)
    assert_problem(answer, 400, "malformed-request")


def test_a_json_body_with_another_field_lists_it_by_pointer(client: FlaskClient) -> None:
    answer = client.post("/v1/check", json={"text": "x", "titel": "y"})
    assert_problem(answer, 422, "invalid-document")
    assert [wrong["pointer"] for wrong in answer.get_json(force=True)["errors"]] == ["/titel"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?page=1", ["page"]),
        ("?year=x", ["year"]),
        ("?year=", ["year"]),
        ("?year=2007", ["year"]),
        ("?year=%2B2024", ["year"]),
        ("?year=+2024", ["year"]),
        ("?year=2_024", ["year"]),
        ("?year=２０２４", ["year"]),
        ("?year=2024.0", ["year"]),
        ("?year=20240", ["year"]),
        ("?year=2100", ["year"]),
        ("?year=2024&year=2024", ["year"]),
        ("?include=findings&sort=up", ["include", "sort"]),
    ],
)
def test_a_query_that_the_operation_does_not_take_is_refused(
    client: FlaskClient, query: str, names: list[str]
) -> None:
    answer = client.post("/v1/check" + query, data=b"x", content_type="text/plain")
    assert_problem(answer, 400, "invalid-parameter")
    assert [wrong["parameter"] for wrong in answer.get_json(force=True)["errors"]] == names


@pytest.mark.parametrize("path", ["/healthz?x=1", "/readyz?x=1", "/openapi.yaml?x=1"])
def test_operations_without_parameters_take_none(client: FlaskClient, path: str) -> None:
    assert_problem(client.get(path), 400, "invalid-parameter")


def test_a_text_that_is_no_report_is_told_what_is_missing(client: FlaskClient) -> None:
    novel = "那年春天，他离开了家乡。".encode() * 50
    answer = client.post("/v1/check", data=novel, content_type="text/plain")
    assert_problem(answer, 422, "not-a-report")
    assert answer.get_json(force=True)["missing"]


def test_the_database_being_away_asks_for_a_retry(client: FlaskClient) -> None:
    assert int(client.get("/readyz").headers["Retry-After"]) > 0


def test_errors_are_never_cached(client: FlaskClient) -> None:
    assert client.get("/nowhere").headers["Cache-Control"] == "no-store"


def failing_client(app: Flask, error: Exception) -> FlaskClient:
    @app.get("/fails")
    def fail() -> str:
        raise error

    return app.test_client()


@pytest.mark.parametrize("error", [RuntimeError(INTERNALS), ServiceError(INTERNALS)])
def test_an_unexpected_error_is_logged_with_its_trace_and_answered_without(
    app: Flask, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    answer = failing_client(app, error).get("/fails", headers={"X-Request-Id": "r-1"})
    assert_problem(answer, 500, "internal-error")
    assert INTERNALS not in answer.text
    (record,) = [entry for entry in caplog.records if entry.levelno >= logging.ERROR]
    assert "r-1" in record.getMessage()
    assert record.exc_info is not None
    assert record.exc_info[1] is error


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (errors.StorageError(INTERNALS), 500, "internal-error"),
        (errors.StorageConflict(), 503, "storage-conflict"),
        (errors.YearUnknown(), 422, "year-unknown"),
        (errors.ReportNotFound(), 404, "report-not-found"),
        (errors.AgencyNotFound(), 404, "agency-not-found"),
        (errors.ReportWithdrawn(), 410, "report-withdrawn"),
        (errors.NotFound(), 404, "not-found"),
    ],
)
def test_errors_of_the_service_have_their_own_problems(
    app: Flask, error: Exception, status: int, slug: str
) -> None:
    answer = failing_client(app, error).get("/fails")
    assert_problem(answer, status, slug)
    assert INTERNALS not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "/nowhere", "lists them"),
        ("PATCH", "/healthz", "The header `Allow`"),
        ("GET", "/v1/rules/none", "none"),
    ],
)
def test_the_detail_is_for_programmers_and_no_word_of_browsers(
    client: FlaskClient, method: str, path: str, said: str
) -> None:
    detail = client.open(path, method=method).get_json(force=True)["detail"]
    assert said in detail
    assert "URL" not in detail


def test_what_is_malformed_in_no_way_that_is_known_is_said_so(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"Upgrade": "websocket", "Connection": "upgrade"})
    assert_problem(answer, 400, "malformed-request")
    assert answer.get_json(force=True)["detail"] == "The request is malformed"

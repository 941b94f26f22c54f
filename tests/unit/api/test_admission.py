"""Requests beyond the limits are told to come back; those before them are not counted twice."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.config import Settings
from service.limits import Limits
from tests.integration.texts import report_text


@pytest.fixture
def app() -> Flask:
    return create_app(Settings(limits=Limits(max_requests=2, max_readings=1, turn_seconds=1)))


def check(client: FlaskClient) -> TestResponse:
    return client.post("/v1/check", data=report_text().encode(), content_type="text/plain")


def assert_busy(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert answer.get_json(force=True)["type"] == "/problems/overloaded"
    assert int(answer.headers["Retry-After"]) > 0


def test_one_request_too_many_is_told_to_come_back(app: Flask) -> None:
    client = app.test_client()
    for _ in range(2):
        assert app.extensions["places"].take()
    assert_busy(check(client))
    assert_busy(client.get("/v1/rules"))
    assert client.get("/healthz").status_code == 200
    app.extensions["places"].leave()
    assert check(client).status_code == 200


def test_every_request_leaves_its_place_however_it_ends(app: Flask) -> None:
    client = app.test_client()
    for path in ("/v1/rules", "/nowhere", "/v1/agencies/a", "/healthz", "/v1/rules?a=b") * 3:
        client.get(path)
    assert check(client).status_code == 200
    places = app.extensions["places"]
    assert [places.take() for _ in range(3)] == [True, True, False]  # both are free, and no more


def test_a_report_waits_for_its_turn_only_so_long(app: Flask) -> None:
    client = app.test_client()
    app.extensions["turns"].acquire()
    assert_busy(check(client))
    app.extensions["turns"].release()
    assert [check(client).status_code for _ in range(3)] == [200] * 3

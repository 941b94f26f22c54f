"""Life and readiness without a database."""

from flask.testing import FlaskClient

from tests.integration.texts import report_text


def test_the_process_lives_without_a_database(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_the_service_is_not_ready_without_a_database(client: FlaskClient) -> None:
    assert client.get("/readyz").status_code == 503


def test_checking_needs_no_database(client: FlaskClient) -> None:
    answer = client.post("/v1/check", data=report_text().encode(), content_type="text/plain")
    assert answer.status_code == 200

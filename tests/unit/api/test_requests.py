"""The id of a request, in the answer and in the log."""

import logging

import pytest
from flask.testing import FlaskClient

HEADER = "X-Request-Id"


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/readyz", "/v1/check"])
def test_an_id_is_taken_over_and_found_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO, "service")
    answer = client.get(path, headers={HEADER: "portal-7:a/b"})
    assert answer.headers[HEADER] == "portal-7:a/b"
    assert any(
        "portal-7:a/b" in line and str(answer.status_code) in line for line in caplog.messages
    )


@pytest.mark.parametrize("sent", ["", "a b", "x" * 129, "运城", "<script>"])
def test_an_id_that_is_not_safe_to_repeat_is_replaced(client: FlaskClient, sent: str) -> None:
    made = client.get("/healthz", headers={HEADER: sent}).headers[HEADER]
    assert made
    assert made != sent


def test_every_request_without_an_id_gets_one_of_its_own(client: FlaskClient) -> None:
    assert len({client.get("/healthz").headers[HEADER] for _ in range(5)}) == 5


def test_a_path_cannot_write_a_line_of_its_own_into_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "service")
    client.get("/a%0AINFO%20forged")
    assert not any("\n" in line for line in caplog.messages)

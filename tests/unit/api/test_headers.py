"""What answers tell browsers."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings

PORTAL = "https://portal.example.cn"


@pytest.fixture
def shared() -> FlaskClient:
    """Give a service whose operator has listed an origin."""
    return create_app(Settings(cors_origins=(PORTAL,))).test_client()


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/v1/rules", "/v1/reports", "/nowhere"])
def test_every_answer_bears_them(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_the_contract_may_run_its_own_scripts_and_nothing_else_may_any(client: FlaskClient) -> None:
    policies = {
        path: client.get(path).headers["Content-Security-Policy"] for path in ("/docs", "/v1/rules")
    }
    assert policies["/docs"].startswith("default-src 'self'; style-src 'self' 'unsafe-inline';")
    assert policies["/v1/rules"].startswith("default-src 'none';")


def test_what_bears_a_tag_may_be_kept_and_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/v1/rules").headers["Cache-Control"] == "no-cache"
    assert client.post("/v1/check").headers["Cache-Control"] == "no-store"
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"


def test_what_has_no_content_has_no_type(client: FlaskClient) -> None:
    answer = client.options("/v1/check")
    assert (answer.data, answer.headers.get("Content-Type")) == (b"", None)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_without_a_list_no_page_of_another_site_reads_answers(
    client: FlaskClient, method: str
) -> None:
    answer = client.open("/v1/rules", method=method, headers={"Origin": PORTAL})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_only_pages_of_listed_origins_read_answers(shared: FlaskClient) -> None:
    listed = shared.get("/v1/rules", headers={"Origin": PORTAL})
    other = shared.get("/v1/rules", headers={"Origin": "https://portal.example.cn.evil.example"})
    assert listed.headers["Access-Control-Allow-Origin"] == PORTAL
    assert "Access-Control-Allow-Origin" not in other.headers
    assert listed.headers["Vary"] == other.headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in listed.headers


def test_they_may_send_keys_and_conditions(shared: FlaskClient) -> None:
    asked = shared.options("/v1/check", headers={"Origin": PORTAL})
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    refused = shared.get("/v1/reports", headers={"Origin": PORTAL})
    assert refused.headers["Access-Control-Allow-Origin"] == PORTAL  # errors, too

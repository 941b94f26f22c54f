"""The contract in a browser."""

import re

import pytest
from flask.testing import FlaskClient


def test_the_page_needs_nothing_but_what_the_service_answers(client: FlaskClient) -> None:
    page = client.get("/docs")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    needed = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(needed) == 5
    for address in needed:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_page_shows_the_contract_and_asks_no_validator(client: FlaskClient) -> None:
    script = client.get("/docs/start.js").text
    assert 'url: "/openapi.json"' in script
    assert "validatorUrl: null" in script


@pytest.mark.parametrize("name", ["index.html", "VERSION", "..", "%2e%2e%2f__init__.py", ""])
def test_no_other_file_is_answered(client: FlaskClient, name: str) -> None:
    assert client.get(f"/docs/{name}").status_code == 404


def test_a_part_that_a_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/docs/swagger-ui.css").headers["ETag"]
    again = client.get("/docs/swagger-ui.css", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")

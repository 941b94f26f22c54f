"""Checking without storing."""

import gzip
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.integration.texts import report_text

DATA = report_text().encode()


def test_the_same_bytes_give_the_same_answer(client: FlaskClient) -> None:
    answers = {
        client.post("/v1/check", data=DATA, content_type="text/plain").data for _ in range(3)
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"data": gzip.compress(DATA), "headers": {"Content-Encoding": "gzip"}},
        {"data": DATA.decode().encode("gb18030")},
        {"json": {"text": DATA.decode()}, "content_type": "application/json"},
        {
            "data": {"file": (io.BytesIO(DATA), "年报.txt", "text/plain")},
            "content_type": "multipart/form-data",
        },
    ],
    ids=["gzip", "gb18030", "json", "form"],
)
def test_every_envelope_gives_the_same_reading(
    client: FlaskClient, request_: dict[str, Any]
) -> None:
    plain = client.post("/v1/check", data=DATA, content_type="text/plain").json
    other = client.post("/v1/check", **({"content_type": "text/plain"} | request_)).json
    assert plain is not None
    assert other is not None
    for member in ("year", "title", "sections", "applications", "disclosure", "findings"):
        assert other[member] == plain[member]


def test_a_correct_report_has_neither_errors_nor_warnings(client: FlaskClient) -> None:
    answer = client.post("/v1/check", data=DATA, content_type="text/plain").json
    assert answer is not None
    assert [finding["rule"] for finding in answer["findings"]] == []


def test_the_year_is_null_where_neither_text_nor_request_names_it(client: FlaskClient) -> None:
    undated = report_text().replace("2024年", "").replace("2025年", "").encode()
    for query, year in (({}, None), ({"year": "2022"}, 2022)):
        answer = client.post(
            "/v1/check", data=undated, content_type="text/plain", query_string=query
        )
        assert answer.json is not None
        assert answer.json["year"] == year

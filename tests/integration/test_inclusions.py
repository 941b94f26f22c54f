"""Provenance and text of a stored report."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.api import reports
from tests.integration.texts import report_text

QUERIES = ("", "?include=provenance", "?include=text", "?include=provenance,text")
WRITTEN = sorted((Path(__file__).parents[1] / "data").glob("*.txt"))


def post(client: FlaskClient, agency_id: str, data: bytes, query: str = "") -> Any:
    path = f"/v1/agencies/{agency_id}/reports{query}"
    return client.post(path, data=data, content_type="text/plain")


@pytest.mark.parametrize("query", QUERIES)
def test_every_variant_is_the_same_from_post_and_from_get(
    client: FlaskClient, agency_id: str, query: str
) -> None:
    data = report_text().encode()
    first = post(client, agency_id, data, query)
    again = post(client, agency_id, data, query)
    found = client.get(first.headers["Location"] + query)
    assert (first.status_code, again.status_code, found.status_code) == (201, 200, 200)
    assert first.data == again.data == found.data
    assert first.headers["ETag"] == again.headers["ETag"] == found.headers["ETag"]
    assert "?" not in first.headers["Location"]


def test_what_is_included_leaves_the_stored_bytes_as_they_are(
    client: FlaskClient, agency_id: str
) -> None:
    plain = post(client, agency_id, report_text().encode())
    for query in QUERIES[1:]:
        more = client.get(plain.headers["Location"] + query)
        assert more.data.startswith(plain.data.removesuffix(b"}") + b",")
    assert client.get(plain.headers["Location"]).data == plain.data


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_the_places_of_a_stored_report_are_those_of_a_checked_one(
    client: FlaskClient, agency_id: str, file: Path
) -> None:
    stored = post(client, agency_id, file.read_bytes(), QUERIES[3]).json
    checked = client.post(
        "/v1/check" + QUERIES[3], data=file.read_bytes(), content_type="text/plain"
    ).json
    assert stored["provenance"] == checked["provenance"]
    assert stored["text"] == checked["text"]
    for place in stored["provenance"].values():
        assert stored["text"][place["start"] : place["end"]] == place["quote"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_text_of_a_stored_report_is_the_decoded_one(
    client: FlaskClient, agency_id: str, encoding: str
) -> None:
    posted = post(client, agency_id, report_text().encode(encoding))
    assert client.get(posted.headers["Location"] + "?include=text").json["text"] == report_text()


def test_each_variant_has_a_tag_of_its_own(client: FlaskClient, agency_id: str) -> None:
    address = post(client, agency_id, report_text().encode()).headers["Location"]
    tags = [client.get(address + query).headers["ETag"] for query in QUERIES]
    assert len(set(tags)) == len(QUERIES)
    for asked, query in enumerate(QUERIES):
        for known, tag in enumerate(tags):
            answer = client.get(address + query, headers={"If-None-Match": tag})
            assert answer.status_code == (304 if asked == known else 200)
            assert answer.headers["ETag"] == tags[asked]


def test_what_is_included_belongs_to_the_representation_that_bears_it(
    app: Flask, client: FlaskClient, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = post(client, agency_id, report_text(2024).encode()).headers["Location"]
    look = reports.fetch_shown

    def it_is_judged_again(*asked: Any) -> Any:
        shown = look(*asked)
        before = report_text(2023, carried_out=2).encode()
        with ThreadPoolExecutor(1) as another:  # within this thread it would share Flask's `g`
            assert another.submit(post, app.test_client(), agency_id, before).result()
        return shown

    monkeypatch.setattr(reports, "fetch_shown", it_is_judged_again)
    meanwhile = client.get(address + "?include=provenance")
    monkeypatch.undo()
    after = client.get(address + "?include=provenance")
    assert after.json["findings"]
    assert meanwhile.data == after.data
    assert meanwhile.headers["ETag"] == after.headers["ETag"]


def test_a_revision_from_before_places_were_kept_says_so(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    address = post(client, agency_id, report_text().encode()).headers["Location"]
    with app.extensions["pool"].transaction() as statements:
        statements.execute(
            "UPDATE revisions SET provenance = NULL WHERE agency_id = %s", (agency_id,)
        )
    answer = client.get(address + "?include=provenance,text")
    assert answer.json["provenance"] is None
    assert answer.json["text"] == report_text()

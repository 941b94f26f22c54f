"""Requests that are meant for one state of a report only."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.test_reports import row_counts
from tests.integration.texts import report_text


def post(client: FlaskClient, agency_id: str, received: int, **headers: str) -> Any:
    return client.post(
        f"/v1/agencies/{agency_id}/reports",
        data=report_text(received=received).encode(),
        content_type="text/plain",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def assert_refused(answer: Any) -> None:
    assert answer.status_code == 412
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json(force=True)["type"] == "/problems/precondition-failed"


def test_a_report_is_replaced_by_who_has_seen_it(client: FlaskClient, agency_id: str) -> None:
    first = post(client, agency_id, 1)
    second = post(client, agency_id, 2, If_Match=first.headers["ETag"])
    assert (second.status_code, second.json["revision"]) == (201, 2)


def test_a_stale_tag_stores_nothing(app: Flask, client: FlaskClient, agency_id: str) -> None:
    first = post(client, agency_id, 1)
    second = post(client, agency_id, 2)
    before = row_counts(app, agency_id)
    assert_refused(post(client, agency_id, 3, If_Match=first.headers["ETag"]))
    assert row_counts(app, agency_id) == before
    assert client.get(first.headers["Location"]).data == second.data


@pytest.mark.parametrize("wanted", ['"none"', "*", 'W/"none", "other"', "", '"'])
def test_what_is_not_there_cannot_be_replaced(
    app: Flask, client: FlaskClient, agency_id: str, wanted: str
) -> None:
    assert_refused(post(client, agency_id, 1, If_Match=wanted))
    assert set(row_counts(app, agency_id).values()) == {0}


def test_any_of_several_tags_does_and_so_does_a_star(client: FlaskClient, agency_id: str) -> None:
    tag = post(client, agency_id, 1).headers["ETag"]
    assert post(client, agency_id, 2, If_Match=f'"x", {tag}').status_code == 201
    assert post(client, agency_id, 3, If_Match="*").status_code == 201


def test_a_weak_tag_does_not(client: FlaskClient, agency_id: str) -> None:
    tag = post(client, agency_id, 1).headers["ETag"]
    assert_refused(post(client, agency_id, 2, If_Match=f"W/{tag}"))


@pytest.mark.parametrize("query", ["?include=provenance", "?include=text,provenance"])
def test_the_tag_of_a_variant_stands_for_the_same_report(
    client: FlaskClient, agency_id: str, query: str
) -> None:
    address = post(client, agency_id, 1).headers["Location"]
    tag = client.get(address + query).headers["ETag"]
    assert post(client, agency_id, 2, If_Match=tag).status_code == 201
    assert_refused(post(client, agency_id, 3, If_Match=tag))


def test_a_retry_of_what_was_stored_is_no_conflict(client: FlaskClient, agency_id: str) -> None:
    tag = post(client, agency_id, 1).headers["ETag"]
    stored = post(client, agency_id, 2, If_Match=tag)
    again = post(client, agency_id, 2, If_Match=tag)
    assert (again.status_code, again.data) == (200, stored.data)


def test_another_year_is_another_report(client: FlaskClient, agency_id: str) -> None:
    tag = post(client, agency_id, 1).headers["ETag"]
    answer = client.post(
        f"/v1/agencies/{agency_id}/reports",
        data=report_text(2023).encode(),
        content_type="text/plain",
        headers={"If-Match": tag},
    )
    assert_refused(answer)


def test_a_report_may_be_stored_only_where_there_is_none(
    client: FlaskClient, agency_id: str
) -> None:
    assert post(client, agency_id, 1, If_None_Match="*").status_code == 201
    assert_refused(post(client, agency_id, 2, If_None_Match="*"))
    assert post(client, agency_id, 1, If_None_Match="*").status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_report_is_read_only_where_it_is_the_one_that_is_wanted(
    client: FlaskClient, agency_id: str, method: str
) -> None:
    posted = post(client, agency_id, 1)
    address, tag = posted.headers["Location"], posted.headers["ETag"]
    stale = client.open(address, method=method, headers={"If-Match": '"x"'})
    assert (stale.status_code, stale.mimetype) == (412, "application/problem+json")
    assert client.open(address, method=method, headers={"If-Match": tag}).status_code == 200
    known = client.open(address, method=method, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", tag)
    assert client.open(address, method=method, headers={"If-None-Match": "*"}).status_code == 304

"""Uploads that are sent again under their Idempotency-Key."""

import pytest
from flask.testing import FlaskClient

from service.storage.pool import Pool
from tests.integration.sending import post, report_path
from tests.integration.texts import report_text

KEY = {"Idempotency-Key": "upload-1"}


def test_a_retry_gets_the_first_answer_whatever_happened_in_between(
    client: FlaskClient, agency_id: str
) -> None:
    first = post(client, agency_id, headers=KEY)
    post(client, agency_id, report_text(received=9))
    again = post(client, agency_id, headers=KEY)
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    revisions = client.get(report_path(agency_id, part="/revisions")).json["revisions"]
    assert len(revisions) == 2


def test_a_retry_does_not_bring_a_withdrawn_year_back(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, headers=KEY)
    client.delete(report_path(agency_id))
    assert post(client, agency_id, headers=KEY).status_code == 201
    assert client.get(report_path(agency_id)).status_code == 410


@pytest.mark.parametrize(
    "change", [{"text": report_text(received=4)}, {"query_string": "year=2024"}]
)
def test_a_key_stands_for_one_upload(
    client: FlaskClient, agency_id: str, change: dict[str, str]
) -> None:
    post(client, agency_id, headers=KEY)
    answer = post(client, agency_id, headers=KEY, **change)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/idempotency-key-reused")


def test_a_key_is_the_agencys_own(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, headers=KEY)
    other = post(client, f"{agency_id}-b", report_text(received=4), headers=KEY)
    assert other.status_code == 201


def test_an_upload_that_was_refused_leaves_its_key_free(
    client: FlaskClient, agency_id: str
) -> None:
    refused = post(client, agency_id, headers=KEY | {"If-Match": '"x"'})
    assert refused.status_code == 412
    assert post(client, agency_id, report_text(received=4), headers=KEY).status_code == 201


def test_a_key_is_free_again_after_a_day(client: FlaskClient, agency_id: str, pool: Pool) -> None:
    post(client, agency_id, headers=KEY)
    with pool.transaction() as statements:
        statements.execute(
            "UPDATE idempotency_keys SET used_at = now() - interval '25 hours' "
            "WHERE agency_id = %(agency_id)s",
            {"agency_id": agency_id},
        )
    assert post(client, agency_id, report_text(received=4), headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "年", "k" * 256])
def test_a_key_that_is_none_is_refused(client: FlaskClient, agency_id: str, key: str) -> None:
    answer = post(client, agency_id, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-parameter")
    assert answer.json["errors"][0]["header"] == "Idempotency-Key"

"""A year that is withdrawn, what stays of it, and how it comes back."""

import pytest
from flask.testing import FlaskClient

from tests.integration.sending import post, report_path
from tests.integration.texts import report_text


def test_a_withdrawn_year_is_gone(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id)
    answer = client.delete(report_path(agency_id))
    assert (answer.status_code, answer.data) == (204, b"")
    for part in ("", "/findings", "/source"):
        gone = client.get(report_path(agency_id, part=part))
        assert (gone.status_code, gone.json["type"]) == (410, "/problems/report-withdrawn")
    assert client.get(f"/v1/agencies/{agency_id}/reports").json["reports"] == []


def test_a_known_tag_does_not_hide_that_a_year_is_gone(client: FlaskClient, agency_id: str) -> None:
    etag = post(client, agency_id).headers["ETag"]
    client.delete(report_path(agency_id))
    gone = client.get(report_path(agency_id), headers={"If-None-Match": etag})
    assert gone.status_code == 410


def test_the_revisions_of_a_withdrawn_year_stay_readable(
    client: FlaskClient, agency_id: str
) -> None:
    posted = post(client, agency_id)
    client.delete(report_path(agency_id))
    assert client.get(report_path(agency_id, part="?revision=1")).data == posted.data
    source = client.get(report_path(agency_id, part="/source?revision=1"))
    assert source.data == report_text().encode()
    findings = client.get(report_path(agency_id, part="/findings?revision=1"))
    assert findings.json["findings"] == posted.json["findings"]
    [revision] = client.get(report_path(agency_id, part="/revisions")).json["revisions"]
    assert revision["withdrawn_at"] is not None


@pytest.mark.parametrize("received", [3, 4])
def test_an_upload_brings_a_withdrawn_year_back_whatever_its_bytes(
    client: FlaskClient, agency_id: str, received: int
) -> None:
    post(client, agency_id)
    client.delete(report_path(agency_id))
    again = post(client, agency_id, report_text(received=received))
    assert (again.status_code, again.json["revision"]) == (201, 2)
    assert client.get(report_path(agency_id)).data == again.data


def test_what_is_withdrawn_stays_so_when_it_is_withdrawn_again(
    client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id)
    client.delete(report_path(agency_id))
    revisions = client.get(report_path(agency_id, part="/revisions")).data
    assert client.delete(report_path(agency_id)).status_code == 204
    assert client.get(report_path(agency_id, part="/revisions")).data == revisions


def test_a_stale_tag_withdraws_nothing(client: FlaskClient, agency_id: str) -> None:
    stale = post(client, agency_id).headers["ETag"]
    current = post(client, agency_id, report_text(received=4)).headers["ETag"]
    refused = client.delete(report_path(agency_id), headers={"If-Match": stale})
    assert (refused.status_code, refused.json["type"]) == (412, "/problems/precondition-failed")
    assert client.get(report_path(agency_id)).status_code == 200
    assert client.delete(report_path(agency_id), headers={"If-Match": current}).status_code == 204


def test_what_was_never_stored_cannot_be_withdrawn(client: FlaskClient, agency_id: str) -> None:
    nobody = client.delete(report_path(agency_id))
    assert (nobody.status_code, nobody.json["type"]) == (404, "/problems/agency-not-found")
    post(client, agency_id)
    no_year = client.delete(report_path(agency_id, 2023))
    assert (no_year.status_code, no_year.json["type"]) == (404, "/problems/report-not-found")
    assert client.get(f"/v1/agencies/{agency_id}").json["agency_id"] == agency_id


def test_withdrawing_a_year_of_nobody_registers_nobody(client: FlaskClient, agency_id: str) -> None:
    client.delete(report_path(agency_id))
    assert client.get(f"/v1/agencies/{agency_id}").status_code == 404


def test_if_none_match_any_stores_where_the_year_was_withdrawn(
    client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id)
    client.delete(report_path(agency_id))
    answer = post(client, agency_id, headers={"If-None-Match": "*"})
    assert answer.status_code == 201


def test_the_revisions_say_who_sent_what_when(client: FlaskClient, agency_id: str) -> None:
    first = post(client, agency_id)
    second = post(client, agency_id, report_text(received=4))
    listed = client.get(report_path(agency_id, part="/revisions")).json["revisions"]
    assert [revision["revision"] for revision in listed] == [2, 1]
    for revision, answer in zip(listed, (second, first), strict=True):
        assert revision["received_at"] == answer.json["received_at"]
        assert revision["sha256"] == answer.json["source"]["sha256"]
        assert revision["bytes"] == answer.json["source"]["bytes"]
        assert revision["withdrawn_at"] is None
        assert revision["findings"]["rule_set"] == answer.json["checks"]["rule_set"]

"""Known tags are answered without reading what they stand for."""

from flask.testing import FlaskClient

from service.storage.pool import Pool
from tests.integration.sending import post, report_path


def test_a_known_tag_is_answered_from_the_row_of_the_report_alone(
    client: FlaskClient, agency_id: str, pool: Pool
) -> None:
    known = {"If-None-Match": post(client, agency_id).headers["ETag"]}
    with pool.transaction() as statements:  # nobody else can read these now
        statements.execute("LOCK TABLE revisions, finding_sets, findings, agencies")
        answer = client.get(report_path(agency_id), headers=known)
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == known["If-None-Match"]

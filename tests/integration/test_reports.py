"""A report of an agency, from POST to the tables and back by GET."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.texts import report_text

TABLES = (
    "agencies",
    "reports",
    "revisions",
    "sections",
    "disclosure_rows",
    "application_rows",
    "review_rows",
    "figures",
    "findings",
    "finding_sets",
)


def post(client: FlaskClient, agency_id: str, text: str, **request: Any) -> TestResponse:
    return client.post(
        f"/v1/agencies/{agency_id}/reports",
        data=text.encode(),
        content_type="text/plain",
        **request,
    )


def get(client: FlaskClient, agency_id: str, year: int = 2024, **headers: str) -> TestResponse:
    return client.get(f"/v1/agencies/{agency_id}/reports/{year}", headers=headers)


def query(app: Flask, statement: str, agency_id: str) -> list[tuple[Any, ...]]:
    with app.extensions["pool"].transaction() as statements:
        statements.execute(statement, {"agency_id": agency_id})
        return list(statements.fetchall())


def row_counts(app: Flask, agency_id: str) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        statement = f"SELECT count(*) FROM {table} WHERE agency_id = %(agency_id)s"  # noqa: S608
        ((counts[table],),) = query(app, statement, agency_id)
    return counts


def test_a_new_report_answers_201_with_its_address(client: FlaskClient, agency_id: str) -> None:
    answer = post(client, agency_id, report_text())
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/agencies/{agency_id}/reports/2024"
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    assert (answer.json["agency_id"], answer.json["year"]) == (agency_id, 2024)
    assert answer.json["revision"] == 1
    assert answer.json["received_at"].endswith("Z")


def test_get_answers_the_bytes_that_post_answered(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, report_text())
    found = client.get(posted.headers["Location"])
    assert found.status_code == 200
    assert found.data == posted.data
    assert found.headers["ETag"] == posted.headers["ETag"]


def test_the_same_bytes_again_answer_200_and_store_nothing(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    first = post(client, agency_id, report_text())
    before = row_counts(app, agency_id)
    again = post(client, agency_id, report_text())
    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert row_counts(app, agency_id) == before


def test_other_bytes_become_a_new_revision_and_the_old_one_stays(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    first = post(client, agency_id, report_text(received=3))
    second = post(client, agency_id, report_text(received=4))
    assert second.status_code == 201
    assert second.json is not None
    assert second.json["revision"] == 2
    assert get(client, agency_id).data == second.data
    statement = """
        SELECT revision, representation FROM finding_sets
        WHERE agency_id = %(agency_id)s ORDER BY revision
    """
    kept = [(number, bytes(data)) for number, data in query(app, statement, agency_id)]
    assert kept == [(1, first.data), (2, second.data)]


def test_bytes_of_an_older_revision_sent_again_become_the_newest(
    client: FlaskClient, agency_id: str
) -> None:
    texts = [report_text(received=3), report_text(received=4), report_text(received=3)]
    answers = [post(client, agency_id, text) for text in texts]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert get(client, agency_id).data == answers[-1].data


def test_years_and_agencies_do_not_touch_each_other(client: FlaskClient, agency_id: str) -> None:
    posts = {
        (name, year): post(client, name, report_text(year=year)).data
        for name in (agency_id, f"{agency_id}-b")
        for year in (2023, 2024)
    }
    for (name, year), data in posts.items():
        assert get(client, name, year).data == data


def test_a_known_etag_answers_304_without_a_body(client: FlaskClient, agency_id: str) -> None:
    etag = post(client, agency_id, report_text()).headers["ETag"]
    fresh = get(client, agency_id, **{"If-None-Match": etag})
    assert (fresh.status_code, fresh.data, fresh.headers["ETag"]) == (304, b"", etag)
    post(client, agency_id, report_text(received=9))
    assert get(client, agency_id, **{"If-None-Match": etag}).status_code == 200


def test_a_year_that_is_not_stored_is_not_found(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, report_text(year=2024))
    assert get(client, agency_id, 2023).json["type"] == "/problems/report-not-found"


def test_the_tables_hold_what_the_representation_says(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    text = report_text(received=5).replace("| 5 | 0 |", "| 5 | / |", 1)
    posted = post(client, agency_id, text).json
    assert posted is not None
    statement = "SELECT to_jsonb(r) FROM application_rows r WHERE agency_id = %(agency_id)s"
    rows = {row["row_code"]: row for (row,) in query(app, statement, agency_id)}
    assert len(rows) == 25
    for code, cells in posted["applications"].items():
        assert {column: rows[code][column] for column in cells} == cells
    assert rows["received"]["total"] == 5
    assert rows["received"]["printed"] == {"commercial_enterprise": "/"}
    assert rows["received"]["commercial_enterprise"] is None
    counts = row_counts(app, agency_id)
    assert counts["sections"] == len(posted["sections"]) == 6
    assert counts["disclosure_rows"] == 6
    assert counts["review_rows"] == 3
    assert counts["figures"] == len(posted["narrative"]) > 0
    assert counts["findings"] == len(posted["findings"])


def test_findings_are_stored_in_their_order(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    faulty = report_text().replace("第三项", "").replace("| （七）总计 | 3 |", "| （七）总计 | 2 |")
    posted = post(client, agency_id, faulty).json
    assert posted is not None
    statement = """
        SELECT rule, severity, line FROM findings
        WHERE agency_id = %(agency_id)s ORDER BY ordinal
    """
    expected = [
        (finding["rule"], finding["severity"], (finding["place"] or {}).get("line"))
        for finding in posted["findings"]
    ]
    assert expected
    assert query(app, statement, agency_id) == expected


def test_the_very_bytes_received_are_kept_with_what_was_said_of_them(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    data = report_text().encode("gb18030")
    path = f"/v1/agencies/{agency_id}/reports"
    client.post(path, data=data, content_type="text/markdown; charset=gb2312")
    statement = """
        SELECT source, media_type, encoding, filename FROM revisions
        WHERE agency_id = %(agency_id)s
    """
    ((source, *said),) = query(app, statement, agency_id)
    assert bytes(source) == data
    assert said == ["text/markdown", "gb18030", None]


def test_a_nul_in_the_text_does_not_stop_the_storing(client: FlaskClient, agency_id: str) -> None:
    text = report_text().replace("查档窗口", "查档\0窗口").replace("总体情况", "总体\0情况")
    assert post(client, agency_id, text).status_code == 201


@pytest.mark.parametrize("received", [10**12, 10**17, 10**30])
def test_a_number_that_digits_run_together_make_does_not_stop_the_storing(
    client: FlaskClient, agency_id: str, received: int
) -> None:
    answer = post(client, agency_id, report_text(received=received))
    assert answer.status_code == 201
    assert get(client, agency_id).data == answer.data


def test_a_text_of_headings_alone_does_not_stop_the_storing(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    headings = "一、概述\n正文正文正文\n" * 33_000
    answer = post(client, agency_id, headings, query_string={"year": 2022})
    assert answer.status_code == 201
    assert row_counts(app, agency_id)["sections"] == len(answer.json["sections"]) > 9_000


def test_the_year_of_the_request_serves_a_text_that_names_none(
    client: FlaskClient, agency_id: str
) -> None:
    text = report_text().replace("2024年", "").replace("2025年", "")
    unknown = post(client, agency_id, text)
    assert (unknown.status_code, unknown.json["type"]) == (422, "/problems/year-unknown")
    known = post(client, agency_id, text, query_string={"year": 2022})
    assert (known.status_code, known.json["year"]) == (201, 2022)
    assert get(client, agency_id, 2022).data == known.data


def test_the_year_of_the_request_must_agree_with_the_text(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    answer = post(client, agency_id, report_text(year=2024), query_string={"year": 2023})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/year-disagrees")
    assert set(row_counts(app, agency_id).values()) == {0}
    assert (
        post(client, agency_id, report_text(2024), query_string={"year": 2024}).status_code == 201
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty-body"),
        (b" \n ", "empty-body"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40, "not-text"),
        ("那年春天，他离开了家乡。".encode() * 50, "not-a-report"),
    ],
    ids=["empty", "blanks", "picture", "novel"],
)
def test_what_is_no_report_is_refused_and_leaves_no_trace(
    app: Flask, client: FlaskClient, agency_id: str, body: bytes, problem: str
) -> None:
    answer = client.post(f"/v1/agencies/{agency_id}/reports", data=body, content_type="text/plain")
    assert (answer.status_code, answer.json["type"]) == (422, f"/problems/{problem}")
    assert set(row_counts(app, agency_id).values()) == {0}


def test_a_report_cut_in_the_middle_of_table_three_is_stored(
    client: FlaskClient, agency_id: str
) -> None:
    text = report_text()
    answer = post(client, agency_id, text[: text.index("4.保护第三方合法权益") + 14])
    assert answer.status_code == 201
    assert answer.json["review"] is None
    assert answer.json["findings"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_copy_in_another_encoding_is_read_the_same(
    client: FlaskClient, agency_id: str, encoding: str
) -> None:
    path = f"/v1/agencies/{agency_id}/reports"
    answer = client.post(path, data=report_text().encode(encoding), content_type="text/plain")
    plain = client.post("/v1/check", data=report_text().encode(), content_type="text/plain")
    assert answer.status_code == 201
    assert answer.json["applications"] == plain.json["applications"]


def test_writers_at_once_each_get_their_revision(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    texts = [report_text(received=number) for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda text: post(app.test_client(), agency_id, text), texts))
    assert {answer.status_code for answer in answers} == {201}
    bodies = {answer.json["revision"]: answer.data for answer in answers}
    assert sorted(bodies) == list(range(1, 13))
    assert get(client, agency_id).data == bodies[12]


def test_the_same_bytes_at_once_make_one_revision(app: Flask, agency_id: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(
            threads.map(lambda _: post(app.test_client(), agency_id, report_text()), range(12))
        )
    assert sorted(answer.status_code for answer in answers) == [200] * 11 + [201]
    assert len({answer.data for answer in answers}) == 1
    assert row_counts(app, agency_id)["revisions"] == 1


def test_other_agencies_are_not_kept_waiting_by_a_writer(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id, report_text(2024))
    with app.extensions["pool"].transaction() as statements:
        statements.execute(
            "SELECT FROM agencies WHERE agency_id = %s FOR NO KEY UPDATE", (agency_id,)
        )
        assert post(app.test_client(), f"{agency_id}-b", report_text(2024)).status_code == 201


def test_a_server_restart_between_two_requests_is_not_noticed(
    client: FlaskClient, agency_id: str, app: Flask, database_url: str
) -> None:
    posted = post(client, agency_id, report_text())
    ((backend,),) = query(app, "SELECT pg_backend_pid()", agency_id)
    with psycopg2.connect(database_url) as other, other.cursor() as statements:
        statements.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
    other.close()
    assert get(client, agency_id).data == posted.data


def test_a_wrong_agency_id_is_refused_before_anything_else(client: FlaskClient) -> None:
    for answer in (
        client.post("/v1/agencies/运城/reports", data=b""),
        client.get("/v1/agencies/111408000123456781/reports/2024"),
    ):
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-agency-id")


def test_the_database_is_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ok"}

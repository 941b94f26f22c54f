"""The very bytes of a report, and its older revisions."""

import io
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.texts import report_text


def post(client: FlaskClient, agency_id: str, data: bytes, kind: str = "text/plain") -> Any:
    return client.post(f"/v1/agencies/{agency_id}/reports", data=data, content_type=kind)


@pytest.mark.parametrize(
    ("encoding", "charset"), [("utf-8", "utf-8"), ("utf-16", "utf-16-le"), ("gb18030", "gb18030")]
)
@pytest.mark.parametrize("kind", ["text/plain", "text/markdown", "text/html"])
def test_the_very_bytes_come_back_with_their_type_and_what_they_turned_out_to_be_in(
    client: FlaskClient, agency_id: str, encoding: str, charset: str, kind: str
) -> None:
    data = report_text().encode(encoding)
    address = post(client, agency_id, data, kind).headers["Location"]
    answer = client.get(f"{address}/source")
    assert answer.data == data
    assert answer.headers["Content-Type"] == f"{kind}; charset={charset}"


@pytest.mark.parametrize(
    "strange",
    [
        b"'\";%s %(x)s -- \\ \\x41 \\\\ E''",
        b"\0",
        "\x01\x7f\u2028\ufeff\uffff\U0010ffff\r\n".encode(),
        b"",
    ],
)
def test_bytes_come_back_whatever_stands_in_them(
    client: FlaskClient, agency_id: str, strange: bytes
) -> None:
    data = report_text().encode() + strange
    posted = post(client, agency_id, data, "text/plain; charset=utf-8")
    address = posted.headers["Location"]
    assert client.get(f"{address}/source").data == data
    assert client.get(address).data == posted.data


def test_bytes_are_stored_as_they_came_and_not_compressed(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    data = report_text().encode() * 3
    post(client, agency_id, data)
    with app.extensions["pool"].transaction() as statements:
        statements.execute(
            "SELECT pg_column_size(source) FROM revisions WHERE agency_id = %s", (agency_id,)
        )
        assert statements.fetchall() == [(len(data),)]


def test_a_page_of_somebody_else_does_not_run_as_ours(client: FlaskClient, agency_id: str) -> None:
    page = f"<html><script>alert(1)</script><pre>{report_text()}</pre></html>".encode()
    address = post(client, agency_id, page, "text/html").headers["Location"]
    headers = client.get(f"{address}/source").headers
    assert headers["Content-Disposition"] == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["report.txt", "年报 2024.txt", "a'b;c=.txt", "é\u0301\U0001f600.md"]
)
def test_a_file_keeps_its_name(client: FlaskClient, agency_id: str, name: str) -> None:
    form = {"file": (io.BytesIO(report_text().encode()), name)}
    posted = client.post(f"/v1/agencies/{agency_id}/reports", data=form)
    answer = client.get(f"{posted.headers['Location']}/source")
    assert answer.data == report_text().encode()
    said = answer.headers["Content-Disposition"]
    assert said.isascii()
    assert unquote(said.removeprefix("attachment; filename*=UTF-8''")) == name


def test_known_bytes_answer_304(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, report_text().encode())
    address = f"{posted.headers['Location']}/source"
    tag = client.get(address).headers["ETag"]
    assert tag == f'"{posted.json["source"]["sha256"]}"'
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_every_revision_stays_readable_with_its_source_and_its_places(
    client: FlaskClient, agency_id: str
) -> None:
    texts = [report_text(received=number) for number in (1, 2, 3)]
    posted = [post(client, agency_id, text.encode()) for text in texts]
    address = posted[0].headers["Location"]
    for number, (text, answer) in enumerate(zip(texts, posted, strict=True), 1):
        found = client.get(f"{address}?revision={number}")
        assert (found.data, found.headers["ETag"]) == (answer.data, answer.headers["ETag"])
        assert client.get(f"{address}/source?revision={number}").data == text.encode()
        more = client.get(f"{address}?revision={number}&include=provenance,text").json
        place = more["provenance"]["/applications/received/total"]
        assert more["text"][place["start"] : place["end"]] == str(number)
    assert client.get(f"{address}/source").data == texts[-1].encode()


@pytest.mark.parametrize("part", ["", "/source"])
@pytest.mark.parametrize(
    ("query", "status", "slug"),
    [
        ("?revision=2", 404, "revision-not-found"),
        ("?revision=2147483647", 404, "revision-not-found"),
        ("?revision=2147483648", 400, "invalid-parameter"),
        ("?revision=0", 400, "invalid-parameter"),
        ("?revision=-1", 400, "invalid-parameter"),
        ("?revision=+1", 400, "invalid-parameter"),
        ("?revision=last", 400, "invalid-parameter"),
        ("?revision=", 400, "invalid-parameter"),
        ("?revision=1&revision=1", 400, "invalid-parameter"),
    ],
)
def test_a_revision_that_is_not_there_is_a_problem(
    client: FlaskClient, agency_id: str, part: str, query: str, status: int, slug: str
) -> None:
    address = post(client, agency_id, report_text().encode()).headers["Location"]
    answer = client.get(f"{address}{part}{query}")
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{slug}")


def test_there_is_no_source_where_there_is_no_report(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, report_text(year=2023).encode())
    answer = client.get(f"/v1/agencies/{agency_id}/reports/2024/source")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/report-not-found")

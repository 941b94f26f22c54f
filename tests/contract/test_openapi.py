"""Real answers against the contract that openapi.yaml makes with callers."""

import gzip
import io
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from service.api.operation import OPERATIONS
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from tests.contract.holding import hold_against
from tests.integration.texts import report_text

REPORT = report_text().encode()
FAULTY = REPORT.replace("（七）总计 | 3 |".encode(), "（七）总计 | 2 |".encode())
NO_COUNTS = REPORT.replace("（七）总计 | 3 |".encode(), "（七）总计 | -2.5 |".encode())
METHODS = ("get", "put", "post", "delete", "patch")


def operations(contract: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, item in contract["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_the_contract_is_valid_openapi(contract: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []


def test_every_route_is_an_operation_of_the_contract(app: Flask, contract: dict[str, Any]) -> None:
    assert {app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()} <= set(
        OPERATIONS
    )
    routes = sum(len(rule.methods - {"HEAD", "OPTIONS"}) for rule in app.url_map.iter_rules())
    assert len(operations(contract)) == routes


def test_every_operation_says_what_it_does(contract: dict[str, Any]) -> None:
    for operation in operations(contract).values():
        assert operation["summary"]
        assert operation["description"]
    names = [operation["operationId"] for operation in operations(contract).values()]
    assert len(names) == len(set(names))


def test_the_tables_name_every_row_and_column_of_both_formats(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    for template in (*FORMAT_2021.tables(), *FORMAT_2019.tables()):
        rows = schemas["Report"]["properties"][template.code]["properties"]
        for row in template.rows:
            name = rows[row.code].get("$ref", "").rpartition("/")[2]
            cells = schemas[name]["properties"] if name else rows[row.code]["properties"]
            assert {column.code for column in row.columns} <= set(cells)


def test_a_list_in_a_query_is_one_parameter_with_commas(contract: dict[str, Any]) -> None:
    lists = [
        parameter
        for operation in operations(contract).values()
        for parameter in operation["parameters"]
        if parameter.get("schema", {}).get("type") == "array"
    ]
    assert lists
    assert all(parameter["explode"] is False for parameter in lists)


UPLOADS: dict[str, dict[str, Any]] = {
    "a report": {"data": REPORT, "content_type": "text/plain"},
    "a report with numbers that count nothing": {"data": NO_COUNTS, "content_type": "text/plain"},
    "faults": {"data": FAULTY, "content_type": "text/plain"},
    "a fragment": {"data": REPORT[: len(REPORT) // 2], "content_type": "text/html"},
    "json": {"json": {"text": REPORT.decode()}},
    "an unknown field": {"json": {"text": "x", "y": 1}},
    "no json": {"data": b"{", "content_type": "application/json"},
    "a wrong type": {"data": REPORT, "content_type": "application/pdf"},
    "nothing": {"data": b"", "content_type": "text/plain"},
    "a novel": {"data": "一部小说。".encode() * 99, "content_type": "text/plain"},
    "bytes": {"data": bytes(range(256)) * 9, "content_type": "text/plain"},
    "too much": {"data": b"0" * 100_001, "content_type": "text/plain"},
    "too much inside": {
        "data": gzip.compress(b"0" * 100_001),
        "content_type": "text/plain",
        "headers": {"Content-Encoding": "gzip"},
    },
    "everything included": {
        "data": FAULTY,
        "content_type": "text/plain",
        "query_string": {"include": "provenance,text"},
    },
    "a wrong inclusion": {
        "data": REPORT,
        "content_type": "text/plain",
        "query_string": {"include": "x"},
    },
    "an unknown parameter": {"data": REPORT, "query_string": {"x": 1}},
    "a wrong year": {"data": REPORT, "content_type": "text/plain", "query_string": {"year": 2019}},
}
ADDRESSES = {
    "/v1/check": "/v1/check",
    "/v1/agencies/{agency_id}/reports": f"/v1/agencies/contract-{uuid4().hex}/reports",
}


@pytest.mark.parametrize("upload", UPLOADS.values(), ids=UPLOADS)
@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_to_uploads_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], path: str, upload: dict[str, Any]
) -> None:
    hold_against(closed, client.post(ADDRESSES[path], **upload), "post", path)


def test_answers_to_a_form_keep_the_contract(client: FlaskClient, closed: dict[str, Any]) -> None:
    form = {"file": (io.BytesIO(REPORT), "年报.txt")}
    hold_against(closed, client.post("/v1/check", data=form), "post", "/v1/check")


def test_answers_about_one_report_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any]
) -> None:
    path = "/v1/agencies/{agency_id}/reports"
    address = f"/v1/agencies/contract-{uuid4().hex}/reports"
    first = client.post(address, data=REPORT, content_type="text/plain")
    again = client.post(address, data=REPORT, content_type="text/plain")
    assert (first.status_code, again.status_code) == (201, 200)
    for answer in (first, again):
        hold_against(closed, answer, "post", path)
    headers = {"If-None-Match": first.headers["ETag"]}
    stale = {"If-Match": '"stale"'}
    refused = client.post(address, data=FAULTY, content_type="text/plain", headers=stale)
    assert refused.status_code == 412
    hold_against(closed, refused, "post", path)
    for answer in (
        client.get(f"{address}/2024?include=provenance,text"),
        client.get(f"{address}/2024?include=none"),
        client.get(f"{address}/2024", headers=stale),
        client.get(f"{address}/2024"),
        client.get(f"{address}/2024", headers=headers),
        client.get(f"{address}/2023"),
        client.get(f"{address}/2024?x=1"),
        client.get(f"{address}/2024?revision=1"),
        client.get(f"{address}/2024?revision=2"),
        client.get("/v1/agencies/a%20b/reports/2024"),
    ):
        hold_against(closed, answer, "get", path + "/{year}")
    sha256 = {"If-None-Match": f'"{first.json["source"]["sha256"]}"'}
    for answer in (
        client.get(f"{address}/2024/source"),
        client.get(f"{address}/2024/source", headers=sha256),
        client.get(f"{address}/2024/source?revision=2"),
        client.get(f"{address}/2023/source"),
    ):
        hold_against(closed, answer, "get", path + "/{year}/source")


def test_answers_about_a_withdrawn_report_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any]
) -> None:
    path = "/v1/agencies/{agency_id}/reports/{year}"
    agency = f"/v1/agencies/contract-{uuid4().hex}"
    stored = client.post(f"{agency}/reports", data=FAULTY, content_type="text/plain")
    address = f"{agency}/reports/2024"
    for answer in (
        client.delete(address, headers={"If-Match": '"stale"'}),
        client.delete(address),
        client.delete(f"{agency}/reports/2020"),
        client.delete("/v1/agencies/a%20b/reports/2020"),
    ):
        hold_against(closed, answer, "delete", path)
    for part in ("", "/findings", "/source", "/revisions"):
        hold_against(closed, client.get(f"{address}{part}"), "get", f"{path}{part}")
    since = {"updated_since": stored.json["received_at"], "year": "2024"}
    listed = client.get("/v1/reports", query_string=since)
    assert any(report["withdrawn_at"] for report in listed.json["reports"])
    hold_against(closed, listed, "get", "/v1/reports")


@pytest.mark.parametrize("part", ["", "/reports", "/series"])
def test_answers_about_an_agency_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], part: str
) -> None:
    agency = f"/v1/agencies/contract-{uuid4().hex}"
    path = f"/v1/agencies/{{agency_id}}{part}"
    hold_against(closed, client.get(f"{agency}{part}"), "get", path)
    hold_against(closed, client.get(f"/v1/agencies/a%20b{part}"), "get", path)
    client.post(f"{agency}/reports", data=FAULTY, content_type="text/plain")
    client.post(f"{agency}/reports", data=REPORT[: len(REPORT) // 2], content_type="text/plain")
    found = client.get(f"{agency}{part}")
    known = {"If-None-Match": found.headers["ETag"]}
    for answer in (
        found,
        client.get(f"{agency}{part}?x=1"),
        client.get(f"{agency}{part}", headers=known),
    ):
        hold_against(closed, answer, "get", path)


REGISTRATIONS: dict[str, dict[str, Any]] = {
    "a name": {"json": {"name": "某局"}},
    "everything": {
        "json": {
            "name": "某局",
            "other_names": ["局"],
            "division": "140881",
            "level": "county",
            "parent": "a",
        }
    },
    "wrong fields": {"json": {"name": 1, "x": []}},
    "a stale tag": {"json": {"name": "某局"}, "headers": {"If-Match": '"x"'}},
    "no json": {"data": b"x", "content_type": "application/json"},
    "a wrong type": {"data": b"x", "content_type": "text/plain"},
    "too much": {"data": b"0" * 100_001, "content_type": "application/json"},
}


@pytest.mark.parametrize("registration", REGISTRATIONS.values(), ids=REGISTRATIONS)
def test_answers_to_registrations_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], registration: dict[str, Any]
) -> None:
    address = f"/v1/agencies/contract-{uuid4().hex}"
    for _ in range(2):
        answer = client.put(address, **registration)
        hold_against(closed, answer, "put", "/v1/agencies/{agency_id}")


@pytest.mark.parametrize("path", ["/v1/reports", "/v1/agencies"])
def test_answers_about_lists_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], path: str
) -> None:
    for number in range(2):
        agency = f"/v1/agencies/contract-{uuid4().hex}-{number}"
        client.post(f"{agency}/reports", data=FAULTY, content_type="text/plain")
    page = client.get(f"{path}?limit=1")
    assert page.json["next"]
    known = {"If-None-Match": page.headers["ETag"]}
    for answer in (
        page,
        client.get(f"{path}?limit=1&cursor={page.json['next']}"),
        client.get(f"{path}?limit=1", headers=known),
        client.get(f"{path}?limit=0"),
        client.get(f"{path}?x=0"),
        client.get(f"{path}?cursor=0"),
        client.get(path, headers={"Accept": "image/png"}),
    ):
        hold_against(closed, answer, "get", path)


@pytest.mark.parametrize(
    "accept",
    ["application/json", "text/csv", "application/x-ndjson", "application/sarif+json", "a/b"],
)
def test_answers_about_findings_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], accept: str
) -> None:
    path = "/v1/agencies/{agency_id}/reports/{year}/findings"
    address = f"/v1/agencies/contract-{uuid4().hex}/reports"
    client.post(address, data=FAULTY, content_type="text/plain")
    headers = {"Accept": accept}
    for year, query in ((2024, ""), (2024, "?revision=9"), (2023, ""), (2024, "?severity=x")):
        answer = client.get(f"{address}/{year}/findings{query}", headers=headers)
        hold_against(closed, answer, "get", path)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
        ("/metrics", "/metrics"),
        ("/openapi.yaml", "/openapi.yaml"),
        ("/openapi.json", "/openapi.json"),
        ("/v1/rules", "/v1/rules"),
        ("/v1/rules/{code}", "/v1/rules/A101"),
        ("/v1/rules/{code}", "/v1/rules/none"),
        ("/problems", "/problems"),
        ("/problems/{slug}", "/problems/not-text"),
        ("/problems/{slug}", "/problems/none"),
    ],
)
def test_answers_about_the_service_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], path: str, address: str
) -> None:
    hold_against(closed, client.get(address), "get", path)


def test_real_reports_keep_the_contract(
    client: FlaskClient, closed: dict[str, Any], reports_dir: Any
) -> None:
    for file in (*reports_dir.glob("*.txt"), *reports_dir.glob("more/*.txt")):
        answer = client.post("/v1/check", data=file.read_bytes(), content_type="text/plain")
        assert answer.status_code == 200, file.name
        hold_against(closed, answer, "post", "/v1/check")

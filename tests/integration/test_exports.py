"""Exports hold all that is stored and asked for, of one moment, in a form that is safe to open."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.api.finding_formats import BOM, harmless
from service.api.media_types import CSV, NDJSON
from service.app import create_app
from service.config import Settings
from service.limits import Limits
from service.model.key import Bounds, Scope
from service.storage import snapshots
from service.storage.exports import EXPORTS, HEAD
from service.storage.migrate import migrate
from service.storage.pool import Pool
from tests.conftest import header_of_key, new_database, run
from tests.integration.sending import FAULTY, post, report_path
from tests.integration.texts import report_text
from tests.system.running import eventually

Row = dict[str, Any]


@pytest.fixture(scope="module")
def url(database_url: str) -> Iterator[str]:
    """Give a database with three agencies; of the last one a report is withdrawn."""
    with new_database(database_url) as url:
        migrate(url)
        app = create_app(Settings(database_url=url))
        client = app.test_client()
        for number, division in enumerate(("140802", "140881", "150102")):
            body = {"name": f'某{number}局，"=1+1"北', "division": division}
            assert client.put(f"/v1/agencies/organ-{number}", json=body).status_code == 201
        for number, text in enumerate((report_text(2023), FAULTY, report_text(2025))):
            assert post(client, f"organ-{number}", text).status_code == 201
        post(client, "organ-1", report_text(2023, received=9))
        post(client, "organ-1", report_text(2023, received=8))
        post(client, "organ-2", report_text(2024))
        client.delete(report_path("organ-2", 2024))
        app.extensions["pool"].close()
        yield url


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    app = create_app(Settings(database_url=url, limits=Limits(max_exports=1)))
    yield app
    app.extensions["pool"].close()


def get(client: FlaskClient, export: str, kind: str = NDJSON, **query: Any) -> TestResponse:
    answer = client.get(f"/v1/exports/{export}", query_string=query, headers={"Accept": kind})
    assert answer.status_code == 200, answer.json
    return answer


def rows(client: FlaskClient, export: str, **query: Any) -> list[Row]:
    return [json.loads(line) for line in get(client, export, **query).text.split("\n")[:-1]]


def reports(found: list[Row]) -> list[tuple[str, int]]:
    """Return the reports that rows are of, in their order."""
    return list(dict.fromkeys((row["agency_id"][-1], row["year"]) for row in found))


EVERYTHING = [("0", 2023), ("1", 2023), ("1", 2024), ("2", 2025)]


@pytest.mark.parametrize("export", ["reports", "applications", "disclosure", "review", "figures"])
def test_every_current_report_is_exported_by_agency_and_year(
    client: FlaskClient, export: str
) -> None:
    assert reports(rows(client, export)) == EVERYTHING


@pytest.mark.parametrize("export", ["applications", "disclosure", "review"])
def test_tables_are_those_of_the_representations(client: FlaskClient, export: str) -> None:
    for report in EVERYTHING:
        answered = client.get(report_path(f"organ-{report[0]}", report[1])).json
        exported = {row["row"]: row for row in rows(client, export) if reports([row]) == [report]}
        assert set(exported) == set(answered[export])
        for code, cells in answered[export].items():
            assert cells.items() <= exported[code].items()
            assert exported[code]["revision"] == answered["revision"]


def test_figures_and_findings_are_those_of_the_representation(client: FlaskClient) -> None:
    answered = client.get(report_path("organ-1")).json
    of_report = [row for row in rows(client, "findings") if row["year"] == 2024]
    assert [row["fingerprint"] for row in of_report] == [
        finding["fingerprint"] for finding in answered["findings"]
    ]
    assert of_report[0]["message_zh"] == answered["findings"][0]["message"]["zh"]
    figures = rows(client, "figures", year=2024)
    assert [(row["figure"], row["value"], row["quote"]) for row in figures] == [
        (figure["figure"], figure["value"], figure["quote"]) for figure in answered["narrative"]
    ]


def test_reports_say_what_lists_say(client: FlaskClient) -> None:
    listed = {
        (each["agency_id"], each["year"]): each
        for each in client.get("/v1/reports").json["reports"]
    }
    for row in rows(client, "reports"):
        each = listed[row["agency_id"], row["year"]]
        same = "registered_name division revision format title agency_name signed_on sha256 etag"
        for name in (*same.split(), "received_at", "updated_at", "withdrawn_at"):
            assert row[name] == each[name], name
        assert row["judged_at"] == each["findings"]["judged_at"]
        assert (row["errors"], row["warnings"]) == tuple(
            each["findings"][name] for name in ("error", "warning")
        )


@pytest.mark.parametrize("export", EXPORTS)
def test_csv_and_ndjson_have_the_same_rows(client: FlaskClient, export: str) -> None:
    answer = get(client, export, CSV)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{export}.csv"'
    assert answer.text.startswith(BOM)
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix(BOM), newline="")))
    lines = rows(client, export)
    names = [column.name for column in (*HEAD, *EXPORTS[export].columns)]
    assert list(table[0]) == list(lines[0]) == names
    assert table == [
        {name: "" if value is None else str(harmless(value)) for name, value in line.items()}
        for line in lines
    ]
    assert len(get(client, export, CSV).data.split(b"\r\n")) > len(lines)


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@x",
        "\tx",
        "\rx",
        "-3",
        "+4.5",
        "-.5",
        "-",
        "+5.",
        "正文",
        'a,"b"\n)',
        "\x1e)(",
    ],
)
def test_what_a_spreadsheet_would_run_is_text(client: FlaskClient, url: str, value: str) -> None:
    quoted = value.replace("'", "''")
    run(url, f"UPDATE figures SET unit = E'{quoted}' WHERE agency_id = 'organ-0'")  # noqa: S608
    text = get(client, "figures", CSV, year=2023, division="1408").text
    table = csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""))
    found = {row["unit"] for row in table if row["agency_id"] == "organ-0"}
    assert found == {harmless(value.replace("\x1e", ""))}
    lines = rows(client, "figures", year=2023)
    assert {row["unit"] for row in lines if row["agency_id"] == "organ-0"} == {value}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"year": 2024}, [("1", 2024)]),
        ({"year": 2022}, []),
        ({"division": "1408"}, EVERYTHING[:3]),
        ({"division": "140881", "year": 2023}, [("1", 2023)]),
        ({"format": "2019"}, []),
        ({"format": "2021"}, EVERYTHING),
        ({"rule": "A103"}, [("1", 2024)]),
        ({"rule": "A103", "severity": "warning"}, []),
        ({"updated_since": "2200-01-01T00:00:00Z"}, []),
        ({"updated_since": "2020-01-01T00:00:00Z"}, EVERYTHING),
    ],
)
def test_filters_are_those_of_the_list(
    client: FlaskClient, query: dict[str, Any], expected: list[tuple[str, int]]
) -> None:
    assert reports(rows(client, "applications", **query)) == expected
    listed = client.get("/v1/reports", query_string=query).json["reports"]
    current = [each for each in listed if each["withdrawn_at"] is None]
    assert sorted(reports(current)) == expected


def test_of_findings_those_are_exported_that_are_asked_for(client: FlaskClient) -> None:
    assert {row["rule"] for row in rows(client, "findings")} > {"A103"}
    assert {row["rule"] for row in rows(client, "findings", rule="A103")} == {"A103"}
    assert {row["severity"] for row in rows(client, "findings", severity="error")} == {"error"}


def test_a_withdrawn_report_is_told_to_those_who_ask_what_changed(client: FlaskClient) -> None:
    since = {"updated_since": "2020-01-01T00:00:00Z"}
    found = {(row["agency_id"], row["year"]): row for row in rows(client, "reports", **since)}
    assert found["organ-2", 2024]["withdrawn_at"] is not None
    assert len(found) == 5


def test_a_bound_key_exports_what_it_is_for(client: FlaskClient, url: str) -> None:
    with new_database(url) as own:  # keys close a service for good
        migrate(own)
        app, pool = create_app(Settings(database_url=own)), Pool(own, 1)
        client = app.test_client()
        writer = header_of_key(pool, Scope.WRITE)
        for agency_id in ("a", "b"):
            post(client, agency_id, headers=writer)
        headers = header_of_key(pool, Scope.READ, Bounds(("b",))) | {"Accept": NDJSON}
        answer = client.get("/v1/exports/reports", headers=headers)
        assert [json.loads(line)["agency_id"] for line in answer.text.splitlines()] == ["b"]
        pool.close()
        app.extensions["pool"].close()


def test_an_export_is_of_the_moment_in_which_it_began(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "REPORTS_AT_ONCE", 1)
    answer = client.get("/v1/exports/reports", headers={"Accept": NDJSON}, buffered=False)
    post(client, "organ-9")
    assert reports([json.loads(line) for line in answer.text.splitlines()]) == EVERYTHING
    assert ("9", 2024) in reports(rows(client, "reports"))
    client.delete(report_path("organ-9"))


def test_one_export_too_many_is_told_to_come_back(client: FlaskClient) -> None:
    first = client.get("/v1/exports/reports")
    refused = client.get("/v1/exports/reports")
    assert (refused.status_code, refused.json["type"]) == (503, "/problems/too-many-exports")
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/v1/reports").status_code == 200
    first.close()
    head = client.head("/v1/exports/reports")
    assert (head.status_code, head.data) == (200, b"")
    head.close()
    assert get(client, "reports").data


def open_snapshots(url: str) -> int:
    [(number,)] = run(
        url,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        " AND backend_xmin IS NOT NULL",
    )
    return int(str(number))


def test_a_caller_that_goes_leaves_no_snapshot(client: FlaskClient, url: str) -> None:
    answer = client.get("/v1/exports/reports")
    assert open_snapshots(url) == 1
    answer.close()
    eventually(lambda: open_snapshots(url) == 0)


def test_an_export_that_takes_too_long_breaks_off(
    client: FlaskClient, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "REPORTS_AT_ONCE", 1)
    answer = client.get("/v1/exports/reports")
    monkeypatch.setattr(snapshots.time, "monotonic", lambda: 1e12)
    with pytest.raises(Exception, match="EXPORT_SECONDS"):
        _ = answer.data
    monkeypatch.undo()
    eventually(lambda: open_snapshots(url) == 0)


def test_what_cannot_be_exported_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/v1/exports/keys")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/not-found")


def test_without_a_database_it_is_said_before_anything_is_sent() -> None:
    app = create_app(Settings(database_url="postgresql://nobody@/none?host=/nonexistent"))
    answer = app.test_client().get("/v1/exports/reports")
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/storage-unavailable")

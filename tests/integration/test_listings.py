"""Lists of reports: of an agency, across agencies, and what a collector polls."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import product
from typing import Any, ClassVar
from uuid import uuid4

import psycopg2
import psycopg2.extensions
import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.model.key import Bounds
from service.storage import changes, listings
from service.storage.agencies import lock_agency
from service.storage.listings import Position, Wanted
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.reports import save_withdrawal
from service.storage.sending import Sending
from tests.integration.sending import FAULTY, post, report_path
from tests.integration.texts import report_text


@pytest.fixture
def division(client: FlaskClient) -> str:
    """Give the division of three agencies with a report each, and a fourth without one."""
    code = f"{uuid4().int % 900_000 + 100_000}"
    for number in range(4):
        agency = {"name": f"某{number}局", "division": code}
        client.put(f"/v1/agencies/{code}-{number}", json=agency)
    for number, text in enumerate((report_text(2023), FAULTY, report_text(2025))):
        post(client, f"{code}-{number}", text)
    return code


def listed(client: FlaskClient, **query: Any) -> list[tuple[str, int]]:
    answer = client.get("/v1/reports", query_string=query)
    assert answer.status_code == 200, answer.json
    return [(report["agency_id"][-1], report["year"]) for report in answer.json["reports"]]


def test_an_agencys_reports_are_listed_newest_first_with_counts(
    client: FlaskClient, agency_id: str
) -> None:
    posts = {year: post(client, agency_id, report_text(year)) for year in (2023, 2025)}
    posts[2024] = post(client, agency_id, FAULTY)
    reports = client.get(f"/v1/agencies/{agency_id}/reports").json["reports"]
    assert [report["year"] for report in reports] == [2025, 2024, 2023]
    assert [report["findings"]["error"] > 0 for report in reports] == [False, True, False]
    for report in reports:
        current = client.get(report_path(agency_id, report["year"]))
        assert f'"{report["etag"]}"' == current.headers["ETag"]
        assert report["sha256"] == posts[report["year"]].json["source"]["sha256"]


def test_an_agency_that_nobody_knows_has_no_list(client: FlaskClient, agency_id: str) -> None:
    answer = client.get(f"/v1/agencies/{agency_id}/reports")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/agency-not-found")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [("0", 2023), ("1", 2024), ("2", 2025)]),
        ({"year": 2024}, [("1", 2024)]),
        ({"format": "2019"}, []),
        ({"format": "2021", "year": 2023}, [("0", 2023)]),
        ({"severity": "error"}, [("1", 2024)]),
        ({"severity": "info"}, []),
        ({"rule": "A103"}, [("1", 2024)]),
        ({"rule": "A103", "severity": "warning"}, []),
        ({"updated_since": "2200-01-01T00:00:00Z"}, []),
        ({"updated_since": "2020-01-01T08:00:00+08:00", "year": 2025}, [("2", 2025)]),
    ],
)
def test_reports_are_filtered(
    client: FlaskClient, division: str, query: dict[str, Any], expected: list[tuple[str, int]]
) -> None:
    assert listed(client, division=division, **query) == expected


@pytest.mark.parametrize("few", [-1, 2_000])
def test_a_common_rule_and_a_rare_one_are_found_alike(
    client: FlaskClient, division: str, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(listings, "FEW", few)
    assert listed(client, division=division, rule="A103") == [("1", 2024)]
    assert listed(client, division=division, rule="A103", severity="error") == [("1", 2024)]
    assert listed(client, division=division, rule="A103", year=2023) == []
    assert listed(client, division=division, rule="C599") == []


def test_a_division_is_asked_for_by_its_beginning(client: FlaskClient, division: str) -> None:
    assert len(listed(client, division=division[:5])) >= 3
    other = "1" if division[5] != "1" else "2"
    assert listed(client, division=division[:5] + other) == []


def test_pages_lead_to_each_other_and_stay_in_step_while_reports_are_added(
    client: FlaskClient, division: str
) -> None:
    address: str | None = f"/v1/reports?division={division}&limit=1"
    seen = []
    while address:
        answer = client.get(address)
        seen += [report["agency_id"] for report in answer.json["reports"]]
        if len(seen) == 1:
            post(client, f"{division}-3", report_text(2022))
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        address = link[1] if link else None
        assert (answer.json["next"] is None) == (address is None)
    assert seen == [f"{division}-{number}" for number in range(4)]


@pytest.mark.parametrize(
    "cursor",
    ["x", "W10", "e30", "bnVsbA", "WyIyMDI2IiwiYSIsMV0", "WzEsMiwzXQ", "Ww", "W" * 2001, "é"],
)
def test_a_cursor_that_was_never_given_is_refused(client: FlaskClient, cursor: str) -> None:
    for path in ("/v1/reports", "/v1/agencies"):
        answer = client.get(path, query_string={"cursor": cursor})
        assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-parameter")


def test_a_withdrawal_is_told_to_those_who_ask_what_changed(
    client: FlaskClient, division: str
) -> None:
    since = client.get("/v1/reports?limit=1").json["as_of"]
    client.delete(report_path(f"{division}-1"))
    assert listed(client, division=division) == [("0", 2023), ("2", 2025)]
    query = {"division": division, "updated_since": since}
    [report] = client.get("/v1/reports", query_string=query).json["reports"]
    assert (report["agency_id"], report["year"]) == (f"{division}-1", 2024)
    assert report["withdrawn_at"] is not None


def test_a_list_that_did_not_change_is_not_sent_again(client: FlaskClient, division: str) -> None:
    path = f"/v1/reports?division={division}"
    known = {"If-None-Match": client.get(path).headers["ETag"]}
    assert client.get(path, headers=known).status_code == 304
    post(client, f"{division}-3")
    assert client.get(path, headers=known).status_code == 200


def test_what_a_slow_writer_commits_late_is_not_missed(
    app: Flask, client: FlaskClient, division: str, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "LOOKS", 2)
    since = client.get("/v1/reports?limit=1").json["as_of"]
    with pool.transaction() as statements:  # a withdrawal that has its time and no end
        lock_agency(statements, f"{division}-1")
        save_withdrawal(statements, f"{division}-1", 2024)
        statements.execute("SELECT")  # which takes along what was left for the next statement
        post(client, f"{division}-2", report_text(2025, received=9))
        query = {"division": division, "updated_since": since}
        during = client.get("/v1/reports", query_string=query).json
    assert during["reports"] == []  # the later change has to wait for the earlier one
    query["updated_since"] = during["as_of"]
    after = client.get("/v1/reports", query_string=query).json
    assert [report["agency_id"][-1] for report in after["reports"]] == ["1", "2"]


def test_a_list_waits_for_writers_that_are_nearly_through(
    app: Flask, client: FlaskClient, division: str, pool: Pool
) -> None:
    since = client.get("/v1/reports?limit=1").json["as_of"]
    written, go_on = threading.Event(), threading.Event()

    def withdraw_slowly() -> None:
        with pool.transaction() as statements:
            lock_agency(statements, f"{division}-1")
            save_withdrawal(statements, f"{division}-1", 2024)
            statements.execute("SELECT")  # which takes along what was left for the next statement
            written.set()
            go_on.wait()

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(withdraw_slowly)
        written.wait()
        polling = threads.submit(listed, app.test_client(), division=division, updated_since=since)
        threading.Timer(0.1, go_on.set).start()
        slow.result()
        assert polling.result() == [("1", 2024)]


class Explaining(Sending):
    """Notes the plan of each statement before it executes it."""

    plans: ClassVar[list[str]] = []

    def execute(self, query: Any, values: Any = None) -> None:
        super().execute("EXPLAIN " + query, values)
        self.plans.append("\n".join(line for (line,) in self.fetchall()))
        super().execute(query, values)


@contextmanager
def explaining(database_url: str) -> Iterator[Explaining]:
    """Give a cursor that notes plans; what is stored with it is undone."""
    connection = psycopg2.connect(database_url, cursor_factory=Explaining)
    with closing(connection), connection.cursor() as statements:
        yield statements


def run_unexplained(statements: Explaining, statement: str) -> None:
    psycopg2.extensions.cursor.execute(statements, statement)


# One index, or that of each part of the table.
ALONG_CHANGES = r"using \S*changed_at\S* on .*\n *(.*)"


def plan_of_page(statements: Explaining, wanted: Wanted, after: Position | None) -> str:
    horizon = datetime(2200, 1, 1, tzinfo=UTC)
    listings.fetch_changed_reports(statements, wanted, horizon, after, 10)
    return statements.plans[-1]


def test_a_page_begins_in_the_index_at_its_cursor(
    client: FlaskClient, division: str, database_url: str
) -> None:
    after = Position(datetime(2026, 1, 1, tzinfo=UTC), division, 2023)
    with explaining(database_url) as statements:
        # The few rows here are read one by one or sorted, a million would not be.
        run_unexplained(statements, "SET enable_seqscan = off; SET enable_sort = off")
        plan = plan_of_page(statements, Wanted(), after)
    conditions = re.findall(ALONG_CHANGES, plan)
    assert conditions
    for condition in conditions:
        assert condition.startswith("Index Cond: ")
        assert (
            f"> ROW('2026-01-01 00:00:00+00'::timestamp with time zone, '{division}'" in condition
        )


# 2,000 agencies with five years each; every second one is in the county 110101, so that Postgres
# takes a county for something that is found soon along the changes.
MANY = """
    INSERT INTO agencies (agency_id, division)
    SELECT 'many-' || n, CASE WHEN n % 2 = 0 THEN '110101' ELSE '320000' END
    FROM generate_series(1, 2000) AS n;
    INSERT INTO reports (agency_id, year, changed_at)
    SELECT 'many-' || n, 2020 + year, now() - n * interval '1 minute'
    FROM generate_series(1, 2000) AS n, generate_series(1, 5) AS year;
    ANALYZE agencies, reports;
    SET LOCAL enable_seqscan = off;
"""


def test_a_page_of_a_city_or_a_county_is_found_through_its_agencies(database_url: str) -> None:
    after = Position(datetime(2026, 1, 1, tzinfo=UTC), "many-1", 2023)
    with explaining(database_url) as statements:
        run_unexplained(statements, MANY)
        for code, place in product(("1101", "110101"), (None, after)):
            for wanted in (Wanted(division=code), Wanted(bounds=Bounds(division=code))):
                plan = plan_of_page(statements, wanted, place)
                assert not re.search(ALONG_CHANGES, plan), plan
                assert "Index Cond: (agency_id = ANY (" in plan, plan
                assert re.search(rf"agencies\S*_division.*\n.*'{code}'::text", plan), plan


def test_a_page_of_a_province_is_found_along_the_changes(database_url: str) -> None:
    with explaining(database_url) as statements:
        run_unexplained(statements, MANY)
        plan = plan_of_page(statements, Wanted(division="11"), None)
        assert re.search(ALONG_CHANGES, plan), plan


# Each insert into the index on rules first adds to its list of what is not merged yet.
SETS = """
    SET session_replication_role = replica; -- of revisions that are not there
    INSERT INTO finding_sets (
        agency_id, year, revision, judging, judged_at, occasion, rule_set, errors, warnings, infos,
        rules, representation, etag
    )
    SELECT 'many-' || n, 2024, 1, 1, now(), 'upload', '1', 0, 0, 0, '{R1,R2,R3,R4,R5}', '', ''
    FROM generate_series(1, 20000) AS n
"""


def test_who_seeks_by_a_rule_reads_little_of_what_was_inserted_lately(empty_database: str) -> None:
    migrate(empty_database)
    with explaining(empty_database) as statements:
        run_unexplained(statements, "SET enable_seqscan = off")
        run_unexplained(statements, SETS)
        sought = "SELECT agency_id FROM finding_sets WHERE rules @> '{R9}'"
        run_unexplained(statements, f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sought}")
        [[[explained]]] = statements.fetchall()
    plan = explained["Plan"]
    assert plan["Plans"][0]["Index Name"] == "finding_sets_rules_idx"
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 20

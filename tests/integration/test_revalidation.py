"""`nianbao revalidate` brings every stored report under the rule set of this version."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import revalidation
from service.api.representation import render_to_store
from service.app import create_app
from service.config import Settings
from service.revalidation import Progress, revalidate
from service.rules import catalogue
from service.rules.catalogue import RULE_SET
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from service.storage.pool import Pool
from tests.conftest import open_folder
from tests.integration.test_history import get, post, rules, text
from tests.system.running import eventually

OLD = "0.9.0"
YEARS = range(2021, 2025)
AGENCIES = 8
# Findings of 2023 beside 2022: what is carried over differs.
CARRIED = ["H201", "H201"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Give a database of one's own: revalidation looks at all that is stored."""
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        yield postgres.url


@pytest.fixture
def pool(url: str) -> Iterator[Pool]:
    pool = Pool(url, 3)
    yield pool
    with pool.transaction() as statements:
        statements.execute(
            """
            TRUNCATE agencies, sections, disclosure_rows, application_rows, review_rows, figures,
                findings CASCADE
            """
        )
    pool.close()


@pytest.fixture
def outdated(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store reports as an older version did: under its rule set, which had no rules of history."""
    with monkeypatch.context() as older:
        older.setattr(catalogue, "RULE_SET", OLD)
        older.setattr(
            catalogue, "RULES", tuple(rule for rule in catalogue.RULES if rule.code[0] != "H")
        )
        for number in range(AGENCIES):
            for year in YEARS:
                assert rules(post(client, f"agency-{number:02}", text(year))) == []


def query(pool: Pool, statement: str) -> list[tuple[Any, ...]]:
    with pool.transaction() as statements:
        statements.execute(statement)
        return list(statements.fetchall())


def sets(pool: Pool) -> dict[tuple[str, int], int]:
    """Return how many finding sets there are, by rule set and number."""
    counted = query(pool, "SELECT rule_set, judging, count(*) FROM finding_sets GROUP BY 1, 2")
    return {(rule_set, judging): count for rule_set, judging, count in counted}


def current(pool: Pool) -> dict[str, int]:
    """Return how many revisions stand under each rule set."""
    return dict(  # type: ignore[arg-type]
        query(
            pool,
            """
            SELECT rule_set, count(*) FROM revisions
            JOIN finding_sets USING (agency_id, year, revision, judging) GROUP BY 1
            """,
        )
    )


def run(pool: Pool) -> list[Progress]:
    told: list[Progress] = []
    assert revalidate(pool, render_to_store, told.append) == told[-1]
    return told


ALL = AGENCIES * len(YEARS)


@pytest.mark.usefixtures("outdated")
def test_every_report_is_judged_once_beside_its_neighbours(client: FlaskClient, pool: Pool) -> None:
    before = get(client, "agency-03", 2023)
    told = run(pool)
    assert told == [Progress(ALL, done) for done in range(ALL + 1)]
    assert sets(pool) == {(OLD, 1): ALL, (RULE_SET, 2): ALL}
    after = get(client, "agency-03", 2023)
    assert (rules(before), rules(after)) == ([], CARRIED)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert query(pool, "SELECT DISTINCT occasion FROM finding_sets WHERE judging = 2") == [
        ("rules",)
    ]


@pytest.mark.usefixtures("outdated")
def test_what_was_found_under_an_older_rule_set_stays_readable(
    client: FlaskClient, pool: Pool
) -> None:
    path = "/v1/agencies/agency-03/reports/2023"
    before = client.get(path)
    run(pool)
    after = client.get(path)
    older = client.get(f"{path}?rule_set={OLD}")
    assert (older.data, older.headers["ETag"]) == (before.data, before.headers["ETag"])
    current = client.get(f"{path}?rule_set={RULE_SET}&revision=1")
    assert (current.data, current.headers["ETag"]) == (after.data, after.headers["ETag"])
    known = {"If-None-Match": after.headers["ETag"]}
    assert client.get(f"{path}?rule_set={OLD}", headers=known).status_code == 200
    for rule_set, expected in ((OLD, []), (RULE_SET, CARRIED)):
        found = client.get(f"{path}/findings?rule_set={rule_set}").json
        assert found is not None
        assert (found["rule_set"], [one["rule"] for one in found["findings"]]) == (
            rule_set,
            expected,
        )


@pytest.mark.usefixtures("outdated")
@pytest.mark.parametrize("resource", ["", "/findings"])
def test_a_rule_set_that_judged_nothing_is_not_found(client: FlaskClient, resource: str) -> None:
    path = f"/v1/agencies/agency-03/reports/{{}}{resource}?rule_set={{}}"
    for year, rule_set, status, problem in (
        (2023, "0.0.1", 404, "finding-set-not-found"),
        (2023, "0.9.0&revision=2", 404, "revision-not-found"),
        (2019, OLD, 404, "report-not-found"),
        (2023, "latest", 400, "invalid-parameter"),
    ):
        answer = client.get(path.format(year, rule_set))
        assert answer.json is not None
        assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{problem}")


@pytest.mark.usefixtures("outdated")
def test_what_is_judged_by_this_version_is_left_alone(pool: Pool) -> None:
    run(pool)
    before = sets(pool)
    assert run(pool) == [Progress(0)]
    assert sets(pool) == before


@pytest.mark.usefixtures("outdated")
def test_a_page_after_the_other(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revalidation, "PAGE", 7)
    run(pool)
    assert current(pool) == {RULE_SET: ALL}


@pytest.mark.usefixtures("outdated")
def test_killed_in_the_middle_it_goes_on_where_it_was(url: str, pool: Pool) -> None:
    command = [sys.executable, "-m", "service", "revalidate"]
    environment = os.environ | {"DATABASE_URL": url}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as first:
        eventually(lambda: current(pool).get(RULE_SET, 0) >= 5)
        first.send_signal(signal.SIGKILL)
    left = current(pool)
    assert 5 <= left[RULE_SET] < ALL
    # A finding set stands whole or not at all.
    assert sets(pool) == {(OLD, 1): ALL, (RULE_SET, 2): left[RULE_SET]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"nianbao: {left[OLD]} reports judged by rule set {RULE_SET}\n"
    assert sets(pool) == {(OLD, 1): ALL, (RULE_SET, 2): ALL}


@pytest.mark.usefixtures("outdated")
def test_uploads_meanwhile_and_it_do_each_other_no_harm(url: str, pool: Pool) -> None:
    def upload(number: int, app: Flask) -> list[int]:
        client = app.test_client()
        codes = [
            post(client, f"agency-{number:02}", text(year, carried_out=4)).status_code
            for year in reversed(YEARS)
        ]
        app.extensions["pool"].close()
        return codes

    numbers = range(AGENCIES - 1, 0, -2)
    # Made before the threads: compile() of CPython 3.11 breaks now and then in several at once.
    apps = [create_app(Settings(database_url=url)) for _ in numbers]
    with ThreadPoolExecutor(3) as threads:
        uploads = threads.map(upload, numbers, apps)
        running = threads.submit(run, pool)
        assert {code for codes in uploads for code in codes} == {201}
        assert not running.result()[-1].unreadable
    held = """
        SELECT DISTINCT rule_set FROM reports AS r
        JOIN revisions AS v ON (v.agency_id, v.year, v.revision)
            = (r.agency_id, r.year, r.current_revision)
        JOIN finding_sets AS f ON (f.agency_id, f.year, f.revision, f.judging)
            = (v.agency_id, v.year, v.revision, v.judging)
        """
    assert query(pool, held) == [(RULE_SET,)]
    assert run(pool) == [Progress(0)]


@pytest.mark.usefixtures("outdated")
def test_what_no_longer_reads_as_a_report_is_named_and_left(pool: Pool, url: str) -> None:
    with pool.transaction() as statements:
        statements.execute(
            """
            UPDATE revisions SET source = 'nothing of the kind', sha256 = 'other'
            WHERE agency_id = 'agency-05' AND year = 2021
            """
        )
    done = subprocess.run(
        [sys.executable, "-m", "service", "revalidate"],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "nianbao: agency-05 2021: the reader of this version finds no report, left as it was\n"
        f"nianbao: {ALL - 1} reports judged by rule set {RULE_SET}\n"
    )
    assert current(pool) == {RULE_SET: ALL - 1, OLD: 1}


@pytest.mark.usefixtures("outdated")
def test_what_an_older_reader_read_otherwise_is_replaced_with_rows_and_places(
    client: FlaskClient, pool: Pool
) -> None:
    path = "/v1/agencies/agency-01/reports/2021?include=provenance"
    right = client.get(path).json
    assert right is not None
    with pool.transaction() as statements:
        statements.execute(
            """
            UPDATE application_rows SET natural_person = 7
            WHERE (agency_id, year, row_code) = ('agency-01', 2021, 'received');
            UPDATE revisions SET provenance = '{}', agency_name = 'another'
            WHERE (agency_id, year) = ('agency-01', 2021);
            UPDATE finding_sets SET representation = convert_to(regexp_replace(replace(
                convert_from(representation, 'UTF8'),
                '"received":{"natural_person":9', '"received":{"natural_person":7'
            ), '"review":.*,"narrative":', '"review":null,"narrative":'), 'UTF8')
            WHERE (agency_id, year) = ('agency-01', 2021)
            """
        )
    wrong = client.get(path).json
    assert wrong is not None
    assert wrong["applications"]["received"]["natural_person"] == 7
    run(pool)
    after = client.get(path).json
    assert after is not None
    assert {name for name in right if right[name] != after[name]} == {"checks"}
    before = client.get(f"{path}&rule_set={OLD}").json
    assert before is not None
    assert (before["review"], before["provenance"]) == (None, right["provenance"])
    assert query(
        pool,
        """
        SELECT natural_person, revisions.agency_name FROM application_rows
        JOIN revisions USING (agency_id, year, revision)
        WHERE (agency_id, year, row_code) = ('agency-01', 2021, 'received')
        """,
    ) == [(9, "江原县档案局")]
    assert len(query(pool, "SELECT FROM sections WHERE agency_id = 'agency-01'")) == 6 * len(YEARS)

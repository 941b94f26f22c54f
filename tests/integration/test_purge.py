"""`nianbao purge` removes what it showed, all of it and nothing else, and leaves a trace."""

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import rejudging
from service.api.representation import render_to_store
from service.errors import (
    AgencyNotFound,
    PurgeRefused,
    ReportNotFound,
    RevisionNotFound,
)
from service.purging import look, purge
from service.rejudging import read_ahead
from service.storage.agencies import lock_agency
from service.storage.pool import Pool
from service.storage.purging import Target, delete_agency, delete_revisions
from service.storage.revisions import Particulars, fetch_particulars
from service.storage.trail import Author, fetch_entries
from tests.conftest import run
from tests.integration.sending import post, report_path
from tests.integration.test_history import rules, text
from tests.integration.texts import report_text
from tests.system.running import eventually

AUTHOR = Author(account="operator")
TABLES = (
    *("agencies", "reports", "revisions", "finding_sets", "findings", "sections"),
    *("disclosure_rows", "application_rows", "review_rows", "figures", "idempotency_keys"),
)


def purged(pool: Pool, *target: Any) -> None:
    _, doomed = look(pool, Target(*target))
    purge(pool, Target(*target), doomed, AUTHOR, render_to_store)


def rows(database_url: str, agency_id: str) -> set[str]:
    """Return the tables in which the agency still has rows."""
    counted = "SELECT count(*) FROM {} WHERE agency_id = '{}'"
    return {
        table for table in TABLES if run(database_url, counted.format(table, agency_id)) != [(0,)]
    }


def three(client: FlaskClient, agency_id: str) -> list[str]:
    """Store two revisions of a year and one of another, and return their hashes."""
    texts = (report_text(), report_text(received=4), report_text(2023))
    answers = [
        post(client, agency_id, sent, headers={"Idempotency-Key": str(number)})
        for number, sent in enumerate(texts)
    ]
    assert [answer.status_code for answer in answers] == [201] * 3
    return [answer.json["source"]["sha256"] for answer in answers]


def test_an_agency_goes_with_all_that_it_has_and_others_stay(
    client: FlaskClient, pool: Pool, database_url: str, agency_id: str
) -> None:
    first, second, earlier = three(client, agency_id)
    three(client, f"{agency_id}-b")
    before = rows(database_url, f"{agency_id}-b")
    assert before >= set(TABLES) - {"findings"}
    purged(pool, agency_id)
    assert rows(database_url, agency_id) == set()
    assert rows(database_url, f"{agency_id}-b") == before
    assert client.get(f"/v1/agencies/{agency_id}").status_code == 404
    with pool.transaction() as statements:
        entries = fetch_entries(statements, agency_id, None, 4)
    assert [(entry.year, entry.revision, entry.sha256) for entry in reversed(entries)] == [
        (2023, 1, earlier),
        (2024, 1, first),
        (2024, 2, second),
        (None, None, None),
    ]
    assert {(entry.action, entry.account) for entry in entries} == {("purge", "operator")}


def test_a_year_goes_and_may_come_again(client: FlaskClient, pool: Pool, agency_id: str) -> None:
    three(client, agency_id)
    purged(pool, agency_id, 2024)
    assert client.get(report_path(agency_id)).status_code == 404
    assert client.get(report_path(agency_id, 2023)).status_code == 200
    again = post(client, agency_id)
    assert (again.status_code, again.json["revision"]) == (201, 1)


def test_a_revision_goes_and_the_current_one_stays(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    three(client, agency_id)
    purged(pool, agency_id, 2024, 1)
    gone = client.get(report_path(agency_id, part="?revision=1"))
    assert gone.json["type"] == "/problems/revision-not-found"
    assert client.get(report_path(agency_id)).json["revision"] == 2
    assert post(client, agency_id, report_text(received=5)).json["revision"] == 3


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_current_revision_goes_only_with_its_year(
    client: FlaskClient, pool: Pool, agency_id: str, *, withdrawn: bool
) -> None:
    three(client, agency_id)
    if withdrawn:
        client.delete(report_path(agency_id))
    with pytest.raises(PurgeRefused, match="Revision 2 is the current one of 2024"):
        purged(pool, agency_id, 2024, 2)
    purged(pool, agency_id, 2024)
    assert client.get(report_path(agency_id)).status_code == 404


def test_the_year_after_is_judged_without_it(
    client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    for year in (2022, 2023):
        post(client, agency_id, text(year))
    year_after = report_path(agency_id, 2023)
    assert "H201" in rules(client.get(year_after))
    purged(pool, agency_id, 2022)
    assert "H201" not in rules(client.get(year_after))


@pytest.mark.parametrize(("module", "part"), [("reports", "?include=text"), ("sources", "/source")])
def test_what_goes_while_it_is_asked_for_is_not_found(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch,
    module: str, part: str,
) -> None:  # fmt: skip
    three(client, agency_id)

    def late(*args: Any) -> Particulars:
        purged(pool, agency_id)
        return fetch_particulars(*args)

    monkeypatch.setattr(f"service.api.{module}.fetch_particulars", late)
    gone = client.get(report_path(agency_id, part=part))
    assert (gone.status_code, gone.json["type"]) == (404, "/problems/revision-not-found")


def test_what_goes_while_an_upload_is_judged_beside_it_is_left_out(
    client: FlaskClient, pool: Pool, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(client, agency_id, report_text(2031, received=77))

    def late(*args: Any) -> None:
        with pool.transaction() as statements:  # by another process, which read it by itself
            lock_agency(statements, agency_id)
            delete_revisions(statements, Target(agency_id, 2031))
        read_ahead(*args)

    monkeypatch.setattr(rejudging, "read_ahead", late)
    stored = post(client, agency_id, report_text(2032))
    assert stored.status_code == 201
    assert client.get(report_path(agency_id, 2031)).status_code == 404


def test_what_changed_since_it_was_shown_stays(
    client: FlaskClient, pool: Pool, database_url: str, agency_id: str
) -> None:
    three(client, agency_id)
    _, doomed = look(pool, Target(agency_id))
    post(client, agency_id, report_text(received=5))
    before = rows(database_url, agency_id)
    with pytest.raises(PurgeRefused, match="changed meanwhile"):
        purge(pool, Target(agency_id), doomed, AUTHOR, render_to_store)
    assert rows(database_url, agency_id) == before
    assert client.get(report_path(agency_id)).json["revision"] == 3


def test_an_upload_that_waits_for_a_purge_is_stored_behind_it(
    app: Flask, client: FlaskClient, pool: Pool, agency_id: str
) -> None:
    post(client, agency_id)
    with ThreadPoolExecutor(1) as other:
        with pool.transaction() as statements:
            lock_agency(statements, agency_id)
            upload = other.submit(post, app.test_client(), agency_id)
            eventually(lambda: waits(pool))
            delete_revisions(statements, Target(agency_id))
            delete_agency(statements, agency_id)
        assert upload.result().status_code == 201
    assert client.get(report_path(agency_id)).json["revision"] == 1


def waits(pool: Pool) -> bool:
    """Tell whether some transaction waits for another one."""
    with pool.transaction() as statements:
        statements.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(statements.fetchall()[0][0])


@pytest.mark.parametrize(
    ("target", "error"),
    [((), AgencyNotFound), ((2020,), ReportNotFound), ((2024, 9), RevisionNotFound)],
)
def test_what_is_not_there_cannot_go(
    client: FlaskClient, pool: Pool, agency_id: str, target: Any, error: type[Exception]
) -> None:
    if target:
        post(client, agency_id)
    with pytest.raises(error):
        purged(pool, agency_id, *target)


def test_it_leaves_a_line_in_the_log(
    client: FlaskClient, pool: Pool, agency_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    three(client, agency_id)
    with caplog.at_level(logging.WARNING, "service.purging"):
        purged(pool, agency_id, 2024)
    line = f"purged agency {agency_id}, year 2024, revision all: 2 revisions, by operator"
    assert caplog.messages == [line]


def command(database_url: str, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", "purge", *arguments],
        env={"DATABASE_URL": database_url},
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("said", ["", "yes\n", "\n"])
def test_who_does_not_agree_removes_nothing(
    client: FlaskClient, database_url: str, agency_id: str, said: str
) -> None:
    sha256 = three(client, agency_id)[0]
    asked = command(database_url, agency_id, said=said)
    assert asked.returncode == 1
    assert "2024 revision 1, received on " in asked.stderr
    assert sha256 in asked.stderr
    assert "the agency itself" in asked.stderr
    assert asked.stderr.endswith("nothing is removed\n")
    assert client.get(report_path(agency_id)).status_code == 200


def test_who_types_the_id_or_said_yes_removes_it(
    client: FlaskClient, database_url: str, agency_id: str
) -> None:
    three(client, agency_id)
    one = command(database_url, agency_id, "--year", "2024", "--revision", "1", "--yes")
    assert (one.returncode, "WARNING purged agency" in one.stderr) == (0, True)
    rest = command(database_url, agency_id, said=f"{agency_id}\n")
    assert rest.returncode == 0
    assert client.get(f"/v1/agencies/{agency_id}").status_code == 404
    gone = command(database_url, agency_id, "--yes")
    assert gone.stderr == "nianbao: No agency is registered under that id.\n"


def test_a_revision_without_its_year_is_refused(database_url: str) -> None:
    refused = command(database_url, "a", "--revision", "1")
    assert refused.stderr == "nianbao: A revision is one of a year; name that, too.\n"

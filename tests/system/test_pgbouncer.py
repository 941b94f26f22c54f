"""The service through the pgbouncer of deploy/, which lends a connection for one transaction."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg2.extensions import parse_dsn

from service.app import create_app
from service.config import Settings
from service.errors import StorageConflict, StorageUnavailable
from service.limits import Limits
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.working.hearing import is_told
from tests.conftest import run
from tests.integration.sending import post, report_path
from tests.integration.submitting import lines
from tests.integration.texts import report_text
from tests.system.proxies import pgbouncer
from tests.system.running import eventually, service

OTHER = report_text() + "\n附件：无。\n"


@contextmanager
def pooled(folder: Path, database_url: str) -> Iterator[str]:
    """Give the URL of a database through pgbouncer."""
    given = parse_dsn(database_url)
    place = " ".join(f"{name}={given[name]}" for name in ("host", "port", "user") if name in given)
    with pgbouncer(folder, f"{place} dbname={given['dbname']}") as port:
        yield f"postgresql://nianbao@127.0.0.1:{port}/nianbao"


@pytest.fixture
def pooled_url(scratch: Path, empty_database: str) -> Iterator[str]:
    with pooled(scratch, empty_database) as url:
        yield url


def test_the_service_starts_migrates_stores_and_answers(scratch: Path, pooled_url: str) -> None:
    with service(scratch, DATABASE_URL=pooled_url, WORKERS="2") as running:
        running.ready()
        text = report_text().encode()

        def store(number: int) -> int:
            path = f"/v1/agencies/a-{number % 10}/reports"
            return running.ask(path, text, patience=60, Content_Type="text/plain").status

        with ThreadPoolExecutor(8) as callers:
            statuses = sorted(callers.map(store, range(40)))
        assert statuses == [200] * 30 + [201] * 10
        for path in (
            "/v1/agencies/a-1/reports/2024",
            "/v1/agencies?q=%E4%BA%BA",
            "/v1/agencies/a-1/series",
        ):
            assert running.ask(path).status == 200, path
        assert running.ask("/v1/reports?updated_since=2020-01-01T00:00:00Z").status == 200


def test_workers_look_for_batches_where_nobody_would_tell_them(
    scratch: Path, pooled_url: str, empty_database: str
) -> None:
    assert asyncio.run(is_told(empty_database))
    assert not asyncio.run(is_told(pooled_url))
    with service(scratch, DATABASE_URL=pooled_url, BATCH_WORKERS="1") as running:
        running.ready()
        body = lines({"agency_id": "a", "text": report_text()})
        sent = running.ask("/v1/batches", body, Content_Type="application/x-ndjson")
        path = f"/v1/batches/{json.loads(sent.body)['batch_id']}"
        eventually(lambda: json.loads(running.ask(path).body)["state"] == "done", within=30)


def test_limits_hold_for_each_transaction_and_stay_with_nobody_else(
    pooled_url: str, empty_database: str
) -> None:
    migrate(empty_database)
    pool = Pool(pooled_url, 4, Limits(statement_seconds=2, lock_seconds=1))
    with pytest.raises(StorageUnavailable), pool.transaction() as statements:
        statements.execute("SELECT pg_sleep(3)")
    with pool.transaction() as holder:
        holder.execute("LOCK TABLE agencies")
        with pytest.raises(StorageConflict), pool.transaction() as statements:
            statements.execute("LOCK TABLE agencies")
    pool.close()
    assert run(pooled_url, "SHOW statement_timeout") == [("0",)]
    assert run(pooled_url, "SHOW lock_timeout") == [("0",)]


def test_times_are_those_of_utc_whichever_connection_is_lent(pooled_url: str) -> None:
    run(pooled_url, "SET timezone = 'Asia/Shanghai'")
    pool = Pool(pooled_url, 4)
    for _ in range(3):
        with pool.transaction() as statements:
            statements.execute("SHOW timezone")
            assert statements.fetchall() == [("UTC",)]
    pool.close()


def test_several_migrations_at_once_apply_each_one_once(
    pooled_url: str, empty_database: str
) -> None:
    with ThreadPoolExecutor(4) as starting:
        list(starting.map(migrate, [pooled_url] * 4))
    assert run(empty_database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [
        (0,)
    ]
    migrate(pooled_url)


def test_a_collector_misses_nothing_that_is_being_stored(pooled_url: str) -> None:
    """The announcements of writers are locks of transactions, which no lending takes away."""
    migrate(pooled_url)
    app = create_app(Settings(database_url=pooled_url))
    client = app.test_client()
    post(client, "a")
    with app.extensions["pool"].transaction() as statements:
        from service.storage.changes import announce_change  # noqa: PLC0415

        announce_change(statements)
        statements.execute("SELECT")  # an announcement travels with the next statement
        post(client, "b")
        listed = client.get("/v1/reports").get_json()
        assert [each["agency_id"] for each in listed["reports"]] == ["a"]
    listed = client.get("/v1/reports").get_json()
    assert [each["agency_id"] for each in listed["reports"]] == ["a", "b"]
    app.extensions["pool"].close()


def test_a_server_that_restarts_behind_it_is_found_again(
    pooled_url: str, empty_database: str
) -> None:
    migrate(pooled_url)
    app = create_app(Settings(database_url=pooled_url))
    client = app.test_client()
    stored = post(client, "a")
    name = parse_dsn(empty_database)["dbname"]
    run(
        empty_database,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "  # noqa: S608 -- ours
        f"WHERE datname = '{name}' AND pid <> pg_backend_pid()",
    )
    assert client.get(report_path("a")).data == stored.data
    assert post(client, "a", OTHER).status_code == 201
    app.extensions["pool"].close()

"""The schema and how a database comes to it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
from procrastinate.schema import SchemaManager
from yoyo import get_backend, read_migrations

from service.app import create_app
from service.config import Settings
from service.errors import ConfigurationError, StorageError, StorageUnavailable
from service.storage import migrate as module
from service.storage.migrate import migrate
from tests.conftest import new_database, run

OTHERS = ("_yoyo", "yoyo", "procrastinate")  # whose tables they are


def tables(database_url: str) -> set[object]:
    rows = run(database_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in rows if not str(name).startswith(OTHERS)}


def test_an_empty_database_gets_every_table(empty_database: str) -> None:
    migrate(empty_database)
    assert tables(empty_database) == {
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
        "idempotency_keys",
        "keys",
        "trail",
        "batches",
        "batch_chunks",
        "batch_items",
        "statistics",
        "statistics_pending",
    }


def test_migrating_again_changes_nothing(empty_database: str) -> None:
    migrate(empty_database)
    run(empty_database, "INSERT INTO agencies (agency_id) VALUES ('kept')")
    migrate(empty_database)
    assert run(empty_database, "SELECT agency_id FROM agencies") == [("kept",)]


def test_several_processes_may_migrate_at_once(empty_database: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate, [empty_database] * 4))
    assert "findings" in tables(empty_database)


def test_a_migration_that_was_killed_does_not_block_the_next(empty_database: str) -> None:
    columns = "locked integer PRIMARY KEY, ctime timestamp, pid integer NOT NULL"
    run(empty_database, f"CREATE TABLE yoyo_lock ({columns})")
    run(empty_database, "INSERT INTO yoyo_lock (locked, pid) VALUES (1, 1)")
    migrate(empty_database)
    assert run(empty_database, "SELECT count(*) FROM yoyo_lock") == [(0,)]


def test_a_migration_that_fails_leaves_nothing_of_itself(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "CREATE TABLE half (a integer); CREATE TABLE half (a integer);"
    (tmp_path / "0001_wrong.sql").write_text(wrong)
    monkeypatch.setattr(module, "MIGRATIONS", tmp_path)
    with pytest.raises(StorageError):
        migrate(empty_database)
    assert tables(empty_database) == set()


def test_a_service_whose_database_has_no_tables_is_not_ready(empty_database: str) -> None:
    app = create_app(Settings(database_url=empty_database))
    before = app.test_client().get("/readyz")
    migrate(empty_database)
    after = app.test_client().get("/readyz")
    app.extensions["pool"].close()
    assert (before.status_code, after.status_code) == (503, 200)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(StorageUnavailable):
        migrate("postgresql://nobody@/none?host=/nonexistent")


OF_ALL_AGENCIES = {"keys", "trail", "batches", "batch_chunks", "batch_items"}
OF_ALL_AGENCIES |= {"statistics", "statistics_pending"}


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "EUC_CN"])
def test_a_database_that_cannot_hold_every_text_is_refused(
    database_url: str, encoding: str
) -> None:
    made = f"TEMPLATE template0 ENCODING '{encoding}' LOCALE_PROVIDER libc LOCALE 'C'"
    with new_database(database_url, made) as url:
        with pytest.raises(ConfigurationError, match=f"encoded in {encoding}; make one with"):
            migrate(url)
        assert run(url, "SELECT FROM pg_tables WHERE schemaname = 'public'") == []


def test_every_primary_key_is_led_by_the_agency(database_url: str) -> None:
    leaders = run(
        database_url,
        """
        SELECT relname, attname
        FROM pg_index
        JOIN pg_class ON pg_class.oid = indrelid
        JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        WHERE indisprimary AND relnamespace = 'public'::regnamespace
            AND relname !~ '^(_?yoyo|procrastinate)'
        """,
    )
    assert {str(table) for table, _ in leaders} == tables(database_url)
    led = {column for table, column in leaders if table not in OF_ALL_AGENCIES}
    assert led == {"agency_id"}


@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET key_id = 'x'"]
)
def test_the_trail_is_never_changed_and_no_key_deleted(empty_database: str, statement: str) -> None:
    migrate(empty_database)
    for table in ("trail", "keys")[: 1 if "UPDATE" in statement else 2]:
        with pytest.raises(psycopg2.errors.RaiseException, match="ever changed or deleted"):
            run(empty_database, statement.format(table))


def test_reports_stored_before_finding_sets_keep_their_representation(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = module.MIGRATIONS
    for early in sorted(everything.glob("000[12]_*.sql")):
        shutil.copy(early, tmp_path)
    monkeypatch.setattr(module, "MIGRATIONS", tmp_path)
    migrate(empty_database)
    run(empty_database, EARLIER_REPORT)
    monkeypatch.setattr(module, "MIGRATIONS", everything)
    migrate(empty_database)
    assert run(
        empty_database,
        """
        SELECT revision, reports.etag, convert_from(representation, 'UTF8'), rules, errors, infos
        FROM reports
        JOIN revisions USING (agency_id, year)
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE revision = current_revision AND changed_at = received_at
        """,
    ) == [(1, "tag", "{}", ["A103"], 2, 0)]
    assert run(empty_database, "SELECT judging FROM findings") == [(1,), (1,)]
    assert run(empty_database, "SELECT sought FROM agencies") == [("^某局",)]


EARLIER_REPORT = """
    INSERT INTO agencies (agency_id, name) VALUES ('a', '某局');
    INSERT INTO reports (agency_id, year) VALUES ('a', 2020);
    INSERT INTO revisions (
        agency_id, year, revision, received_at, sha256, source, media_type, encoding,
        rule_set, representation, etag
    )
    VALUES ('a', 2020, 1, now(), 'x', 'x', 'text/plain', 'utf-8', '1.0.0', '{}', 'tag');
    UPDATE reports SET current_revision = 1;
    INSERT INTO findings (
        agency_id, year, revision, ordinal, rule, name, version, severity, origin,
        message_zh, message_en, basis, fingerprint
    )
    SELECT 'a', 2020, 1, at, 'A103', 'n', 1, 'error', 'source', 'z', 'e', 'b', 'f'
    FROM generate_series(1, 2) AS at
"""


def functions(database_url: str) -> list[tuple[object, ...]]:
    """Return what the queue is made of, whatever the order in which it came about."""
    return run(
        database_url,
        "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'procrastinate%' ORDER BY 1, 2",
    )


def test_a_queue_of_an_earlier_version_is_brought_up_to_this_one(empty_database: str) -> None:
    with new_database(empty_database) as fresh:
        migrate(fresh)
        wanted = functions(fresh)
    backend = get_backend("postgresql://?" + urlencode({"dsn": empty_database}))
    early = read_migrations(SchemaManager.get_migrations_path())
    backend.apply_migrations(early.filter(lambda each: each.id < "03.00"))
    backend.connection.close()
    assert functions(empty_database) != wanted
    migrate(empty_database)
    assert functions(empty_database) == wanted

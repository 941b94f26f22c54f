"""A migration runs while the service before it reads and writes, and nobody waits for long."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from uuid import uuid4

import psycopg2
import pytest

from service.administration import backup
from service.config import Settings
from service.errors import StorageConflict
from service.limits import Limits
from service.storage import migrate as module
from service.storage.migrate import migrate
from tests.conftest import run
from tests.releases.answers import RELEASES
from tests.system.running import eventually

DUMPS = sorted(RELEASES.glob("*.dump"))
HASTE, PATIENCE = Limits(lock_seconds=1), Limits(lock_seconds=10)
LONGEST_SECONDS = 4.0  # of a write: the limit of a lock, and a busy machine
# As every release has written it since the first one.
WRITE = """
    INSERT INTO agencies (agency_id, name) VALUES (%(agency)s, '某局');
    INSERT INTO reports (agency_id, year) VALUES (%(agency)s, 2020);
    INSERT INTO revisions (
        agency_id, year, revision, received_at, sha256, source, media_type, encoding, judging
    )
    VALUES (%(agency)s, 2020, 1, now(), 'x', 'x', 'text/plain', 'utf-8', 1);
    INSERT INTO finding_sets (
        agency_id, year, revision, judging, judged_at, occasion, rule_set,
        errors, warnings, infos, rules, representation, etag
    )
    VALUES (%(agency)s, 2020, 1, 1, now(), 'upload', '1.0.0', 0, 0, 0, '{}', '{}', 'tag');
    UPDATE reports SET current_revision = 1, etag = 'tag' WHERE agency_id = %(agency)s;
"""


def write(database_url: str) -> float:
    """Store something in a transaction of its own; return the seconds that it took."""
    began = time.monotonic()
    with closing(psycopg2.connect(database_url)) as opened, opened, opened.cursor() as statements:
        statements.execute(WRITE, {"agency": uuid4().hex})
    return time.monotonic() - began


@contextmanager
def writing(database_url: str) -> Iterator[list[float]]:
    """Write without a pause until the block ends; give what each write took."""
    took: list[float] = []
    over = Event()

    def go_on() -> None:
        while not over.is_set():
            took.append(write(database_url))

    with ThreadPoolExecutor(2) as threads:
        writers = [threads.submit(go_on) for _ in range(2)]
        try:
            eventually(lambda: len(took) > 10 or any(writer.done() for writer in writers))
            yield took
        finally:
            over.set()
            for writer in writers:
                writer.result()


@contextmanager
def unfinished(database_url: str) -> Iterator[None]:
    """Keep a transaction open that has written and does not end, as a long import does."""
    with closing(psycopg2.connect(database_url)) as opened:
        with opened.cursor() as statements:
            statements.execute(WRITE, {"agency": "unfinished"})
        yield
        opened.commit()


@pytest.fixture
def further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with our migrations, to which a test may add."""
    shutil.copytree(module.MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(module, "MIGRATIONS", tmp_path / "migrations")
    return tmp_path / "migrations"


def index(database_url: str) -> list[tuple[object, ...]]:
    return run(
        database_url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'slow_idx'::regclass"
    )


CONCURRENTLY = """-- Beside writers, so not in a transaction.
-- transactional: false
DROP INDEX CONCURRENTLY IF EXISTS slow_idx;
CREATE INDEX CONCURRENTLY slow_idx ON revisions (sha256);
"""


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_the_release_before_goes_on_writing_while_this_one_migrates(
    empty_database: str, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "migrate", lambda *_: None)
    backup.restore(Settings(database_url=empty_database), dump)
    before = run(empty_database, "SELECT count(*) FROM revisions")
    with writing(empty_database) as took:
        migrate(empty_database, HASTE)
    assert max(took) < LONGEST_SECONDS
    [(stored,)] = run(empty_database, "SELECT count(*) FROM revisions")
    assert stored == before[0][0] + len(took)


def test_an_index_is_built_while_others_write(empty_database: str, further: Path) -> None:
    migrate(empty_database)
    (further / "9001_index.sql").write_text(CONCURRENTLY)
    with ThreadPoolExecutor(1) as threads, unfinished(empty_database):
        migrating = threads.submit(migrate, empty_database, PATIENCE)
        time.sleep(0.5)
        took = [write(empty_database) for _ in range(20)]
        assert not migrating.done()  # an index has to have what the unfinished one wrote
    migrating.result()
    assert max(took) < LONGEST_SECONDS
    assert index(empty_database) == [(True,)]


def test_several_processes_may_build_an_index_at_once(empty_database: str, further: Path) -> None:
    migrate(empty_database)
    (further / "9001_index.sql").write_text(CONCURRENTLY)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate, [empty_database] * 4, [HASTE] * 4))
    assert index(empty_database) == [(True,)]


def test_what_a_killed_migration_left_of_an_index_is_replaced(
    empty_database: str, further: Path
) -> None:
    migrate(empty_database)
    run(empty_database, "CREATE INDEX slow_idx ON revisions (sha256)")
    run(
        empty_database,
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'slow_idx'::regclass",
    )
    (further / "9001_index.sql").write_text(CONCURRENTLY)
    migrate(empty_database)
    assert index(empty_database) == [(True,)]


def test_a_migration_that_waits_for_a_lock_lets_others_pass(
    empty_database: str, further: Path
) -> None:
    migrate(empty_database)
    (further / "9001_column.sql").write_text("ALTER TABLE revisions ADD COLUMN further text;")
    with ThreadPoolExecutor(1) as threads, unfinished(empty_database):
        migrating = threads.submit(migrate, empty_database, HASTE)
        time.sleep(0.5)
        took = [write(empty_database) for _ in range(3)]
        assert not migrating.done()
    migrating.result()
    assert max(took) < LONGEST_SECONDS
    assert run(empty_database, "SELECT further FROM revisions") == [(None,)] * 4


def test_a_migration_that_never_gets_its_lock_says_so(
    empty_database: str, further: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRIES", 2)
    migrate(empty_database)
    (further / "9001_column.sql").write_text("ALTER TABLE revisions ADD COLUMN further text;")
    with unfinished(empty_database), pytest.raises(StorageConflict):
        migrate(empty_database, HASTE)

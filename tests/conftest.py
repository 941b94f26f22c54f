"""What tests of every kind share: a real Postgres and the real reports."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from psycopg2.extensions import make_dsn

from service.keys.making import make
from service.model.key import UNBOUND, Bounds, Scope
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.keys import Wanted
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.trail import UNKNOWN

ROOT = Path(__file__).parent.parent


@contextmanager
def open_folder() -> Iterator[Path]:
    """Pytest's own temporary folders are closed to the account that root's Postgres runs as."""
    folder = Path(tempfile.mkdtemp(prefix="nianbao-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Give one test a folder that any account may enter."""
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """Give the URL of a migrated Postgres: NIANBAO_TEST_DATABASE_URL, or an embedded one."""
    given = os.environ.get("NIANBAO_TEST_DATABASE_URL")
    if given:
        migrate(given)
        yield given
        return
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        yield postgres.url


def run(database_url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    with connection.cursor() as statements:
        statements.execute(statement)
        rows = statements.fetchall() if statements.description else []
    connection.close()
    return rows


@contextmanager
def new_database(database_url: str, particulars: str = "") -> Iterator[str]:
    """Give a database of its own, without tables."""
    name = f"empty_{uuid4().hex}"
    run(database_url, f"CREATE DATABASE {name} {particulars}")
    yield make_dsn(database_url, dbname=name)
    run(database_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(database_url: str) -> Iterator[str]:
    """Give one test a database of its own, without tables."""
    with new_database(database_url) as url:
        yield url


def header_of_key(pool: Pool, scope: Scope, bounds: Bounds = UNBOUND) -> dict[str, str]:
    """Make a key and return the header that bears it."""
    made = make(pool, Wanted("a test", scope, bounds, None), UNKNOWN)
    return {"Authorization": f"Bearer {made.secret}"}


@pytest.fixture(scope="session")
def reports_dir() -> Path:
    """Give the folder of the real reports, which are not part of this repository."""
    folder = Path(os.environ.get("REPORTS_DIR") or ROOT.parent / "shared" / "reports")
    if not folder.is_dir():
        pytest.skip(f"no real reports at {folder}; set REPORTS_DIR")
    return folder.resolve()

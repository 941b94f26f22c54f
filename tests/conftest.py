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

from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate

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


@pytest.fixture
def empty_database(database_url: str) -> Iterator[str]:
    """Give a database of its own, without tables."""
    name = f"empty_{uuid4().hex}"
    run(database_url, f"CREATE DATABASE {name}")
    yield make_dsn(database_url, dbname=name)
    run(database_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def reports_dir() -> Path:
    """Give the folder of the real reports, which are not part of this repository."""
    folder = Path(os.environ.get("REPORTS_DIR") or ROOT.parent / "shared" / "reports")
    if not folder.is_dir():
        pytest.skip(f"no real reports at {folder}; set REPORTS_DIR")
    return folder.resolve()

"""The service when its Postgres crashes."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from service.app import create_app
from service.config import Settings
from service.errors import StorageUnavailable
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.integration.texts import report_text


@pytest.fixture
def app(scratch: Path) -> Iterator[Flask]:
    """Serve from a Postgres that no other test uses."""
    with claim(scratch) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        app = create_app(Settings(database_url=postgres.url))
        yield app
        app.extensions["pool"].close()


def crash(app: Flask) -> None:
    """Kill one process of the server, which makes it end all the others and start anew."""
    with app.extensions["pool"].transaction() as statements:
        statements.execute("SELECT pg_backend_pid()")
        ((backend,),) = statements.fetchall()
    os.kill(backend, signal.SIGKILL)


def use_through_a_crash(app: Flask) -> None:
    """Be in the middle of a statement when it happens."""
    with app.extensions["pool"].transaction() as statements:
        crash(app)
        statements.execute("SELECT pg_sleep(30)")


def test_a_crash_is_never_a_500_and_loses_nothing_that_was_answered(app: Flask) -> None:
    client = app.test_client()
    posted = client.post(
        "/v1/agencies/a/reports", data=report_text().encode(), content_type="text/plain"
    )
    assert posted.status_code == 201
    with pytest.raises(StorageUnavailable):
        use_through_a_crash(app)
    statuses = []
    deadline = time.monotonic() + 30
    while not statuses or (statuses[-1] != 200 and time.monotonic() < deadline):
        statuses.append(client.get(posted.headers["Location"]).status_code)
    assert set(statuses) <= {200, 503}
    assert client.get(posted.headers["Location"]).data == posted.data

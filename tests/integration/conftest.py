"""The service on a real Postgres."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.storage.pool import Pool


@pytest.fixture
def url(database_url: str) -> str:
    """Give the database that `app` and `pool` use; a module that needs its own gives another."""
    return database_url


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    app = create_app(Settings(database_url=url))
    yield app
    app.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def agency_id() -> str:
    """Give every test an agency of its own: the database is shared."""
    return f"test-{uuid4().hex}"


@pytest.fixture
def pool(url: str) -> Iterator[Pool]:
    pool = Pool(url, 2)
    yield pool
    pool.close()

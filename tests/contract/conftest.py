"""The service on a real Postgres, and its contract."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.api.openapi import document
from service.app import create_app
from service.config import Settings
from service.limits import Limits


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    return document(create_app(Settings()))


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = create_app(Settings(database_url=database_url, limits=Limits(max_body_bytes=100_000)))
    yield app
    app.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

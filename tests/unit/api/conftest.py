"""The service without a database."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.limits import Limits


@pytest.fixture
def app() -> Flask:
    return create_app(Settings(database_url=None, limits=Limits(max_body_bytes=20_000)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

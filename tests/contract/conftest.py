"""The service on a real Postgres, and its contract."""

import copy
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


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(child, dict | list):
            yield from nodes(child)


@pytest.fixture(scope="session")
def closed(contract: dict[str, Any]) -> dict[str, Any]:
    """Give the contract with every object closed: a member that it does not name is an error."""
    tree = copy.deepcopy(contract)
    for node in nodes(tree["components"]["schemas"]):
        if isinstance(node.get("properties"), dict) and "$ref" not in node:
            node.setdefault("additionalProperties", False)
    return tree


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = create_app(Settings(database_url=database_url, limits=Limits(max_body_bytes=100_000)))
    yield app
    app.extensions["pool"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

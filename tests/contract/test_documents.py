"""
The documents made of the code are the committed ones.

REGENERATE=1 in the environment writes them anew.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.openapi import as_yaml, document
from service.api.problems import all_pages
from service.app import create_app
from service.config import Settings
from tests.contract import modules, settings
from tests.documents import representation

ROOT = Path(__file__).parents[2]


def openapi_yaml() -> str:
    return as_yaml(document(create_app(Settings())))


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("openapi.yaml", openapi_yaml),
        ("docs/problems.md", all_pages),
        ("docs/reference/representation.md", representation.page),
        ("docs/reference/settings.md", settings.page),
        ("docs/design.md", modules.design),
    ],
)
def test_the_committed_document_is_the_one_that_the_code_makes(
    path: str, make: Callable[[], str]
) -> None:
    if os.environ.get("REGENERATE"):
        (ROOT / path).write_text(make(), encoding="utf-8")
    assert (ROOT / path).read_text(encoding="utf-8") == make()


def test_the_service_answers_its_own_contract(
    client: FlaskClient, contract: dict[str, Any]
) -> None:
    assert client.get("/openapi.json").json == contract
    assert client.get("/openapi.yaml").text == openapi_yaml()


def test_the_contract_and_the_map_know_every_module() -> None:
    assert {each for layer in modules.layers() for each in layer} == modules.in_folder()

"""Holds an answer against the contract."""

from typing import Any

from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse


def hold_against(closed: dict[str, Any], answer: TestResponse, method: str, path: str) -> None:
    """Fail where an answer has a status, media type or member that the contract does not name."""
    promised = closed["paths"][path][method]["responses"][str(answer.status_code)]
    for header in promised["headers"]:
        assert header in answer.headers
    if answer.status_code in (204, 304):
        assert answer.data == b""
        assert "Content-Type" not in answer.headers  # there is nothing that has one
        return
    schema = promised["content"][answer.mimetype]["schema"]
    if answer.is_json:
        whole = schema | {"components": closed["components"]}
        validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        problems = [
            f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer.json)
        ]
        assert problems == []

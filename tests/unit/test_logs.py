"""The lines of the log."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from service.logs import Form, formatter


def event(message: str, **fields: object) -> logging.LogRecord:
    record = logging.LogRecord("service.api.requests", logging.INFO, __file__, 1, message, (), None)
    record.__dict__.update(fields)
    return record


def line(record: logging.LogRecord) -> dict[str, Any]:
    written = formatter("json").format(record)
    assert "\n" not in written
    read = json.loads(written)
    assert isinstance(read, dict)
    return read


def test_a_line_of_json_bears_time_level_and_fields() -> None:
    read = line(event("GET '/v1/reports' 200", agency_id="运城", ms=1.5, year=None))
    assert read.pop("time").endswith("+00:00")
    assert read == {
        "level": "INFO",
        "logger": "service.api.requests",
        "message": "GET '/v1/reports' 200",
        "agency_id": "运城",
        "ms": 1.5,
        "year": None,
    }


def test_a_message_cannot_write_a_line_of_its_own() -> None:
    assert line(event("a\nb"))["message"] == "a\nb"


def test_a_trace_stays_in_its_line() -> None:
    record = event("failed")
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        record.exc_info = sys.exc_info()
    assert "ZeroDivisionError" in line(record)["trace"]


@pytest.mark.parametrize(("form", "tty", "is_json"), [
    ("text", False, False), ("json", True, True), ("auto", True, False), ("auto", False, True),
])  # fmt: skip
def test_only_a_person_reads_words(
    monkeypatch: pytest.MonkeyPatch, form: Form, *, tty: bool, is_json: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: tty)
    assert formatter(form).format(event("said")).startswith("{") is is_json


def test_what_json_has_no_form_for_is_written_as_text() -> None:
    assert line(event("kept", path=Path("a/b")))["path"] == "a/b"

"""The lines of the log."""

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path
from select import PIPE_BUF
from typing import Any

import pytest

from service.logs import MOST_KEPT, Form, formatter


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


def written_by(statements: str) -> list[dict[str, Any]]:
    """Return what a process of its own writes to its log that runs some statements."""
    said = subprocess.run(
        [sys.executable, "-c", GATHERING + statements], capture_output=True, check=True
    )
    return [json.loads(each) for each in said.stderr.splitlines()]


GATHERING = """
import logging, os, time
from service import logs
logs.init_logs("json")
logs.write_behind()
log = logging.getLogger("nianbao")
"""


def messages(lines: list[dict[str, Any]]) -> list[str]:
    return [each["message"] for each in lines]


def test_lines_that_gather_are_written_soon() -> None:
    ends = "time.sleep(5 * logs.PAUSE_SECONDS); os._exit(0)"
    assert messages(written_by(f"log.info('a'); log.info('b'); {ends}")) == ["a", "b"]
    assert written_by("log.info('gathered'); os._exit(0)") == []


def test_a_warning_is_written_at_once_with_all_before_it() -> None:
    lines = written_by("log.info('before'); log.warning('now'); log.info('after'); os._exit(0)")
    assert messages(lines) == ["before", "now"]


def test_lines_that_gather_are_written_at_the_end_of_the_process() -> None:
    assert messages(written_by("log.info('last')")) == ["last"]


def test_who_stops_reading_the_log_holds_nobody_up_and_is_told_what_was_lost() -> None:
    here, there = os.pipe()
    statements = (
        f"[log.info(n) for n in range({MOST_KEPT})]; time.sleep(5 * logs.PAUSE_SECONDS)\n"  # stuck
        f"[log.info('x') for n in range({MOST_KEPT})]; log.error('x'); print('done', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", GATHERING + statements], stderr=there, stdout=subprocess.PIPE
    ) as writing:
        os.close(there)
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"done\n"  # though nothing was read
        said = b""
        while b"nobody took them." not in said or not said.endswith(b"\n"):
            piece = os.read(here, 65_536)
            assert piece
            said += piece
        writing.kill()
    os.close(here)
    lines = [json.loads(each) for each in said.splitlines()]
    lost = int(lines[-1]["message"].split()[0])
    assert lost > 0
    assert lines[-1]["level"] == "WARNING"
    assert len(lines) - 1 + lost == 2 * MOST_KEPT + 1


def test_no_other_process_comes_into_the_middle_of_a_line() -> None:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with here, there:
        statements = "[log.info('行' * 100) for n in range(100)]"
        subprocess.run([sys.executable, "-c", GATHERING + statements], stderr=there, check=True)
        there.close()
        calls = list(iter(lambda: here.recv(1_000_000), b""))  # one message for each of the system
    assert sum(call.count(b"\n") for call in calls) == 100
    assert all(call.endswith(b"\n") for call in calls)
    # So much goes into a pipe at once, or nothing of it; to write each line alone would be slow.
    assert PIPE_BUF / 2 < max(map(len, calls)) <= PIPE_BUF


def test_a_log_that_nobody_reads_fails_nobody() -> None:
    closed = "os.close(2); log.warning('unheard'); log.info('unheard'); logging.shutdown()"
    # Python itself says at its end what it could not write.
    assert written_by(f"{closed}; os._exit(0)") == []


def test_a_line_that_cannot_be_written_loses_no_other() -> None:
    said = subprocess.run(
        [sys.executable, "-c", GATHERING + "log.info('%d', 'x'); log.info('whole')"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert b'"message":"whole"' in said.stderr

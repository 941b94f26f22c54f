"""The command line finds its command, and says what it cannot do in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service import __version__
from service.__main__ import main
from tests.integration.texts import report_text

COMMAND = (sys.executable, "-m", "service")


def test_migrating_needs_a_database_url(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == (
        "nianbao: DATABASE_URL is not set; `nianbao serve` migrates its own server.\n"
    )


def test_a_worker_needs_a_database_url(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["worker"]) == 1
    assert capsys.readouterr().err == (
        "nianbao: DATABASE_URL is not set; `nianbao serve` has BATCH_WORKERS.\n"
    )


def test_migrating_twice_is_no_fault(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0


def test_a_wrong_setting_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "http")
    assert main(["serve"]) == 1
    assert capsys.readouterr().err.startswith("nianbao: PORT must be ")


@pytest.mark.parametrize("command", [["worker"], ["import", "archive"]])
@pytest.mark.parametrize("number", ["0", "257", "two"])
def test_what_is_no_number_of_processes_is_told_in_one_line(
    command: list[str], number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--processes", number])
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith("error: argument --processes: a number of processes from 1 to 256")


@pytest.mark.parametrize("arguments", [[], ["check"], ["serve", "now"], ["publish"]])
def test_what_is_no_command_is_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "usage: nianbao" in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--version"])
    assert raised.value.code == 0
    assert capsys.readouterr().out == f"nianbao {__version__}\n"


def test_check_knows_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    monkeypatch.setenv("PORT", "http")
    (tmp_path / "a.txt").write_text(report_text(), encoding="utf-8")
    assert main(["check", str(tmp_path / "a.txt")]) == 0


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    """Give files whose results fill any pipe."""
    file = tmp_path / "a.txt"
    file.write_text(report_text(), encoding="utf-8")
    return [str(file)] * 20


@pytest.mark.parametrize("form", [[], ["--ndjson"]])
def test_a_reader_that_has_seen_enough_is_no_error_to_speak_of(
    many: list[str], form: list[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*COMMAND, "check", *form, "--provenance", *many],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
def test_a_full_disk_is_said_in_one_line(many: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, "check", *many], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"nianbao: cannot write: ")
    assert ended.stderr.count(b"\n") == 1


def test_who_closes_its_output_gets_the_status_alone(many: list[str]) -> None:
    closing = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh"]
    assert subprocess.run([*closing, *COMMAND, "check", *many], check=False).returncode == 0
    assert subprocess.run([*closing, *COMMAND, "check", "none"], check=False).returncode == 2


def test_the_contract_is_printed_as_it_is_committed() -> None:
    run = subprocess.run(
        [*COMMAND, "openapi"], capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"}
    )
    assert run.stdout == (Path(__file__).parents[2] / "openapi.yaml").read_bytes()

"""The README's commands are run against a running service, and print what the README prints."""

import re
import shutil
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.system.running import eventually, service

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_LEFT_OUT = ("Date:", "X-Request-Id:", "Content-Length:", "X-Content-Type-Options:")
_LEFT_OUT += ("X-Frame-Options:", "Referrer-Policy:", "Content-Security-Policy:")


def _blocks() -> list[tuple[str, list[str]]]:
    """Return each command of the README that has an output, with the lines of it."""
    blocks = (block.splitlines() for block in _BLOCK.findall((ROOT / "README.md").read_text()))
    return [(lines[0].removeprefix("$ "), lines[1:]) for lines in blocks if lines[1:]]


def _agree(documented: str, printed: str) -> bool:
    """Tell whether a printed line is the documented one, which may end in an ellipsis."""
    if documented.endswith("…"):
        return printed.startswith(documented[:-1])
    return printed == documented


def _wrong(command: str, documented: list[str]) -> list[tuple[str | None, str | None]]:
    """Run a command; return what it prints otherwise than the README does."""
    answer = subprocess.run(
        ["/bin/bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    printed = [line for line in answer.stdout.splitlines() if not line.startswith(_LEFT_OUT)]
    pairs = zip_longest(documented, printed)
    return [(wanted, got) for wanted, got in pairs if not _agree(wanted or "", got or "")]


def test_every_command_prints_what_the_readme_says(scratch: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    commands = [(command, lines) for command, lines in _blocks() if not command.startswith("make")]
    assert len(commands) == 12
    with service(scratch) as running:
        address = running.ready().url.removeprefix("http://")
        for command, documented in commands:
            runnable = command.replace("localhost:8000", address)
            runnable = runnable.replace(".venv/bin/nianbao", f"{sys.executable} -m service")
            if "/v1/batches |" in runnable:  # "a moment later", says the README
                eventually(lambda: _wrong(runnable, documented) == [])  # noqa: B023
            else:
                assert _wrong(runnable, documented) == [], command

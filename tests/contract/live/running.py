"""Runs schemathesis against a running service: gunicorn, Postgres and all."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.system.running import service

ROOT = Path(__file__).parents[3]
CONFIG = Path(__file__).with_name("schemathesis.toml")
_GENERATED = re.compile(r"([0-9,]+) generated")


class Outcome(NamedTuple):
    """How a run ended, how many requests it sent, and what it said."""

    status: int
    cases: int
    said: str


def run(data_dir: Path, *, examples: int, seed: int, seconds: int | None = None) -> Outcome:
    """
    Send at most `examples` requests an operation and phase, links followed; stop after `seconds`.

    They bear a key that allows everything, so it is also tried whether it is asked for.
    No key is revoked, or the run would lock itself out.
    The body limit is low: a text of 100 kB that is no report tells as much as one of 10 MB.
    Requests are not counted: whether an operation asks for a key is tried very often.
    """
    settings = {"MAX_BODY_BYTES": "100000", "REQUESTS_PER_MINUTE": "0", "REFUSALS_PER_MINUTE": "0"}
    with service(data_dir, **settings) as running:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run"]
        command += [f"{running.ready().url}/openapi.json", "--checks", "all"]
        command += ["--header", f"Authorization: Bearer {_key(data_dir)}"]
        command += ["--exclude-operation-id", "delete_key"]
        command += ["--max-examples", str(examples), "--seed", str(seed)]
        # Two workers at once break compile() of CPython 3.11 now and then.
        command += ["--workers", "1", "--request-timeout", "20"]
        command += ["--max-failures", "20", "--warnings", "off", "--no-color"]
        command += ["--max-time", str(seconds)] if seconds else []
        # The hooks are a module of ours, below the folder where this is run.
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=data_dir, env=environment, capture_output=True, text=True, check=False
        )
    counted = _GENERATED.search(done.stdout)
    cases = int(counted[1].replace(",", "")) if counted else 0
    return Outcome(done.returncode, cases, done.stdout + done.stderr)


def _key(data_dir: Path) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "service", "keys", "create", "the contract", "--scope", "admin"],
        env=os.environ | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()

"""A child does not outlive its parent, and is ended step by step."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from service.serving.lifeline import end, spawn
from tests.system.running import eventually

PARENT = """
import signal, sys
from service.serving.lifeline import spawn
child = spawn(["sleep", "600"], farewell=signal.SIGKILL)
print(child.pid, flush=True)
signal.pause()
"""
STUBBORN = ["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.05; done"]


def test_a_child_ends_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = Path("/proc", parent.stdout.readline().decode().strip())
        assert child.exists()
        parent.kill()
        eventually(lambda: not child.exists() or ") Z " in (child / "stat").read_text())


def test_a_child_has_no_signal_blocked() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        child = spawn(["sleep", "600"], farewell=signal.SIGKILL)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    end(child, signal.SIGTERM, seconds=60)
    assert child.returncode == -signal.SIGTERM


def test_a_child_that_does_not_listen_gets_the_next_signal(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("wb") as log:
        child = spawn(STUBBORN, farewell=signal.SIGKILL, log=log)
    eventually(lambda: said.read_text() == "deaf\n")
    end(child, signal.SIGTERM, signal.SIGKILL, seconds=0.2)
    assert child.wait(60) == -signal.SIGKILL


def test_a_child_leads_a_session_of_its_own() -> None:
    child = spawn(["sleep", "600"], farewell=signal.SIGKILL)
    assert os.getsid(child.pid) == child.pid
    end(child, signal.SIGKILL, seconds=60)

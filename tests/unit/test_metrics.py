"""What processes count together in one folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.metrics import FOLDER, exposition

COUNTING = """
import sys
from service.metrics import PoolCounts, count_request
counts = PoolCounts("primary", 3)
counts.taken()
count_request("get_report", 200, 0.1, {})
print("counted", flush=True)
sys.stdin.read()
"""


def test_what_a_process_alone_can_say_ends_with_it_and_what_it_counted_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-c", COUNTING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "counted\n"
    told = exposition().decode()
    assert f'nianbao_pool_in_use{{pid="{process.pid}",server="primary"}} 1.0' in told
    process.kill()
    process.communicate()
    told = exposition().decode()
    assert "nianbao_pool_in_use" not in told
    assert 'nianbao_request_seconds_count{operation="get_report",status="200"} 1.0' in told


def test_a_process_that_has_counted_nothing_yet_keeps_nobody_from_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    counted = subprocess.run(
        [sys.executable, "-c", COUNTING], stdin=subprocess.DEVNULL, check=True, capture_output=True
    )
    assert counted.stdout == b"counted\n"
    (tmp_path / f"gauge_liveall_{os.getpid()}.db").touch()
    (tmp_path / f"counter_{os.getpid()}.db").touch()
    told = exposition().decode()
    assert 'nianbao_request_seconds_count{operation="get_report",status="200"} 1.0' in told

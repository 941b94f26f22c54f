import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from service.config import Settings
from service.serving import crew as module
from service.serving.crew import LONGEST_PAUSE, SHORT_SECONDS, Crew

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


class Clock:
    """A time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module.time, "monotonic", clock.monotonic)
    return clock


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Let every crew start processes that only sleep."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(crew: Crew) -> subprocess.Popen[bytes]:
        processes.append(subprocess.Popen(SLEEP))
        return processes[-1]

    monkeypatch.setattr(Crew, "_spawn", start)
    yield processes
    for each in processes:
        each.kill()
        each.wait()


def crew(number: int) -> Crew:
    return Crew(Settings(), "postgresql://", number)


def test_one_that_ends_is_replaced_and_the_others_stay(
    started: list[subprocess.Popen[bytes]], clock: Clock
) -> None:
    made = crew(3)
    made.fill()
    assert (len(started), made.waits) == (3, False)
    clock.now += SHORT_SECONDS
    started[1].kill()
    started[1].wait()
    made.fill()
    assert (len(started), made.waits) == (4, False)
    assert [each.poll() for each in started] == [None, -signal.SIGKILL, None, None]


def test_one_that_keeps_ending_at_once_is_started_after_growing_pauses(
    started: list[subprocess.Popen[bytes]], clock: Clock
) -> None:
    made = crew(1)
    made.fill()
    pauses = []
    for _ in range(7):
        started[-1].kill()
        started[-1].wait()
        before, count = clock.now, len(started)
        made.fill()
        while len(started) == count:
            assert made.waits
            clock.now += 0.5
            made.fill()
        pauses.append(clock.now - before)
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    clock.now += SHORT_SECONDS
    started[-1].kill()
    started[-1].wait()
    made.fill()
    assert not made.waits  # it had worked meanwhile


def test_those_that_left_for_others_are_no_zombies(
    started: list[subprocess.Popen[bytes]], clock: Clock
) -> None:
    made = crew(2)
    made.fill()
    made.renew()
    leaving = [each.pid for each in started[:2]]
    for pid in leaving:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    made.fill()
    for pid in leaving:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert len(started) == 4


def test_a_crew_of_none_starts_nothing(started: list[subprocess.Popen[bytes]]) -> None:
    made = crew(0)
    made.fill()
    made.end()
    assert (started, made.waits) == ([], False)


def test_all_are_asked_to_stop_at_the_same_time(started: list[subprocess.Popen[bytes]]) -> None:
    made = crew(2)
    made.fill()
    began = time.monotonic()
    made.dismiss()
    made.fill()
    made.end()
    assert time.monotonic() - began < 10
    assert [each.poll() for each in started] == [-signal.SIGTERM] * 2

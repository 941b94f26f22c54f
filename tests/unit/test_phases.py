"""What the parts of a piece of work take."""

import time
from threading import Thread

import pytest

from service.phases import measure, phase


def wait() -> None:
    time.sleep(0.02)


def test_a_phase_within_another_one_is_counted_once() -> None:
    phases = measure()
    began = time.perf_counter()
    with phase("store"):
        wait()
        with phase("rules"):
            wait()
            with phase("parse"):
                wait()
        with phase("rules"):
            wait()
    took = time.perf_counter() - began
    assert set(phases) == {"store", "rules", "parse"}
    assert phases["rules"] >= 0.04
    assert min(phases["store"], phases["parse"]) >= 0.02
    assert sum(phases.values()) == pytest.approx(took, abs=0.005)


def test_a_phase_that_fails_is_counted_too() -> None:
    phases = measure()
    with pytest.raises(ZeroDivisionError), phase("parse"):
        _ = 1 / 0
    assert phases["parse"] > 0


def test_each_piece_of_work_has_phases_of_its_own() -> None:
    first = measure()
    second = measure()
    with phase("parse"):
        pass
    assert not first
    assert set(second) == {"parse"}


def test_another_thread_that_measures_nothing_is_not_counted() -> None:
    phases = measure()

    def work() -> None:
        with phase("rules"):
            pass

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert not phases

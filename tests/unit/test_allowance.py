"""Processor time of one thread, and when it is over."""

import time
from threading import Thread

import pytest

from service.allowance import allowance, check_allowance
from service.errors import TooLaborious


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        check_allowance()


def test_who_works_longer_is_stopped() -> None:
    with pytest.raises(TooLaborious), allowance(0.05):
        work(10)


def test_who_works_less_is_not_and_neither_is_who_has_no_allowance() -> None:
    with allowance(5):
        work(0.02)
    with allowance(0):
        pass
    work(0.02)


def test_waiting_is_no_work() -> None:
    with allowance(0.1):
        time.sleep(0.2)
        check_allowance()


def test_the_work_of_other_threads_does_not_count() -> None:
    with allowance(0.1):
        other = Thread(target=work, args=(0.2,))
        other.start()
        other.join()
        check_allowance()

"""Which part of an address is a caller's, and when a window opens again."""

import time
from collections.abc import Iterator

import pytest

from service.api.rates import Rates, network_of
from service.errors import TooManyRequests
from service.limits import Limits

MINUTE = 1_800_000_000.0  # a window of the library begins here


class Clock:
    """The time of day, which only the test moves on."""

    def __init__(self) -> None:
        self.now = MINUTE

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock.time)
    return clock


def wait(rates: Rates) -> int:
    """Count a request; return how long it has to wait, 0 where it is taken."""
    try:
        rates.count_request("a")
    except TooManyRequests as refused:
        return refused.retry_after
    return 0


@pytest.mark.parametrize("begins", [0.01, 0.25, 17.3, 30.1, 59.1, 59.99])
@pytest.mark.parametrize("allowed", [1, 5, 7])
def test_the_window_opens_when_it_is_said_and_not_a_second_earlier(
    clock: Clock, begins: float, allowed: int
) -> None:
    rates = Rates("memory://", Limits(requests_per_minute=allowed))
    clock.now += begins
    for _ in range(4 * allowed):
        if said := wait(rates):
            assert said <= 60
            clock.now += said - 1
            if said > 1:
                assert wait(rates) == 1
            clock.now += 1
            assert wait(rates) == 0


def test_no_more_than_the_limit_is_taken_in_a_minute(clock: Clock) -> None:
    rates = Rates("memory://", Limits(requests_per_minute=60))
    taken = []
    for _ in range(6000):
        clock.now += 0.1
        if not wait(rates):
            taken.append(clock.now)
    assert 60 * 9 <= len(taken) <= 60 * 11
    fullest = max(sum(start <= each < start + 60 for each in taken) for start in taken)
    assert fullest <= 61


def test_a_clock_that_is_set_back_keeps_nobody_out(clock: Clock) -> None:
    rates = Rates("memory://", Limits(requests_per_minute=2))
    assert [bool(wait(rates)) for _ in range(3)] == [False, False, True]
    clock.now -= 3600
    assert not wait(rates)


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
    ],
)
def test_what_of_an_address_a_caller_chooses_freely_makes_him_nobody_else(
    address: str, caller: str
) -> None:
    assert network_of(address) == caller

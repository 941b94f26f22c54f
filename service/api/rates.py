"""
How many requests one caller may send in a minute.

A caller is a key, or an address where none is in use. Whoever sends no valid key is counted by
address, so that nobody tries keys at speed. The counts are those of a sliding window.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock
from typing import Any, Final

from flask import Flask, Request, current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from service.api.counting import MemoryWindow
from service.config import MEMORY
from service.errors import TooManyRequests
from service.limits import Limits

STORAGE_SECONDS: Final = 0.25  # an answer of the storage, tried twice
AWAY_SECONDS: Final = 1.0  # for so long a storage that failed is not asked
TOLD_EVERY_SECONDS: Final = 60.0
NETWORK_BITS: Final = 64  # of an IPv6 address; the rest the caller chooses freely
log = logging.getLogger(__name__)


def init_app(app: Flask, storage: str) -> None:
    """Count the requests of the app in a storage, by its URI."""
    app.extensions["rates"] = Rates(storage, app.config["LIMITS"])


def count_request(app: Flask, asked: Request, key_id: str | None) -> None:
    """Count a request for its key, or for its address; raise TooManyRequests."""
    rates: Rates = app.extensions["rates"]
    rates.count_request(f"key/{key_id}" if key_id else f"address/{_address(asked)}")


def count_refusal() -> None:
    """Count the request at hand, without a valid key, for its address; raise TooManyRequests."""
    _rates().count_refusal(_address(request))


def check_refusals() -> None:
    """Raise TooManyRequests where the address has sent too many requests without a valid key."""
    _rates().check_refusals(_address(request))


class Rates:
    """The counts, shared by the threads of a process, or by all processes that name a server."""

    def __init__(self, storage: str, limits: Limits) -> None:
        """Take the URI of the storage; it is asked when a request is to be counted."""
        self._window = (
            MemoryWindow()
            if storage == MEMORY
            else SlidingWindowCounterRateLimiter(storage_from_string(storage, **_options()))
        )
        self._requests = RateLimitItemPerMinute(limits.requests_per_minute, 1, "requests")
        self._refusals = RateLimitItemPerMinute(limits.refusals_per_minute, 1, "refusals")
        self._lock = Lock()
        self._asked_again = self._told_again = -math.inf

    def count_request(self, caller: str) -> None:
        """Count a request of a caller; raise TooManyRequests where it is one too many."""
        self._hold(self._window.hit, self._requests, caller)

    def count_refusal(self, address: str) -> None:
        """Count a request without a valid key; raise TooManyRequests as above."""
        self._hold(self._window.hit, self._refusals, address)

    def check_refusals(self, address: str) -> None:
        """Raise TooManyRequests where the next request without a valid key would be."""
        self._hold(self._window.test, self._refusals, address)

    def _hold(
        self, allows: Callable[[RateLimitItem, str], bool], limit: RateLimitItem, caller: str
    ) -> None:
        """Let the request pass where the storage is away: an answer is worth more than a count."""
        if not limit.amount or time.monotonic() < self._asked_again:
            return
        try:
            if allows(limit, caller):
                return
            opens = self._window.get_window_stats(limit, caller).reset_time
        except StorageError as error:
            self._note_away(error.storage_error)
            return
        raise TooManyRequests(
            f"{limit.amount} {limit.namespace} a minute are allowed.",
            # At that very moment the window is still full.
            retry_after=math.floor(opens - time.time()) + 1,
        )

    def _note_away(self, error: Exception) -> None:
        """Leave the storage alone for a while, and say so once a minute."""
        now = time.monotonic()
        with self._lock:
            self._asked_again = now + AWAY_SECONDS
            if now < self._told_again:
                return
            self._told_again = now + TOLD_EVERY_SECONDS
        log.warning("RATE_STORAGE does not answer, so requests are not counted: %s", error)


@lru_cache(maxsize=1_000)
def network_of(address: str) -> str:
    """Return the part of an address that a caller cannot choose freely."""
    try:
        found = ip_address(address)
    except ValueError:  # a unix socket has none
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or IPv6Network((int(found), NETWORK_BITS), strict=False))


def _options() -> dict[str, Any]:
    """Return what keeps redis-py from waiting; by default it tries for seconds."""
    return {
        "wrap_exceptions": True,
        "socket_timeout": STORAGE_SECONDS,
        "socket_connect_timeout": STORAGE_SECONDS,
        "retry": Retry(NoBackoff(), 1),
    }


def _address(asked: Request) -> str:
    return network_of(asked.remote_addr or "")


def _rates() -> Rates:
    rates: Rates = current_app.extensions["rates"]
    return rates

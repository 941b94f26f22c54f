"""Long answers wait for neither side for ever, and for both as long as they may."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from service.errors import StorageError, StorageUnavailable
from service.limits import Limits
from service.storage import snapshots
from service.storage.snapshots import Reading, Snapshots
from tests.conftest import run
from tests.system.running import eventually

HASTY = Limits(transaction_seconds=1, body_seconds=5)
Read = Callable[[str], Reading]


@pytest.fixture
def read(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    """Give what reads the rows of a statement, one at a time."""
    monkeypatch.setattr(snapshots, "REPORTS_AT_ONCE", 1)
    readings: list[Reading] = []

    def read(statement: str) -> Reading:
        readings.append(Snapshots(database_url, HASTY).read(statement, {}))
        return readings[-1]

    yield read
    for reading in readings:
        reading.close()


def value(reading: Reading) -> bytes:
    [(value,)] = next(reading)
    assert isinstance(value, bytes)
    return value


def test_all_rows_are_read_and_then_no_more(read: Read) -> None:
    reading = read("SELECT number || '号' FROM generate_series(1, 3) AS number")
    assert [piece for [[piece]] in reading] == ["1号".encode(), "2号".encode(), "3号".encode()]
    assert list(reading) == []
    assert list(read("SELECT WHERE false")) == []


def test_the_next_piece_is_made_while_the_one_before_is_sent(read: Read, database_url: str) -> None:
    reading = read("SELECT pg_backend_pid() || ' ' || clock_timestamp() FROM generate_series(1, 2)")
    backend = value(reading).split()[0].decode()

    def moment_once_made() -> list[tuple[Any, ...]]:
        return run(
            database_url,
            "SELECT clock_timestamp()::text FROM pg_stat_activity"  # noqa: S608 -- a number
            f" WHERE pid = {backend} AND state = 'idle in transaction'",
        )

    eventually(moment_once_made)
    [[moment]] = moment_once_made()
    assert value(reading).decode().partition(" ")[2] < moment


def test_a_caller_may_take_longer_than_a_transaction(read: Read) -> None:
    # More than the buffers between two processes hold.
    reading = read("SELECT repeat('x', 4000000) FROM generate_series(1, 3)")
    lengths = []
    for [[piece]] in reading:
        time.sleep(HASTY.transaction_seconds + 0.5)
        lengths.append(len(piece))
    assert lengths == [4_000_000] * 3


def test_a_server_that_falls_silent_keeps_nobody_waiting(read: Read) -> None:
    reading = read("SELECT pg_backend_pid()::text FROM generate_series(1, 1000)")
    backend = int(value(reading))
    os.kill(backend, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(StorageUnavailable):
            list(reading)
        assert time.monotonic() - began < 5
    finally:
        os.kill(backend, signal.SIGCONT)


def test_a_statement_that_fails_in_the_middle_is_told(read: Read) -> None:
    reading = read("SELECT (1 / (3 - number))::text FROM generate_series(1, 3) AS number")
    assert [value(reading), value(reading)] == [b"0", b"1"]
    with pytest.raises(StorageError):
        next(reading)

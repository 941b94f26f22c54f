"""What a pool of connections tells of itself, against a real Postgres."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY
from psycopg2.extensions import cursor

from service.errors import StorageBusy, StorageUnavailable
from service.limits import Limits
from service.metrics import PoolCounts
from service.storage.pool import Pool
from tests.conftest import run

Seen = Callable[[str], float]


def gone(statements: cursor) -> None:
    """Let the server end the connection on which it is asked."""
    statements.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def nothing(statements: cursor) -> None:
    statements.execute("SELECT 1")


def refused(statements: cursor) -> None:
    """Do what a standby refuses, which the next connection may not lead to."""
    statements.execute("SET TRANSACTION READ ONLY")
    statements.execute("CREATE TABLE never (a integer)")


@pytest.fixture
def server() -> str:
    return f"test-{uuid4().hex}"  # the counts are those of the whole process


@pytest.fixture
def counted(database_url: str, server: str) -> Iterator[Pool]:
    pool = Pool(database_url, 2, Limits(checkout_seconds=1), PoolCounts(server, 2))
    yield pool
    pool.close()


@pytest.fixture
def seen(server: str) -> Seen:
    def value(name: str) -> float:
        found = REGISTRY.get_sample_value(f"nianbao_pool_{name}", {"server": server})
        assert found is not None
        return found

    return value


def test_connections_are_counted_while_they_are_open_and_while_they_are_in_use(
    counted: Pool, seen: Seen
) -> None:
    assert (seen("size"), seen("open"), seen("in_use")) == (2, 0, 0)
    with counted.transaction(), counted.transaction():
        assert (seen("open"), seen("in_use")) == (2, 2)
    assert (seen("open"), seen("in_use")) == (2, 0)
    counted.look_up(lambda _: None)
    counted.ask(nothing)
    assert (seen("open"), seen("in_use")) == (2, 0)
    counted.close()
    assert (seen("size"), seen("open")) == (2, 0)


def test_a_connection_that_breaks_is_counted_no_longer(counted: Pool, seen: Seen) -> None:
    for broken in (counted.ask, counted.look_up):
        with pytest.raises(StorageUnavailable):
            broken(gone)
        assert (seen("open"), seen("in_use")) == (0, 0)


def test_a_connection_that_broke_while_it_lay_idle_is_counted_once(
    counted: Pool, seen: Seen, database_url: str
) -> None:
    for asked in (counted.ask, counted.look_up):
        with counted.transaction() as statements:
            statements.execute("SELECT pg_backend_pid()")
            [(backend,)] = statements.fetchall()
        run(database_url, f"SELECT pg_terminate_backend({backend}, 5000)")
        asked(nothing)
        assert (seen("open"), seen("in_use")) == (1, 0)


def test_a_connection_to_a_standby_is_counted_no_longer(counted: Pool, seen: Seen) -> None:
    with pytest.raises(StorageUnavailable):
        counted.ask(refused)
    assert (seen("open"), seen("in_use")) == (0, 0)


def test_a_server_that_is_away_leaves_nothing_counted(server: str, seen: Seen) -> None:
    pool = Pool("postgresql://nobody@/none?host=/nonexistent", 1, Limits(), PoolCounts(server, 1))
    with pytest.raises(StorageUnavailable):
        pool.ask(nothing)
    assert (seen("open"), seen("in_use")) == (0, 0)


def test_who_finds_a_connection_at_once_has_not_waited(counted: Pool, seen: Seen) -> None:
    with counted.transaction(), counted.transaction():
        pass
    assert seen("wait_seconds_count") == seen("given_up_total") == 0


def test_who_waits_is_counted_and_who_gives_up_once_more(counted: Pool, seen: Seen) -> None:
    waiting, done = Event(), Event()

    def wait() -> None:
        waiting.set()
        counted.ask(nothing)
        done.set()

    with counted.transaction():
        with counted.transaction():
            with pytest.raises(StorageBusy):
                counted.ask(nothing)
            assert (seen("wait_seconds_count"), seen("given_up_total")) == (1, 1)
            assert 0.9 < seen("wait_seconds_sum") < 30
            Thread(target=wait).start()
            assert waiting.wait(10)
            assert not done.wait(0.3)
        assert done.wait(10)
    assert (seen("wait_seconds_count"), seen("given_up_total")) == (2, 1)
    assert seen("in_use") == 0

"""Connections that break, and errors of the driver, against a real Postgres."""

import os
import resource
import signal
import socket
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Barrier, Thread
from traceback import format_exception

import psycopg2
import pytest
from psycopg2.extensions import get_wait_callback, set_wait_callback

from service.errors import StorageConflict, StorageError, StorageUnavailable
from service.limits import Limits
from service.storage import watchdog
from service.storage.agencies import fetch_division
from service.storage.pool import Pool, Statements
from service.storage.waiting import blocking


def backend_of(pool: Pool) -> int:
    with pool.transaction() as statements:
        statements.execute("SELECT pg_backend_pid()")
        return int(statements.fetchall()[0][0])


def run(pool: Pool, *queries: str) -> None:
    """Run statements in one transaction."""
    with pool.transaction() as statements:
        for query in queries:
            statements.execute(query)


def terminate(database_url: str, *backends: int) -> None:
    """End server processes and wait until they are gone."""
    with psycopg2.connect(database_url) as other, other.cursor() as statements:
        for backend in backends:
            statements.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
            assert statements.fetchall() == [(True,)]
    other.close()


def backends_at_once(pool: Pool, number: int) -> set[int]:
    """Return the server processes of as many transactions that are open together."""
    barrier, seen = Barrier(number), set[int]()

    def hold() -> None:
        with pool.transaction() as statements:
            statements.execute("SELECT pg_backend_pid()")
            seen.add(statements.fetchall()[0][0])
            barrier.wait(timeout=10)

    threads = [Thread(target=hold) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def test_one_connection_serves_one_request_after_the_other(pool: Pool) -> None:
    assert backend_of(pool) == backend_of(pool)


def test_connections_above_one_are_kept_when_they_come_back(pool: Pool) -> None:
    first = backends_at_once(pool, 2)
    assert len(first) == 2
    assert backends_at_once(pool, 2) == first


def test_the_next_request_works_after_the_server_closed_every_connection(
    pool: Pool, database_url: str
) -> None:
    gone = backends_at_once(pool, 2)
    terminate(database_url, *gone)
    assert backend_of(pool) not in gone
    assert backends_at_once(pool, 2).isdisjoint(gone)


def test_a_connection_that_breaks_in_use_is_reported_and_never_handed_out_again(
    pool: Pool,
) -> None:
    gone = backend_of(pool)
    with pytest.raises(StorageUnavailable):
        run(pool, f"SELECT pg_terminate_backend({gone})", "SELECT 1")
    assert backend_of(pool) != gone


def test_a_block_that_raises_leaves_nothing_behind_and_its_connection_in_use(
    pool: Pool, agency_id: str
) -> None:
    before = backend_of(pool)
    insert = f"INSERT INTO agencies (agency_id) VALUES ('{agency_id}')"  # noqa: S608 -- ours
    with pytest.raises(StorageError):
        run(pool, insert, "SELECT 1 / 0")
    run(pool, insert)
    assert backend_of(pool) == before


def test_a_block_that_ends_is_committed(pool: Pool, database_url: str, agency_id: str) -> None:
    with pool.transaction() as statements:
        statements.execute("INSERT INTO agencies (agency_id) VALUES (%s)", (agency_id,))
    other = Pool(database_url, 1)
    with other.transaction() as statements:
        statements.execute("SELECT agency_id FROM agencies WHERE agency_id = %s", (agency_id,))
        assert statements.fetchall() == [(agency_id,)]
    other.close()


def test_an_error_of_the_driver_leaves_as_a_storage_error_without_its_sql(pool: Pool) -> None:
    with pytest.raises(StorageError) as caught:
        run(pool, "SELECT nonsense FROM nowhere")
    assert type(caught.value) is StorageError
    assert "nowhere" not in str(caught.value)
    assert isinstance(caught.value.__cause__, psycopg2.Error)


def test_a_violated_key_leaves_as_a_conflict(pool: Pool, agency_id: str) -> None:
    insert = f"INSERT INTO agencies (agency_id) VALUES ('{agency_id}')"  # noqa: S608 -- ours
    with pytest.raises(StorageConflict):
        run(pool, insert, insert)


SHORT = Limits(
    connect_seconds=1,
    checkout_seconds=1,
    statement_seconds=2,
    lock_seconds=1,
    transaction_seconds=3,
    idle_seconds=1,
)


@pytest.fixture(params=["wait", "watchdog"])
def waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait as a process of one thread does, and as one of many."""
    before = get_wait_callback()
    if request.param == "watchdog":
        monkeypatch.setattr(watchdog.Watch, "stands", True)
        watchdog.take_over()
    yield
    set_wait_callback(before)


@pytest.fixture
def hasty(database_url: str, waiting: None) -> Iterator[Pool]:
    """Give two connections whose limits are the least there are."""
    pool = Pool(database_url, 2, SHORT)
    yield pool
    pool.close()


def test_every_connection_bears_the_limits_of_its_statements(hasty: Pool) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with hasty.transaction() as statements:
        statements.execute("SELECT current_setting(name) FROM unnest(%s) AS name", (list(names),))
        assert statements.fetchall() == [("2s",), ("1s",), ("1s",)]


def test_a_statement_that_takes_too_long_is_unavailable(hasty: Pool) -> None:
    before = backend_of(hasty)
    with pytest.raises(StorageUnavailable):
        run(hasty, "SELECT pg_sleep(30)")
    assert backend_of(hasty) == before


def test_a_lock_that_is_not_given_is_a_conflict(hasty: Pool, pool: Pool) -> None:
    with pool.transaction() as statements:
        statements.execute("LOCK TABLE agencies IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageConflict):
            run(hasty, "SELECT FROM agencies")


def test_a_lookup_bears_the_limit_of_its_statement(hasty: Pool) -> None:
    def limit(statements: Statements) -> object:
        statements.execute("SELECT current_setting('statement_timeout')")
        return statements.fetchone()

    assert hasty.look_up(limit) == ("2s",)


def test_a_lookup_waits_for_a_lock_no_longer_than_for_anything_else(
    hasty: Pool, pool: Pool
) -> None:
    with pool.transaction() as statements:
        statements.execute("LOCK TABLE agencies IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        with pytest.raises(StorageUnavailable):
            hasty.look_up(fetch_division, "140800-locked")
        assert time.monotonic() - began < 3


def test_a_transaction_that_lies_idle_is_ended_by_the_server(hasty: Pool) -> None:
    def linger() -> None:
        with hasty.transaction() as statements:
            time.sleep(1.5)
            statements.execute("SELECT 1")

    with pytest.raises(StorageUnavailable):
        linger()
    backend_of(hasty)


def test_all_statements_of_a_transaction_have_one_limit_together(hasty: Pool) -> None:
    began = time.monotonic()
    with pytest.raises(StorageUnavailable):
        run(hasty, *["SELECT pg_sleep(1)"] * 20)
    assert time.monotonic() - began < 5


def test_a_server_that_falls_silent_keeps_nobody_waiting(hasty: Pool) -> None:
    frozen = backend_of(hasty)
    os.kill(frozen, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(StorageUnavailable):
            backend_of(hasty)
        assert time.monotonic() - began < 5
        assert backend_of(hasty) != frozen  # the silent connection is not handed out again
    finally:
        os.kill(frozen, signal.SIGCONT)


def test_a_statement_may_take_longer_than_connecting(hasty: Pool) -> None:
    run(hasty, f"SELECT pg_sleep({SHORT.connect_seconds + 0.5})")


def ask(statements: Statements) -> None:
    statements.execute("SELECT 1")


def copy(statements: Statements) -> None:
    with blocking(statements.connection):
        statements.copy_expert("COPY agencies (agency_id) FROM STDIN", BytesIO(b"140800-copied\n"))


@pytest.mark.parametrize("use", [ask, copy])
def test_a_server_that_falls_silent_in_a_transaction_keeps_nobody_waiting(
    hasty: Pool, use: Callable[[Statements], None]
) -> None:
    def ask_the_silent() -> None:
        with hasty.transaction() as statements:
            statements.execute("SELECT pg_backend_pid()")
            frozen.append(statements.fetchall()[0][0])
            os.kill(frozen[0], signal.SIGSTOP)
            use(statements)

    frozen: list[int] = []
    began = time.monotonic()
    try:
        with pytest.raises(StorageUnavailable):
            ask_the_silent()
        assert time.monotonic() - began < 2 * SHORT.transaction_seconds
    finally:
        os.kill(frozen[0], signal.SIGCONT)


def test_a_lookup_ends_where_the_server_falls_silent(hasty: Pool) -> None:
    frozen = backends_at_once(hasty, 2)
    for backend in frozen:
        os.kill(backend, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(StorageUnavailable):
            hasty.look_up(fetch_division, "140800-silent")
        assert time.monotonic() - began < 2 * SHORT.connect_seconds
    finally:
        for backend in frozen:
            os.kill(backend, signal.SIGCONT)


@pytest.mark.usefixtures("waiting")
def test_a_server_that_takes_connections_and_says_nothing_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pool = Pool(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none", 1, SHORT)
        began = time.monotonic()
        with pytest.raises(StorageUnavailable), pool.transaction():
            pass
        assert time.monotonic() - began < 5


def test_a_standby_that_takes_no_writes_is_unavailable(pool: Pool, agency_id: str) -> None:
    insert = f"INSERT INTO agencies (agency_id) VALUES ('{agency_id}')"  # noqa: S608 -- ours
    with pytest.raises(StorageUnavailable):
        run(pool, "SET TRANSACTION READ ONLY", insert)


def test_a_caller_waits_for_a_connection_only_so_long(database_url: str) -> None:
    pool = Pool(database_url, 1, Limits(checkout_seconds=1))
    refused = pytest.raises(StorageUnavailable, match="in use")
    with pool.transaction():
        began = time.monotonic()
        with refused, pool.transaction():
            pass
        assert time.monotonic() - began < 3
    backend_of(pool)
    pool.close()


def test_a_pool_without_a_database_says_so_when_it_is_first_needed() -> None:
    pool = Pool(None, 1)
    with pytest.raises(StorageUnavailable, match="No database"), pool.transaction():
        pass


def test_a_server_that_is_not_there_is_unavailable_and_frees_the_place() -> None:
    pool = Pool("postgresql://nobody@/none?host=/nonexistent", 1)
    for _ in range(2):
        with pytest.raises(StorageUnavailable), pool.transaction():
            pass


def test_a_process_without_a_descriptor_left_has_no_database(pool: Pool) -> None:
    free = os.dup(0)
    os.close(free)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 1, limits[1]))  # enough for the driver alone
    try:
        with pytest.raises(StorageUnavailable):
            backend_of(pool)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert backend_of(pool)


def test_a_connection_string_that_cannot_be_read_is_not_repeated() -> None:
    pool = Pool("postgresqI://nianbao:hunter2@db/nianbao", 1)
    with pytest.raises(StorageUnavailable) as raised, pool.transaction():
        pass
    assert "hunter2" not in "".join(format_exception(raised.value))

"""The primary is lost, the standby takes over: what was answered 201 is there as promised."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.limits import Limits
from tests.conftest import open_folder, run
from tests.integration.sending import post as send
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.load import sending
from tests.system.proxies import free_port, haproxy
from tests.system.replication import Pair, pair
from tests.system.rows import rows_by_agency
from tests.system.running import Answer, ask, eventually, service

GETS, POSTS = extent.number("GETS", 100, 30), extent.number("POSTS", 20, 5)  # a second
AWAY_SECONDS = extent.number("AWAY_SECONDS", 10, 2)
BACK_SECONDS = 5.0
WAITS_SECONDS = 3.0  # a writer for the standby, and what a busy machine takes beside
REPORT = report_text().encode()
LIMITS = Limits(standby_seconds=1, connect_seconds=1, statement_seconds=2, transaction_seconds=3)


@pytest.fixture
def servers() -> Iterator[Pair]:
    with pair() as made:
        yield made


def either(servers: Pair) -> str:
    """Return the URL of whichever server takes writes, as libpq looks for it."""
    folders = [str(each.home.folder / "run") for each in (servers.primary, servers.standby)]
    hosts = quote(",".join(folders))
    return f"postgresql:///postgres?host={hosts}&user=nianbao&target_session_attrs=read-write"


def post(url: str, agency: str) -> Answer:
    path = f"/v1/agencies/{agency}/reports"
    return ask(url, path, REPORT, patience=60, Content_Type="text/plain")


def wait_for_standby(servers: Pair) -> None:
    """Let no transaction commit before the standby has it."""
    run(servers.primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'")
    run(servers.primary.url, "SELECT pg_reload_conf()")
    eventually(
        lambda: (
            run(servers.primary.url, "SELECT sync_state FROM pg_stat_replication") == [("sync",)]
        )
    )


@pytest.mark.parametrize("is_synchronous", [False, True], ids=["asynchronous", "synchronous"])
def test_after_a_promotion_writes_resume_and_what_was_answered_is_there(
    scratch: Path,
    servers: Pair,
    is_synchronous: bool,  # noqa: FBT001 -- pytest passes names
) -> None:
    if is_synchronous:
        wait_for_standby(servers)
    settings = {"DATABASE_URL": either(servers), "READ_DATABASE_URL": servers.standby.url}
    with ExitStack() as stack:
        ports = [free_port(), free_port()]
        for folder, port in zip((scratch, stack.enter_context(open_folder())), ports, strict=True):
            stack.enter_context(service(folder, PORT=str(port), **settings)).ready()
        url = stack.enter_context(haproxy(*ports))
        eventually(lambda: post(url, "held").status in (200, 201))
        kinds = {
            "get": (GETS, lambda _: ask(url, "/v1/agencies/held/reports/2024", patience=60)),
            "post": (POSTS, lambda number: post(url, f"agency-{number}")),
        }
        with sending(kinds) as load:
            time.sleep(2)
            servers.primary.kill()
            killed = time.monotonic()
            time.sleep(AWAY_SECONDS)
            servers.promote()
            promoted = time.monotonic()
            time.sleep(BACK_SECONDS + 1)
        assert {each.answer.status for each in load.samples if each.kind == "get"} == {200}
        posts = [each for each in load.samples if each.kind == "post"]
        assert {each.answer.status for each in posts} == {201, 503}
        late = [each for each in posts if each.sent > promoted + BACK_SECONDS]
        assert {each.answer.status for each in late} == {201}
        held = rows_by_agency(servers.standby.url)
        # With a standby that is read, a 201 is answered once that has the report, unless the
        # primary dies while that is waited for.
        for each in posts:
            if each.answer.status == 201:
                location = each.answer.headers["location"]
                is_there = ask(url, location).body == each.answer.body
                assert is_there or (not is_synchronous and 0 < killed - each.sent < WAITS_SECONDS)
        assert set(held.values()) == {held["held"]}
        print(len(held), Counter(each.answer.status for each in posts))  # noqa: T201 -- for `pytest -s`


@contextmanager
def process(servers: Pair) -> Iterator[FlaskClient]:
    """Give a replica that does not wait for its standby by itself."""
    app = create_app(Settings(either(servers), limits=LIMITS))
    yield app.test_client()
    app.extensions["pool"].close()


def test_without_a_synchronous_standby_the_last_moments_may_be_lost(servers: Pair) -> None:
    with process(servers) as client:
        assert send(client, "early").status_code == 201
        eventually(servers.caught_up)
        servers.standby.stop()
        assert send(client, "late").status_code == 201
        servers.primary.kill()
        servers.standby.start()
        servers.promote()
        assert rows_by_agency(servers.standby.url).keys() == {"early"}
        assert send(client, "late").status_code == 201


def test_with_a_synchronous_standby_nothing_is_answered_that_could_be_lost(servers: Pair) -> None:
    wait_for_standby(servers)
    with process(servers) as client:
        assert send(client, "early").status_code == 201
        servers.standby.stop()
        assert send(client, "late").status_code == 503
        assert client.get("/v1/agencies/early/reports/2024").status_code == 200
        servers.primary.kill()
        servers.standby.start()
        servers.promote()
        run(servers.standby.url, "ALTER SYSTEM SET synchronous_standby_names = ''")
        run(servers.standby.url, "SELECT pg_reload_conf()")
        assert "early" in rows_by_agency(servers.standby.url)
        eventually(lambda: send(client, "late").status_code in (200, 201), within=20)

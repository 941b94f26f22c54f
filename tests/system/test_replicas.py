"""Two replicas behind deploy/haproxy.cfg, one of which is killed under load."""

import json
import signal
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import open_folder
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.load import sending
from tests.system.proxies import free_port, haproxy
from tests.system.rows import rows_by_agency
from tests.system.running import Answer, Service, ask, eventually, service

GETS, POSTS = extent.number("GETS", 100, 30), extent.number("POSTS", 20, 5)  # a second
KILLS = extent.of(6, 2)
REPORT = report_text().encode()


def post(url: str, agency: str) -> Answer:
    path = f"/v1/agencies/{agency}/reports"
    return ask(url, path, REPORT, patience=60, Content_Type="text/plain")


def test_a_killed_replica_costs_no_get_and_loses_no_post(
    scratch: Path, empty_database: str
) -> None:
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        enter = stack.enter_context
        folders = [scratch, enter(open_folder())]

        def start(number: int) -> Service:
            settings = {"PORT": str(ports[number]), "DATABASE_URL": empty_database}
            return enter(service(folders[number], **settings)).ready()

        replicas = [start(0), start(1)]
        url = enter(haproxy(*ports))
        eventually(lambda: post(url, "held").status in (200, 201))
        first = ask(url, "/v1/agencies/held/reports/2024")
        kinds = {
            "get": (GETS, lambda _: ask(url, "/v1/agencies/held/reports/2024", patience=60)),
            "post": (POSTS, lambda number: post(url, f"agency-{number}")),
        }
        with sending(kinds) as load:
            for kill in range(KILLS):
                time.sleep(1)
                replicas[kill % 2].popen.send_signal(signal.SIGKILL)
                time.sleep(1)
                replicas[kill % 2] = start(kill % 2)
                time.sleep(1)
        gets = [each.answer for each in load.samples if each.kind == "get"]
        assert {(answer.status, answer.body) for answer in gets} == {(200, first.body)}
        posts = [each.answer for each in load.samples if each.kind == "post"]
        assert {answer.status for answer in posts} <= {201, 502, 503}
        assert sum(answer.status == 201 for answer in posts) > len(posts) / 2
        for answer in posts:
            if answer.status == 201:
                assert ask(url, answer.headers["location"]).body == answer.body
            else:
                assert answer.headers["content-type"] == "application/problem+json"
                assert int(answer.headers["retry-after"]) > 0
        # Whoever was not told sends it again; each report is there once in the end.
        for number in range(len(posts)):
            assert post(url, f"agency-{number}").status in (200, 201)
        rows = rows_by_agency(empty_database)
        assert len(rows) == len(posts) + 1
        assert set(rows.values()) == {rows["held"]}
        print(len(gets), "GET", Counter(answer.status for answer in posts))  # noqa: T201 -- for `pytest -s`


def test_what_is_counted_is_not_for_callers(scratch: Path, empty_database: str) -> None:
    with service(scratch, DATABASE_URL=empty_database) as running:
        port = int(running.ready().url.rpartition(":")[2])
        with haproxy(port, port) as url:
            eventually(lambda: ask(url, "/readyz").status == 200)
            for path in ("/metrics", "/metrics?", "/%6Detrics"):
                assert running.ask(path).status == 200
                answer = ask(url, path)
                assert answer.status == 404
                assert answer.headers["content-type"] == "application/problem+json"
                assert json.loads(answer.body)["type"] == "/problems/not-found"


def test_a_replica_that_cannot_read_gets_no_requests(scratch: Path, empty_database: str) -> None:
    with service(scratch, DATABASE_URL=empty_database) as running, open_folder() as other:
        nowhere = "postgresql://127.0.0.1:1/none"
        running.ready()
        with service(other, DATABASE_URL=nowhere, DATABASE_WAIT_SECONDS="60") as waiting:
            eventually(lambda: "Trying again" in waiting.said)
            port = int(running.url.rpartition(":")[2])
            with haproxy(free_port(), port) as url:
                assert post(url, "a").status == 201
                assert {ask(url, "/readyz").status for _ in range(20)} == {200}

"""Fifty clients that send twenty versions of a year, and a collector that polls meanwhile."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.integration.texts import report_text
from tests.system.running import Answer, Service, service

CLIENTS, VERSIONS, EACH = 50, 20, 4
PATIENCE = 60.0  # fifty wait for eight connections, on a machine that has other things to do
PATH = "/v1/agencies/busy/reports"


def asked(running: Service, path: str, text: bytes | None = None) -> Answer:
    """Ask as a caller should: again, when told that the service is busy."""
    while True:
        answer = running.ask(path, text, patience=PATIENCE, Content_Type="text/plain")
        if answer.status != 503:
            return answer
        time.sleep(int(answer.headers["Retry-After"]))


def read(running: Service, path: str) -> Any:
    answer = asked(running, path)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


class Collector(threading.Thread):
    """Asks for what changed until it is told to stop, and keeps each state that it was shown."""

    def __init__(self, running: Service) -> None:
        super().__init__()
        self.running = running
        self.done = threading.Event()
        self.seen: list[tuple[str, str]] = []

    def run(self) -> None:
        since = "2020-01-01T00:00:00Z"
        while True:
            last = self.done.is_set()
            page = read(self.running, f"/v1/reports?limit=1000&updated_since={quote(since)}")
            self.seen += [(report["updated_at"], report["etag"]) for report in page["reports"]]
            since = page["as_of"]
            if last:
                return


def test_revisions_have_no_gaps_and_a_collector_misses_none(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        collector = Collector(running)
        collector.start()
        texts = [report_text(received=number).encode() for number in range(VERSIONS)]

        def send(number: int) -> list[tuple[int, int]]:
            """Send some of the versions, each client others; return what was answered."""
            said = []
            for step in range(EACH):
                text = texts[(number * 7 + step) % VERSIONS]
                answer = asked(running, PATH, text)
                said.append((answer.status, json.loads(answer.body).get("revision", 0)))
            return said

        with ThreadPoolExecutor(CLIENTS) as clients:
            answers = [answer for said in clients.map(send, range(CLIENTS)) for answer in said]
        collector.done.set()
        collector.join()

        assert {status for status, _ in answers} <= {200, 201}
        made = sorted(revision for status, revision in answers if status == 201)
        assert made == list(range(1, len(made) + 1))
        assert {revision for _, revision in answers} <= set(made)
        for revision in made[:: max(1, len(made) // 20)]:
            assert read(running, f"{PATH}/2024?revision={revision}")["revision"] == revision
        assert read(running, f"{PATH}/2024")["revision"] == made[-1]
        revisions = read(running, f"{PATH}/2024/revisions")["revisions"]
        assert [each["revision"] for each in revisions] == made[::-1]
        [listed] = read(running, "/v1/reports")["reports"]
        assert collector.seen[-1] == (listed["updated_at"], listed["etag"])
        assert collector.seen == sorted(collector.seen)


def test_a_collector_misses_none_of_many_reports_stored_at_once(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        collector = Collector(running)
        collector.start()

        def send(number: int) -> None:
            for year in (2023, 2024):
                path = f"/v1/agencies/agency-{number}/reports"
                text = report_text(year).encode()
                answer = asked(running, path, text)
                assert answer.status == 201

        with ThreadPoolExecutor(16) as clients:
            list(clients.map(send, range(CLIENTS)))
        collector.done.set()
        collector.join()
        everything = read(running, "/v1/reports?limit=1000")["reports"]
        assert len(everything) == 2 * CLIENTS
        assert {each["etag"] for each in everything} == {etag for _, etag in collector.seen}
        assert len(collector.seen) == len(everything)

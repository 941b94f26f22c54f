"""Batches on a real service, whose workers and database are killed while they run."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from service.serving.postgres import server_url
from service.storage.queue import STALLED_SECONDS
from tests.conftest import open_folder, run
from tests.integration.submitting import lines, packed
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.cluster import Cluster, cluster
from tests.system.rows import contents_by_agency, rows_by_agency
from tests.system.running import (
    DEFAULT_SIGNALS,
    Answer,
    Process,
    Service,
    below,
    eventually,
    service,
)

FILES, KILLS = extent.number("FILES", 20_000, 500), extent.of(10, 3)
PAUSE_SECONDS = extent.of((1.0, 6.0), (1.5, 3.0))  # between two kills
RECOVERY_SECONDS = 60.0  # see docs/operations.md, and a busy machine
LONGEST_SECONDS = extent.of(3_600, 300)
TEXTS = [report_text(received=number).encode() for number in range(8)]
NDJSON, ZIP = "application/x-ndjson", "application/zip"


def submit(running: Service, body: bytes, kind: str = NDJSON) -> dict[str, Any]:
    answer = running.ask("/v1/batches", body, patience=300, Content_Type=kind)
    assert answer.status == 202, answer
    accepted: dict[str, Any] = json.loads(answer.body)
    return accepted


def look(running: Service, batch: dict[str, Any]) -> dict[str, Any]:
    """Return how far a batch is, as soon as the service is able to say it."""
    answers: list[Answer] = []

    def answered() -> bool:
        answers.append(running.ask(f"/v1/batches/{batch['batch_id']}", patience=60))
        return answers[-1].status == 200

    eventually(answered, within=RECOVERY_SECONDS)
    found: dict[str, Any] = json.loads(answers[-1].body)
    return found


def results(running: Service, batch: dict[str, Any]) -> list[dict[str, Any]]:
    answer = running.ask(batch["results"], patience=300)
    assert (answer.status, answer.headers["X-Complete"]) == (200, "true")
    return [json.loads(line) for line in answer.body.splitlines()]


def workers(running: Service) -> list[Process]:
    return [each for each in running.descendants() if "service.working" in each.command]


class Killer(threading.Thread):
    """Kills a worker, another and the database in turn, so many of them in all."""

    def __init__(self, running: Service) -> None:
        super().__init__()
        self.killed: Counter[str] = Counter()
        self.spared = threading.Lock()
        self._running = running
        self._chance = random.Random(7)
        self._stopped = threading.Event()

    def run(self) -> None:
        while self.killed.total() < KILLS and not self._stopped.wait(
            self._chance.uniform(*PAUSE_SECONDS)
        ):
            kind = ("worker", "worker", "postmaster")[self.killed.total() % 3]
            with self.spared:
                for victim in self._victims(kind)[:1]:
                    with suppress(ProcessLookupError):
                        os.kill(victim.pid, signal.SIGKILL)
                        self.killed[kind] += 1

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _victims(self, kind: str) -> list[Process]:
        if kind == "worker":
            return self._chance.sample(found := workers(self._running), len(found))
        main = self._running.popen.pid
        return [
            each for each in below(main) if each.parent == main and "postgres -D" in each.command
        ]


def named(batch: int) -> list[tuple[str, bytes]]:
    """Return the files of a batch, each of an agency of its own."""
    return [(f"agency-{batch}-{each}/2024.txt", TEXTS[each % len(TEXTS)]) for each in range(FILES)]


def test_every_report_is_stored_once_whatever_is_killed(scratch: Path) -> None:
    with service(scratch, BATCH_WORKERS="2") as running:
        running.ready()
        for number, text in enumerate(TEXTS):
            path = f"/v1/agencies/single-{number}/reports"
            assert running.ask(path, text, Content_Type="text/plain").status == 201
        began = time.monotonic()
        sent: list[tuple[dict[str, Any], list[tuple[str, bytes]]]] = []
        killer = Killer(running)
        killer.start()
        try:
            # A fast machine ends a batch before the last kill: it gets another.
            while not sent or killer.is_alive():
                files = named(len(sent))
                with killer.spared:
                    eventually(
                        lambda: running.ask("/readyz").status == 200, within=RECOVERY_SECONDS
                    )
                    batch = submit(running, packed(files), ZIP)
                sent.append((batch, files))
                eventually(lambda: look(running, batch)["state"] == "done", within=LONGEST_SECONDS)  # noqa: B023 -- called before the next batch
        finally:
            killer.stop()
        seconds = time.monotonic() - began
        assert killer.killed.total() == KILLS
        url = server_url(str(scratch / "run"))
        rows, contents = rows_by_agency(url), contents_by_agency(url)
        assert len(rows) == FILES * len(sent) + len(TEXTS)
        for batch, files in sent:
            done = look(running, batch)
            assert (done["stored"], done["unchanged"], done["refused"]) == (FILES, 0, 0)
            found = results(running, batch)
            assert [each["name"] for each in found] == [name for name, _ in files]
            assert {(each["status"], each["revision"]) for each in found} == {("stored", 1)}
            for each, (name, _) in enumerate(files):
                single, agency = f"single-{each % len(TEXTS)}", name.partition("/")[0]
                assert (rows[agency], contents[agency]) == (rows[single], contents[single])
        print(f"{FILES} files in {seconds:.0f} s, killed {dict(killer.killed)}")  # noqa: T201 -- for `pytest -s`


def test_a_worker_that_ends_is_replaced_and_the_service_answers_meanwhile(scratch: Path) -> None:
    with service(scratch, BATCH_WORKERS="1") as running:
        running.ready()
        eventually(lambda: len(workers(running)) == 1)
        for _ in range(3):
            (worker,) = workers(running)
            os.kill(worker.pid, signal.SIGKILL)
            eventually(worker.gone)
            assert running.healthy()
            eventually(lambda: len(workers(running)) == 1)
        batch = submit(running, lines({"agency_id": "a", "text": report_text()}))
        eventually(lambda: look(running, batch)["state"] == "done", within=RECOVERY_SECONDS)


COMMAND = (sys.executable, "-m", "service", "worker")


@contextmanager
def crew(
    url: str, *options: str, command: tuple[str, ...] = COMMAND, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Give `nianbao worker` on a database, and end it."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [*DEFAULT_SIGNALS, *command, *options],
        env=inherited | {"DATABASE_URL": url} | environment,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


@pytest.fixture
def given() -> Iterator[Cluster]:
    with open_folder() as folder, cluster(folder) as made:
        made.start()
        yield made


def test_workers_elsewhere_do_what_a_service_without_any_has_accepted(
    scratch: Path, given: Cluster
) -> None:
    body = lines(*({"agency_id": f"a-{each}", "text": report_text()} for each in range(450)))
    with service(scratch, DATABASE_URL=given.url, BATCH_WORKERS="0") as running:
        running.ready()
        assert workers(running) == []
        batch = submit(running, body)
        with crew(given.url, "--processes", "2") as process:
            eventually(lambda: len(below(process.pid)) == 2)
            eventually(lambda: look(running, batch)["state"] != "accepted")
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        early = look(running, batch)
        assert early["state"] == "running"  # they gave back what they had not begun
        with crew(given.url, "--processes", "1"):
            # Sooner than whoever falls silent is taken for dead.
            eventually(lambda: look(running, batch)["state"] == "done", within=STALLED_SECONDS - 1)
        assert {each["revision"] for each in results(running, batch)} == {1}


NEVER_LOOKS = """
from service.working import __main__, process
process.POLL_SECONDS = 3600
__main__.main()
"""


def test_a_worker_is_told_of_a_batch_before_it_looks_for_one(scratch: Path, given: Cluster) -> None:
    listening = "SELECT pid FROM pg_stat_activity WHERE query LIKE '%LISTEN%' AND state = 'idle'"
    body = lines({"agency_id": "a", "text": report_text()})
    with (
        service(scratch, DATABASE_URL=given.url, BATCH_WORKERS="0") as running,
        crew(given.url, command=(sys.executable, "-c", NEVER_LOOKS)),
    ):
        running.ready()
        eventually(lambda: run(given.url, listening) != [])
        batch = submit(running, body)
        eventually(lambda: look(running, batch)["state"] == "done", within=RECOVERY_SECONDS)


def test_workers_go_on_when_the_database_has_been_away(scratch: Path, given: Cluster) -> None:
    with service(scratch, DATABASE_URL=given.url) as running:
        running.ready()
        eventually(lambda: len(workers(running)) == 1)
        before = workers(running)
        batch = submit(
            running,
            lines(*({"agency_id": f"a-{each}", "text": report_text()} for each in range(300))),
        )
        eventually(lambda: look(running, batch)["state"] == "running")
        given.stop()
        time.sleep(5)
        given.start()
        eventually(lambda: look(running, batch)["state"] == "done", within=2 * RECOVERY_SECONDS)
        assert {each["revision"] for each in results(running, batch)} == {1}
        assert workers(running) == before


def send_slowly(running: Service, body: bytes, seconds: float) -> bytes:
    """Send a batch at an even pace and return what is answered."""
    place = urlsplit(running.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as caller:
        head = f"POST /v1/batches HTTP/1.1\r\nHost: a\r\nContent-Type: {NDJSON}\r\n"
        head += f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        caller.sendall(head.encode())
        with suppress(ConnectionError):
            for at in range(0, len(body), len(body) // 20 + 1):
                caller.sendall(body[at : at + len(body) // 20 + 1])
                time.sleep(seconds / 20)
        return b"".join(iter(lambda: caller.recv(65_536), b""))


@pytest.mark.parametrize(("seconds", "status"), [(4.0, b" 202 "), (12.0, b" 408 ")])
def test_a_batch_has_more_time_to_arrive_than_a_report(
    scratch: Path, seconds: float, status: bytes
) -> None:
    limits = {"BODY_SECONDS": "1", "BATCH_SECONDS": "8", "BATCH_WORKERS": "0"}
    with service(scratch, **limits) as running:
        running.ready()
        said = send_slowly(running, lines({"agency_id": "a", "text": report_text()}), seconds)
        assert status in said.partition(b"\r\n")[0]

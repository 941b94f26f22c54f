"""Workers, the main process and the postmaster are killed again and again under uploads."""

import itertools
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from service.serving.postgres import server_url
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.rows import rows_by_agency
from tests.system.running import Answer, Process, Service, ask, below, eventually, service

UPLOADS, CLIENTS, KILLS = extent.of((2_000, 16, 24), (160, 8, 8))  # at the least
PAUSE_SECONDS = extent.of((1.0, 3.0), (0.5, 1.5))  # between two kills
LONGEST_SECONDS = 40.0  # see docs/operations.md
REPORT = report_text().encode()


class Kept:
    """A service that is started anew, on its port, whenever it has ended, as an operator has it."""

    def __init__(self, data_dir: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = str(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self.starts = 0
        self._data_dir = data_dir
        self._stopped = threading.Event()
        self.current = self._start()

    def _start(self) -> Service:
        self.starts += 1
        return Service(self._data_dir, PORT=self._port)

    def keep(self) -> None:
        while not self._stopped.wait(0.1):
            if self.current.popen.poll() is not None:
                self.current = self._start()

    def stop(self) -> None:
        self._stopped.set()


@contextmanager
def kept(data_dir: Path) -> Iterator[Kept]:
    running = Kept(data_dir)
    keeper = threading.Thread(target=running.keep)
    keeper.start()
    try:
        yield running
    finally:
        running.stop()
        keeper.join()
        running.current.popen.send_signal(signal.SIGTERM)
        running.current.popen.wait(60)


class Killer(threading.Thread):
    """Kills one after another until it is told to stop."""

    def __init__(self, running: Kept) -> None:
        super().__init__()
        self.killed: Counter[str] = Counter()
        self._running = running
        self._stopped = threading.Event()
        self._chance = random.Random(6)

    def run(self) -> None:
        while not self._stopped.wait(self._chance.uniform(*PAUSE_SECONDS)):
            kind = ("worker", "postmaster", "worker", "main")[self.killed.total() % 4]
            # What is only just starting is killed by chance; something has to be stored, too.
            eventually(lambda: ask(self._running.url, "/readyz").status == 200)
            for victim in self._victims(kind)[:1]:
                with suppress(ProcessLookupError):
                    os.kill(victim.pid, signal.SIGKILL)
                    self.killed[kind] += 1

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _victims(self, kind: str) -> list[Process]:
        main = self._running.current.popen.pid
        family = below(main)
        gunicorn = [each for each in family if each.parent == main and "gunicorn" in each.command]
        return {
            "worker": [each for each in family if each.parent in [one.pid for one in gunicorn]],
            "postmaster": [
                each for each in family if each.parent == main and "postgres -D" in each.command
            ],
            "main": [Process(main, "", 0, "")],
        }[kind]


class Client:
    """Sends reports, each until it is stored; keeps what was answered and how long it took."""

    def __init__(self, url: str) -> None:
        self.stored: dict[str, Answer] = {}
        self.refused: Counter[int] = Counter()
        self.longest = 0.0
        self._url = url

    def send(self, number: int) -> None:
        agency = f"agency-{number}"
        while agency not in self.stored:
            began = time.monotonic()
            path = f"/v1/agencies/{agency}/reports"
            answer = ask(self._url, path, REPORT, patience=90, Content_Type="text/plain")
            self.longest = max(self.longest, time.monotonic() - began)
            if answer.status in (200, 201):
                self.stored[agency] = answer
            else:
                self.refused[answer.status] += 1
                assert answer.status in (0, 503), answer
                assert answer.status == 0 or int(answer.headers["Retry-After"]) > 0
                time.sleep(0.1)


def test_what_was_answered_201_is_there_once_and_whole_whatever_is_killed(scratch: Path) -> None:
    with kept(scratch) as running:
        eventually(lambda: ask(running.url, "/readyz").status == 200)
        client = Client(running.url)
        killer = Killer(running)
        killer.start()
        try:
            numbers = itertools.count()

            def send_many(_: int) -> None:
                while killer.killed.total() < KILLS or len(client.stored) < UPLOADS:
                    client.send(next(numbers))

            with ThreadPoolExecutor(CLIENTS) as callers:
                list(callers.map(send_many, range(CLIENTS)))
        finally:
            killer.stop()
        assert killer.killed.keys() == {"worker", "postmaster", "main"}
        assert client.longest < LONGEST_SECONDS
        assert client.refused, "nothing was killed at the wrong moment"
        eventually(lambda: ask(running.url, "/readyz").status == 200)
        rows = rows_by_agency(server_url(str(scratch / "run")))
        assert rows.keys() == client.stored.keys()
        assert set(rows.values()) == {rows["agency-0"]}
        assert rows["agency-0"][:4] == (1, 1, 1, 1)
        for agency, answer in client.stored.items():
            read = ask(running.url, f"/v1/agencies/{agency}/reports/2024")
            assert (read.status, read.body) == (200, answer.body)
        said = f"{len(rows)} stored, longest {client.longest:.1f} s, {running.starts} starts"
        print(said, dict(killer.killed), dict(client.refused))  # noqa: T201 -- for `pytest -s`


def test_a_killed_worker_is_replaced_and_the_others_answer_meanwhile(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        for _ in range(3):
            gunicorn = running.child("gunicorn").pid
            workers = [each for each in running.descendants() if each.parent == gunicorn]
            assert len(workers) == 2
            os.kill(workers[0].pid, signal.SIGKILL)
            eventually(workers[0].gone)
            eventually(running.healthy, within=10)
            eventually(
                lambda: len([one for one in running.descendants() if one.parent == gunicorn]) == 2  # noqa: B023
            )

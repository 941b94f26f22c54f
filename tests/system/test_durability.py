"""What was answered 201 is kept, whatever is killed."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from tests.integration.texts import report_text
from tests.system.running import Answer, Service, eventually, service

ENOUGH = 20
WAYS = 4


class Uploads:
    """Reports sent by several callers at once, and the bodies of those that were answered 201."""

    def __init__(self, running: Service) -> None:
        self.kept: dict[str, bytes] = {}
        self.refused: list[int] = []
        self._running = running
        self._enough = Event()

    def send(self, caller: int) -> None:
        for number in range(100_000):
            if self._enough.is_set():
                return
            agency = f"caller-{caller}-{number}"
            answer = _post(self._running, agency)
            if answer.status == 201:
                self.kept[agency] = answer.body
            else:
                self.refused.append(answer.status)

    def stop(self) -> None:
        self._enough.set()


@contextmanager
def _uploading(running: Service) -> Iterator[Uploads]:
    uploads = Uploads(running)
    with ThreadPoolExecutor(WAYS) as pool:
        callers: list[Future[None]] = [pool.submit(uploads.send, way) for way in range(WAYS)]
        try:
            eventually(lambda: len(uploads.kept) >= ENOUGH)
            yield uploads
        finally:
            uploads.stop()
    for each in callers:
        each.result()


def test_a_kill_of_the_main_process_loses_nothing(scratch: Path) -> None:
    with service(scratch) as first:
        with _uploading(first.ready()) as uploads:
            first.kill()
        with service(scratch) as second:
            assert _served(second.ready(), uploads) == uploads.kept


def test_a_kill_of_the_postmaster_loses_nothing(scratch: Path) -> None:
    with service(scratch) as running:
        with _uploading(running.ready()) as uploads:
            os.kill(running.child("postgres").pid, signal.SIGKILL)
            eventually(lambda: "Postgres is back." in running.said)
            before = len(uploads.kept)
            eventually(lambda: len(uploads.kept) >= before + ENOUGH)
        assert _served(running, uploads) == uploads.kept
        assert 500 not in uploads.refused


def test_a_clean_stop_loses_nothing(scratch: Path) -> None:
    with service(scratch) as first:
        with _uploading(first.ready()) as uploads:
            first.popen.send_signal(signal.SIGTERM)
            assert first.popen.wait(60) == 0
        with service(scratch) as second:
            assert _served(second.ready(), uploads) == uploads.kept


def _post(running: Service, agency: str) -> Answer:
    body = report_text().encode()
    return running.ask(f"/v1/agencies/{agency}/reports", body, Content_Type="text/plain")


def _served(running: Service, uploads: Uploads) -> dict[str, bytes]:
    return {
        agency: running.ask(f"/v1/agencies/{agency}/reports/2024").body for agency in uploads.kept
    }

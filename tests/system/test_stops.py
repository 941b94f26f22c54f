"""A stop under load: what was accepted is finished, and then everything ends, Postgres last."""

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from service.serving.home import claim
from service.serving.postgres import Postgres
from tests.conftest import run
from tests.integration.texts import report_text
from tests.system.running import Service, eventually, service

UPLOADS = 12
REPORT = report_text().encode()


def upload(running: Service, agency: str, seconds: float) -> bytes:
    """Send a report whose body takes its time, and return what is answered."""
    place = urlsplit(running.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as caller:
        head = f"POST /v1/agencies/{agency}/reports HTTP/1.1\r\nHost: a\r\n"
        head += f"Content-Type: text/plain\r\nContent-Length: {len(REPORT)}\r\n\r\n"
        caller.sendall(head.encode() + REPORT[:1000])
        time.sleep(seconds)
        caller.sendall(REPORT[1000:])
        return b"".join(iter(lambda: caller.recv(65_536), b""))


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_what_was_accepted_is_finished(scratch: Path, wish: signal.Signals) -> None:
    with service(scratch) as running:
        running.ready()
        postgres = running.child("postgres")
        gunicorn = running.child("gunicorn")
        with ThreadPoolExecutor(UPLOADS) as callers:
            answers = [
                callers.submit(upload, running, f"agency-{number}", 3.0)
                for number in range(UPLOADS)
            ]
            time.sleep(1)  # all of them are accepted, and none is complete
            running.popen.send_signal(wish)
            eventually(gunicorn.gone)
            assert not postgres.gone()
            said = [answer.result() for answer in answers]
        assert running.popen.wait(60) == 0
    assert [each[:13] for each in said] == [b"HTTP/1.1 201 "] * UPLOADS
    with claim(scratch) as data_dir, Postgres(data_dir) as again:
        [(stored,)] = run(again.url, "SELECT count(*) FROM revisions")
    assert stored == UPLOADS


def test_what_does_not_end_by_itself_is_ended(scratch: Path) -> None:
    with service(scratch, STOP_SECONDS="1") as running:
        running.ready()
        with running.stalled_upload():
            running.popen.send_signal(signal.SIGTERM)
            assert running.popen.wait(20) == 0

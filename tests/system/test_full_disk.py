"""The service while the disk of its database is full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest

from service.serving.postgres import server_url
from tests.conftest import open_folder, run
from tests.integration.texts import report_text
from tests.system.rows import rows_by_agency
from tests.system.running import Answer, Service, eventually, service

MEBIBYTE = 1024 * 1024
MANY = 2_000  # reports; far more than there is room for


@pytest.fixture
def volume() -> Iterator[Path]:
    """Give a small disk of its own."""
    with open_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=128m,mode=755", "tmpfs", str(disk)],  # noqa: S607
            check=False,
            capture_output=True,
        )
        if mounted.returncode != 0:
            pytest.skip("only who may mount has a small disk; see also tests/integration/test_pool")
        try:
            yield disk
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)  # noqa: S607


def post(running: Service, number: int) -> Answer:
    path, report = f"/v1/agencies/agency-{number}/reports", report_text(received=number).encode()
    return running.ask(path, report, patience=60, Content_Type="text/plain")


def fill(disk: Path, left: int) -> Path:
    """Fill the disk but for some bytes."""
    free = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(b"0" * (free.f_bavail * free.f_frsize - left))
    return ballast


def test_what_finds_no_room_is_refused_whole_and_taken_once_there_is_room(volume: Path) -> None:
    with service(volume) as running:
        stored = {0: post(running.ready(), 0)}
        ballast = fill(volume, 2 * MEBIBYTE)
        answer = stored[0]
        for number in range(1, MANY):
            answer = post(running, number)
            if answer.status != 201:
                break
            stored[number] = answer
        assert answer.status == 507, answer
        assert int(answer.headers["Retry-After"]) > 0
        assert b"/problems/storage-full" in answer.body
        assert [post(running, MANY + more).status for more in range(5)] == [507] * 5
        for number, before in stored.items():
            read = running.ask(f"/v1/agencies/agency-{number}/reports/2024")
            assert (read.status, read.body) == (200, before.body)
        ballast.unlink()
        assert post(running, MANY).status == 201
        rows = rows_by_agency(server_url(str(volume / "run")))
        assert rows.keys() == {f"agency-{number}" for number in (*stored, MANY)}
        assert len({counts[:-2] for counts in rows.values()}) == 1


def test_a_server_that_cannot_write_its_log_comes_back_once_there_is_room(volume: Path) -> None:
    with service(volume) as running:
        before = post(running.ready(), 0)
        ballast = fill(volume, MEBIBYTE)
        url = server_url(str(volume / "run"))
        with suppress(psycopg2.Error):  # the server ends where its log finds no room
            run(url, "SELECT pg_switch_wal()")
            run(url, "CREATE TABLE a (b integer)")
        eventually(lambda: not running.healthy())
        for number in range(5):
            answer = post(running, number)
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
        assert running.popen.poll() is None
        ballast.unlink()
        eventually(running.healthy, within=10)
        assert running.ask("/v1/agencies/agency-0/reports/2024").body == before.body
        assert post(running, 1).status == 201

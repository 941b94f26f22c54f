"""`nianbao import`: whole folders and archives, whatever is killed meanwhile."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.storage.migrate import migrate
from tests.conftest import new_database, run
from tests.generator.archive import File, archive, write_archive
from tests.integration.texts import report_text
from tests.system import extent
from tests.system.rows import digests
from tests.system.running import DEFAULT_SIGNALS, Process, below, eventually, service

AGENCIES, YEARS, KILLS = extent.of((4_000, 5, 10), (80, 5, 3))
LONGEST_SECONDS = extent.of(3_600, 300)


class Import:
    """A running `nianbao import`."""

    def __init__(self, *arguments: str | Path, **environment: str) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.popen = subprocess.Popen(
            [*DEFAULT_SIGNALS, sys.executable, "-m", "service", "import", *map(str, arguments)],
            env=inherited | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def workers(self) -> list[Process]:
        return [each for each in below(self.popen.pid) if "spawn_main" in each.command]

    def end(self, seconds: float = LONGEST_SECONDS) -> tuple[int, str, str]:
        said, complained = self.popen.communicate(timeout=seconds)
        return self.popen.returncode, said, complained


@pytest.fixture(scope="module")
def files() -> list[File]:
    return list(archive(7, AGENCIES, YEARS))


@pytest.fixture
def databases(database_url: str) -> Iterator[tuple[str, str]]:
    with new_database(database_url) as first, new_database(database_url) as second:
        yield first, second


def test_every_kind_of_source_brings_the_same_reports(
    scratch: Path, databases: tuple[str, str], files: list[File]
) -> None:
    files = files[: 20 * YEARS]
    folder = write_archive(scratch / "folder", files)
    archived, lines = scratch / "archive.zip", scratch / "lines.ndjson"
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as written:
        for file in files[::3]:
            written.writestr(f"{file.agency_id}/{file.year}.txt", file.data)
    with lines.open("w", encoding="utf-8") as written_lines:
        for file in files:
            document = {"agency_id": file.agency_id, "text": file.data.decode(), "year": file.year}
            filename = {"filename": f"{file.year}.txt"}
            written_lines.write(json.dumps(document | filename, ensure_ascii=False) + "\n")
    status, said, _ = Import(folder, DATABASE_URL=databases[0]).end()
    assert (status, said.splitlines()[0]) == (0, f"created {len(files)}, unchanged 0, refused 0")
    status, said, _ = Import(lines, archived, "--processes", "3", DATABASE_URL=databases[1]).end()
    again = len(files[::3])
    assert (status, said.splitlines()[0]) == (
        0,
        f"created {len(files)}, unchanged {again}, refused 0",
    )
    assert digests(databases[0]) == digests(databases[1])


def test_what_cannot_be_read_is_listed_and_the_others_are_stored(
    scratch: Path, databases: tuple[str, str]
) -> None:
    folder = scratch / "folder"
    for name, content in {
        "a/2024.txt": report_text(2024).encode(),
        "a/2023.txt": report_text(2024).encode(),
        "b/note.txt": "今天下雨".encode(),
        "c/picture.png": b"\x89PNG",
        "c/__MACOSX/x": b"",
        "d e/2024.txt": report_text(2024).encode(),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    listing = scratch / "unreadable.ndjson"
    importing = Import(folder, "--unreadable", listing, DATABASE_URL=databases[0])
    status, said, _ = importing.end()
    assert (status, said.splitlines()[0]) == (1, "created 1, unchanged 0, refused 4")
    unread = [json.loads(line) for line in listing.read_text("utf-8").splitlines()]
    assert {each["name"]: each["type"] for each in unread} == {
        "a/2023.txt": "/problems/year-disagrees",
        "b/note.txt": "/problems/not-a-report",
        "c/picture.png": "/problems/unsupported-media-type",
        "d e/2024.txt": "/problems/invalid-agency-id",
    }
    assert {each["source"] for each in unread} == {str(folder)}
    assert all(each["detail"] for each in unread)


def test_it_works_beside_a_service(scratch: Path, files: list[File]) -> None:
    folder = write_archive(scratch / "folder", files[:YEARS])
    with service(scratch) as running:
        running.ready()
        status, said, _ = Import(folder, DATA_DIR=str(scratch)).end()
        assert (status, said.splitlines()[0]) == (0, f"created {YEARS}, unchanged 0, refused 0")
        first = files[0]
        path = f"/v1/agencies/{first.agency_id}/reports/{first.year}"
        assert running.ask(path).status == 200


def test_sources_that_are_not_there_are_told_before_anything_is_done(scratch: Path) -> None:
    missing = scratch / "missing"
    status, said, complained = Import(missing, DATA_DIR=str(scratch / "data")).end()
    assert (status, said) == (1, "")
    assert complained == f"nianbao: {missing} cannot be read: No such file or directory.\n"
    assert not (scratch / "data").exists()


def test_ctrl_c_ends_it_and_the_next_run_goes_on(scratch: Path, databases: tuple[str, str]) -> None:
    files = list(archive(8, 4 * AGENCIES, YEARS))  # so many that there is time to interrupt it
    folder = write_archive(scratch / "folder", files)
    migrate(databases[0])
    first = Import(folder, DATABASE_URL=databases[0])
    eventually(lambda: stored(databases[0]) > 0 or first.popen.poll() is not None)
    workers = first.workers()
    first.popen.send_signal(signal.SIGINT)
    status, said, complained = first.end()
    assert (status, complained) == (130, "nianbao: interrupted; run it again to go on\n")
    assert said.startswith("created ")
    assert all(worker.gone() for worker in workers)
    before = stored(databases[0])
    status, said, _ = Import(folder, DATABASE_URL=databases[0]).end()
    assert status == 0
    rest = len(files) - before
    assert said.splitlines()[0] == f"created {rest}, unchanged {before}, refused 0"
    assert rest > 0, "it was too late to interrupt anything"


def stored(database_url: str) -> int:
    [[number]] = run(database_url, "SELECT count(*) FROM reports")
    return int(str(number))


class Killer:
    """
    Kills a worker or the whole import, at random moments, so many times.

    The moments lie within six tenths of what an import takes by itself, so a fast machine is not
    ready before them.
    """

    def __init__(self, kills: int, seconds: float) -> None:
        self.left = kills
        self._longest = 0.6 * seconds / kills
        self.main = self.workers = 0
        self._chance = random.Random(20_000)

    def strike(self, running: Import) -> None:
        """Wait for a while, then kill, if something is left to be killed."""
        pause = self._chance.uniform(0.2 * self._longest, self._longest)
        victim = self._chance.choice(("main", "worker", "worker"))
        deadline = time.monotonic() + pause
        while running.popen.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        if running.popen.poll() is not None:
            return
        if victim == "main":
            running.popen.kill()
            self.main += 1
        elif workers := running.workers():
            os.kill(self._chance.choice(workers).pid, signal.SIGKILL)
            self.workers += 1
        else:
            return
        self.left -= 1


def test_whatever_is_killed_the_same_rows_are_there_in_the_end(
    scratch: Path, databases: tuple[str, str], files: list[File]
) -> None:
    folder = write_archive(scratch / "folder", files)
    undisturbed, disturbed = databases
    began = time.monotonic()
    status, _, complained = Import(folder, DATABASE_URL=undisturbed).end()
    assert (status, complained) == (0, "")
    killer = Killer(KILLS, time.monotonic() - began)
    runs = 0
    while True:
        running = Import(folder, DATABASE_URL=disturbed)
        runs += 1
        while killer.left and running.popen.poll() is None:
            killer.strike(running)
        status, _, complained = running.end()
        assert status in (0, -signal.SIGKILL), complained
        if status == 0:
            break
    print(f"{runs} runs, {killer.main} and {killer.workers} kills")  # noqa: T201 -- for `pytest -s`
    assert killer.left == 0
    assert stored(disturbed) == len(files)
    assert digests(disturbed) == digests(undisturbed)

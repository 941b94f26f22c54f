"""
A batch over HTTP is stored at a large part of the speed at which both cores could merely judge it.

The floor is one process that reads and judges the same files one after another, and stores
nothing; twice that is what two cores could do at best. A batch is one ZIP of all files, and its
time goes from the first byte of the request to the last report that is stored: unpacking, Postgres,
gunicorn and the queue are on the same two cores. At least 0.7 of the floor is the aim.
"""

import io
import json
import time
import zipfile
from itertools import islice
from statistics import median

from benchmarks.measuring import markdown, seconds
from service.intake import check
from service.judging import Upload
from tests.conftest import open_folder
from tests.generator.archive import File, archive
from tests.system.running import service

CORES = 2
FILES = 2_000
ROUNDS = 3
_PATIENCE = 600


def _files() -> list[File]:
    return list(islice(archive(seed=8, agencies=FILES, years=5), FILES))


def _packed(files: list[File]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writing:
        for file in files:
            writing.writestr(f"{file.agency_id}/{file.year}.txt", file.data)
    return packed.getvalue()


def _judge(files: list[File]) -> None:
    for file in files:
        check(Upload(file.data, year=file.year))


def _store(body: bytes) -> tuple[float, int]:
    """Return how long a new service takes for a batch, and how large its largest worker grew."""
    with open_folder() as folder, service(folder, BATCH_WORKERS=str(CORES)) as running:
        running.ready()
        time.sleep(3)  # its workers are started last
        began = time.perf_counter()
        sent = running.ask("/v1/batches", body, patience=_PATIENCE, Content_Type="application/zip")
        path = f"/v1/batches/{json.loads(sent.body)['batch_id']}"
        while not (found := json.loads(running.ask(path).body))["finished_at"]:
            time.sleep(0.1)
        taken = time.perf_counter() - began
        if found["stored"] != FILES:
            raise RuntimeError(f"not everything was stored: {found}")
        workers = [each.pid for each in running.descendants() if "service.working" in each.command]
        return taken, max(map(_resident, workers))


def _resident(pid: int) -> int:
    """Return the bytes that a process has in memory."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:  # noqa: PTH123 -- no real file
        (line,) = (line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    files = _files()
    body = _packed(files)
    floors, taken, resident = [], [], []
    for _ in range(ROUNDS):
        floors.append(seconds(lambda: _judge(files)))
        once, grown = _store(body)
        taken.append(once)
        resident.append(grown)
    floor, batch = FILES / median(floors), FILES / median(taken)
    head = ["of two cores", "judged by one core", "stored from a batch", "a worker's memory"]
    line = [
        f"{batch / (CORES * floor):.2f}",
        f"{floor:.0f} a second",
        f"{batch:.0f} a second",
        f"{max(resident) / 1e6:.0f} MB",
    ]
    return f"Medians of {ROUNDS} rounds of {FILES} files.\n\n{markdown(head, [line])}"


if __name__ == "__main__":
    print(report())

"""
A batch over HTTP is stored at a large part of the speed at which both cores could merely judge it.

The floor is one process that reads and judges the same files, each beside the years of its agency
before it, and stores nothing; twice that is what two cores could do at best. A batch is one ZIP of
all files, and its time goes from the first byte of the request to the last report that is stored,
by `finished_at`: unpacking, Postgres, gunicorn and the queue are on the same two cores, and so is
the caller, who asks four times a second how far it is. At least 0.7 of the floor is the aim. Both
take turns.

Whatever else runs on the machine takes from the batch and not from the floor, which leaves a core
free. So beside it stand the rate of two processes at once that judge and store nothing, and the
time of the processor that a report takes, of all processes of the service and of Postgres.
"""

import io
import json
import time
import zipfile
from datetime import datetime
from itertools import islice
from statistics import median
from typing import NamedTuple

from benchmarks.judging import CORES, Floor, Stored, compared, floor
from benchmarks.measuring import processor_seconds_below
from tests.conftest import open_folder
from tests.generator.archive import File, archive
from tests.system.running import service

FILES = 2_000
ROUNDS = 3
AIM = 0.7
_PATIENCE = 600


class Batch(NamedTuple):
    """Seconds that passed, seconds of the processor, and bytes of the largest worker."""

    took: float
    cost: float
    resident: float


def _files() -> list[File]:
    return list(islice(archive(seed=8, agencies=FILES, years=5), FILES))


def _packed(files: list[File]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writing:
        for file in files:
            writing.writestr(f"{file.agency_id}/{file.year}.txt", file.data)
    return packed.getvalue()


def _store(body: bytes) -> Batch:
    """Send a batch to a new service, and wait until it is stored."""
    with open_folder() as folder, service(folder, BATCH_WORKERS=str(CORES)) as running:
        running.ready()
        time.sleep(3)  # its workers are started last
        before = processor_seconds_below(running.popen.pid)
        began = time.time()
        sent = running.ask("/v1/batches", body, patience=_PATIENCE, Content_Type="application/zip")
        path = f"/v1/batches/{json.loads(sent.body)['batch_id']}"
        while not (found := json.loads(running.ask(path).body))["finished_at"]:
            time.sleep(0.25)
        took = datetime.fromisoformat(found["finished_at"]).timestamp() - began
        if found["stored"] != FILES:
            raise RuntimeError(f"not everything was stored: {found}")
        workers = [each.pid for each in running.descendants() if "service.working" in each.command]
        cost = processor_seconds_below(running.popen.pid) - before
        return Batch(took, cost, max(map(_resident, workers)))


def _resident(pid: int) -> int:
    """Return the bytes that a process has in memory."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:  # noqa: PTH123 -- no real file
        (line,) = (line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    files = _files()
    body = _packed(files)
    floors, batches = zip(*((floor(files), _store(body)) for _ in range(ROUNDS)), strict=True)
    judged = Floor(*map(median, zip(*floors, strict=True)))
    batch = Batch(*map(median, zip(*batches, strict=True)))
    stored = Stored("a batch", FILES / batch.took, batch.cost / FILES)
    largest = max(each.resident for each in batches) / 1e6
    about = f"The largest worker has {largest:.0f} MB. {FILES} files, medians of {ROUNDS} rounds"
    return compared(judged, stored, AIM, about)


if __name__ == "__main__":
    print(report())

"""
An import stores at least 0.8 of two times the reports that one core reads and judges.

The floor is one process that reads and judges the same files in memory, each beside the years of
its agency before it, and stores nothing. The import is `nianbao import` with two processes, with
all that it does besides: it finds and reads the files, renders, copies all rows, commits, and
Postgres works on the same two cores. What it takes to start is taken off: an import of the first
few files, enough for both processes to start. Floor and import take turns.

Whatever else runs on the machine takes from the import and not from the floor, which leaves a core
free. So beside the rates stands that of two processes at once that judge and store nothing, and
the time of the processor that a report takes, of the import and of Postgres together.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from benchmarks.judging import CORES, Floor, Stored, compared, floor
from benchmarks.measuring import processor_seconds_below, seconds
from service.administration.importing.plan import LEAST
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import new_database, open_folder, run
from tests.generator.archive import archive, write_archive

_ROUNDS: Final = 3
_AGENCIES: Final = int(os.environ.get("IMPORT_AGENCIES") or 400)
_YEARS: Final = 5
_FIRST: Final = 2 * LEAST  # files, of which each process gets a chunk
_AIM: Final = 0.8


class Import(NamedTuple):
    """Seconds that passed, and seconds of the processor."""

    took: float
    cost: float


def _import(folder: Path, database_url: str) -> Import:
    """Return how long it took, and what it and Postgres, which is ours, have had."""
    command = [sys.executable, "-m", "service", "import", "--processes", str(CORES), str(folder)]
    environment = os.environ | {"DATABASE_URL": database_url}

    def run_it() -> None:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603

    before = processor_seconds_below(os.getpid())
    took = seconds(run_it)
    return Import(took, processor_seconds_below(os.getpid()) - before)


def _imported(first: Path, all_of_them: Path, files: int, server: str) -> Import:
    """Return what importing the files into a database of their own took beyond the start."""
    with new_database(server) as database_url:
        migrate(database_url)
        start = _import(first, database_url)
        whole = _import(all_of_them, database_url)
        [[stored]] = run(database_url, "SELECT count(*) FROM reports")
    if stored != files:
        raise RuntimeError(f"{stored} of {files} files are stored")
    return Import(whole.took - start.took, whole.cost - start.cost)


def measure() -> tuple[int, Floor, Import]:
    """Return the number of files, and the medians of what they took."""
    files = list(archive(11, _AGENCIES, _YEARS))
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        first = write_archive(folder / "first", files[:_FIRST])
        everything = write_archive(folder / "all", files)
        rounds = [
            (floor(files), _imported(first, everything, len(files), postgres.url))
            for _ in range(_ROUNDS)
        ]
    floors, imports = zip(*rounds, strict=True)
    of_floors, of_imports = (map(median, zip(*each, strict=True)) for each in (floors, imports))
    return len(files), Floor(*of_floors), Import(*of_imports)


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    files, judged, imported = measure()
    rest = files - _FIRST
    stored = Stored(f"{CORES} processes import", rest / imported.took, imported.cost / rest)
    return compared(judged, stored, _AIM, f"{files} files, medians of {_ROUNDS} rounds")


if __name__ == "__main__":
    print(report())

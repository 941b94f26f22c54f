"""
An import stores at least 0.8 of two times the reports that one core reads and judges.

The floor is one process that reads and judges the same files in memory, each beside the years of
its agency before it, and stores nothing. The import is `nianbao import` with two processes, with
all that it does besides: it finds and reads the files, renders, copies all rows, commits, and
Postgres works on the same two cores. What it takes to start is taken off: the time in which it
imports the files of one agency. Floor and import take turns.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measuring import markdown, seconds
from service.judging import Upload, judge, read
from service.model.history import History
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import new_database, open_folder, run
from tests.generator.archive import File, archive, write_archive

_ROUNDS: Final = 3
_AGENCIES: Final = int(os.environ.get("IMPORT_AGENCIES") or 400)
_YEARS: Final = 5
_PROCESSES: Final = 2
_AIM: Final = 0.8


def _judge_all(files: Iterable[File]) -> None:
    """Read and judge in one process what the import reads and judges in two."""
    for _, years in groupby(files, key=lambda file: file.agency_id):
        past = {}
        for file in years:
            upload = Upload(file.data, year=file.year)
            report = read(upload)
            judge(upload, report, History(dict(past)))
            past[file.year] = report


def _import(folder: Path, database_url: str) -> None:
    command = [sys.executable, "-m", "service", "import", "--processes", str(_PROCESSES)]
    subprocess.run(  # noqa: S603  our own command
        [*command, str(folder)],
        env=os.environ | {"DATABASE_URL": database_url},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _rate(first: Path, all_of_them: Path, files: int, server: str) -> float:
    """Return how many files a second are imported into a database of their own."""
    with new_database(server) as database_url:
        migrate(database_url)
        start = seconds(lambda: _import(first, database_url))
        whole = seconds(lambda: _import(all_of_them, database_url))
        [[stored]] = run(database_url, "SELECT count(*) FROM reports")
    if stored != files:
        raise RuntimeError(f"{stored} of {files} files are stored")
    return files / (whole - start)


def measure() -> tuple[int, float, float]:
    """Return the number of files, and the median rates of one core and of the import."""
    files = list(archive(11, _AGENCIES, _YEARS))
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        first = write_archive(folder / "first", files[:_YEARS])
        everything = write_archive(folder / "all", files)
        rounds = [
            (
                len(files) / seconds(lambda: _judge_all(files)),
                _rate(first, everything, len(files), postgres.url),
            )
            for _ in range(_ROUNDS)
        ]
    floor, rate = (median(column) for column in zip(*rounds, strict=True))
    return len(files), floor, rate


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    files, floor, rate = measure()
    lines = [
        ("one core reads and judges", f"{floor:.0f}", f"{floor / (2 * floor):.2f}"),
        (f"{_PROCESSES} processes import", f"{rate:.0f}", f"{rate / (2 * floor):.2f}"),
    ]
    about = f"{files} files, medians of {_ROUNDS} rounds; the aim is {_AIM}."
    return f"{about}\n\n{markdown(('', 'files a second', 'of two times one core'), lines)}"


if __name__ == "__main__":
    print(report())

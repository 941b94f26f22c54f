"""What storing many reports is held against: the same files read and judged, and nothing stored."""

import gc
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from time import process_time
from typing import Final, NamedTuple

from benchmarks.measuring import markdown, seconds
from service.judging import Upload, judge, read
from service.model.history import History
from tests.generator.archive import File

CORES: Final = 2


class Floor(NamedTuple):
    """
    Files a second of one process and of two at once; seconds of the processor for a file.

    Two at once are less than twice one where the cores share caches, or the machine does something
    else besides, which takes nothing from one process that has a second core beside it.
    """

    alone: float
    at_once: float
    cost: float


def judge_all(files: Sequence[File]) -> None:
    """Read and judge each file in memory, beside the years of its agency before it."""
    for _, years in groupby(files, key=lambda file: file.agency_id):
        past = {}
        for file in years:
            upload = Upload(file.data, year=file.year)
            report = read(upload)
            judge(upload, report, History(dict(past)))
            past[file.year] = report


def floor(files: Sequence[File]) -> Floor:
    """Measure once; what else this process holds is left out of its collections of garbage."""
    gc.collect()
    gc.freeze()
    began = process_time()
    alone = seconds(lambda: judge_all(files))
    cost = process_time() - began
    agencies = sorted({file.agency_id for file in files})
    shares = [set(agencies[core::CORES]) for core in range(CORES)]
    parts = [[file for file in files if file.agency_id in share] for share in shares]
    with ProcessPoolExecutor(CORES, get_context("fork")) as processes:
        list(processes.map(judge_all, [part[:1] for part in parts]))
        at_once = seconds(lambda: list(processes.map(judge_all, parts)))
    gc.unfreeze()
    return Floor(len(files) / alone, len(files) / at_once, cost / len(files))


class Stored(NamedTuple):
    """What stored the files, how many a second, and the seconds of the processor for a file."""

    name: str
    rate: float
    cost: float


def compared(judged: Floor, stored: Stored, aim: float, about: str) -> str:
    """Hold what stored the files against the floor, as Markdown that begins with the ratio."""
    best = CORES * judged.alone
    lines = [
        (name, f"{pace:.0f}", f"{pace / best:.2f}", f"{1000 * spent:.1f} ms")
        for name, pace, spent in (
            ("one process reads and judges", judged.alone, judged.cost),
            (f"{CORES} processes read and judge", judged.at_once, judged.cost),
            stored,
        )
    ]
    ratio = f"**{stored.rate / best:.2f} of two times one core; the aim is {aim}.**"
    also = f"{stored.rate / judged.at_once:.2f} of two processes at once"
    costs = f"{judged.cost / stored.cost:.2f} by time of the processor"
    head = ("", "files a second", "of two times one core", "processor, a file")
    return f"{ratio}\n\n{about}: {also}, {costs}.\n\n{markdown(head, lines)}"

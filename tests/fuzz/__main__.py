"""Command line: try the reader with damaged texts for a while, and keep the inputs that fail."""

import argparse
import sys
import tempfile
from heapq import nlargest
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from tests.fuzz import guided
from tests.fuzz.running import Try, keep, tries

_SLOWEST = 5
_MOST_FAILURES = 20


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where everything held, else 1."""
    options = _options(arguments)
    folder = options.failures or Path(tempfile.mkdtemp(prefix="nianbao-fuzz-"))
    seconds = options.seconds / 2 if guided.is_available() else options.seconds
    tasks = [(options.seed + number, seconds, folder) for number in range(options.jobs)]
    with get_context("fork").Pool(options.jobs) as pool:
        results = pool.starmap(_work, tasks)
    print(f"{sum(count for count, _ in results)} damaged texts, seed {options.seed}")
    for attempt in nlargest(_SLOWEST, chain(*(slow for _, slow in results)), key=_cost):
        start = attempt.data[:30].decode(errors="replace")
        print(f"{1000 * _cost(attempt):.1f} ms per kB: {len(attempt.data)} bytes, {start!r}")
    if guided.is_available():
        tried = guided.run(folder, options.seed, seconds=seconds)
        print(f"{tried} texts guided by coverage")
    else:
        print("atheris is not installed: no run guided by coverage")
    failures = sorted(folder.glob("*.txt"))
    for file in failures:
        print(f"{file.with_suffix('.bin')}: {file.read_text(encoding='utf-8').splitlines()[0]}")
    print(f"{len(failures)} inputs fail, in {folder}" if failures else "everything held")
    return 1 if failures else 0


def _work(seed: int, seconds: float, folder: Path) -> tuple[int, list[Try]]:
    """Try until the time is over; return how many tries and the slowest of them."""
    end = monotonic() + seconds
    slowest: list[Try] = []
    count = failures = 0
    for attempt in tries(seed, generated=2):
        count += 1
        slowest = nlargest(_SLOWEST, [*slowest, attempt], key=_cost)
        if attempt.faults and failures < _MOST_FAILURES:
            failures += 1
            keep(folder, attempt)
        if monotonic() > end:
            break
    return count, slowest


def _cost(attempt: Try) -> float:
    return attempt.seconds_per_kb


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, help="folder for the inputs that fail")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

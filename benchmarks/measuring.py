"""What the benchmarks share: the reports they read, the clock, and tables of what it showed."""

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

_TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).parent.parent
_OWN = ROOT / "tests" / "data"
_REAL = Path(os.environ.get("REPORTS_DIR") or ROOT.parent / "shared" / "reports")


def own_reports() -> list[Path]:
    """Return the reports composed for the tests."""
    return sorted(_OWN.glob("*.txt"))


def real_reports() -> list[Path]:
    """Return the real reports; none where there is no folder of them (REPORTS_DIR)."""
    return sorted(_REAL.glob("*.txt"))


def seconds(task: Callable[[], object]) -> float:
    """Return how long `task` took, once."""
    started = perf_counter()
    task()
    return perf_counter() - started


def processor_seconds(task: Callable[[], object]) -> float:
    """
    Return how much time of the processor `task` took, once.

    What others do on the machine meanwhile does not count, as far as it does not slow each step.
    """
    started = process_time()
    task()
    return process_time() - started


def median_processor_seconds(task: Callable[[], object], rounds: int) -> float:
    """Return the median time of the processor of `rounds` runs of `task`."""
    return median(processor_seconds(task) for _ in range(rounds))


def processor_seconds_below(root: int) -> float:
    """
    Return what a process and all below it have had of the processor, now and before they ended.

    Whoever ended counts with the process that waited for him.
    """
    spent, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it is gone
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
            spent[int(stat.parent.name)] = sum(map(int, fields[11:15]))
    return sum(spent[pid] for pid in spent if root in _line(pid, parents)) / _TICKS


def _line(pid: int | None, parents: dict[int, int]) -> Iterator[int]:
    """Yield a process, the one that started it, and so on."""
    while pid is not None:
        yield pid
        pid = parents.get(pid)


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """Return in one line what the figures were measured on."""
    return (
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()

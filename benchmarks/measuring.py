"""What the benchmarks share: the reports they read, the clock, and tables of what it showed."""

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

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

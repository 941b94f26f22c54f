"""
What the service counts, for Prometheus.

Where PROMETHEUS_MULTIPROC_DIR names a folder, as `nianbao serve` has it, all processes of a host
count into files there, and whichever is asked answers for all of them.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"  # the library's own variable
_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_requests: Final = Histogram(
    "nianbao_request_seconds",
    "How long requests took, by operation of the contract and status.",
    ("operation", "status"),
    buckets=_QUICK,
)
_phases: Final = Histogram(
    "nianbao_phase_seconds",
    "What the phases of requests took: decode, parse, rules, store.",
    ("phase",),
    buckets=_QUICK,
)
_findings: Final = Counter(
    "nianbao_findings", "Findings about newly stored revisions, by rule.", ("rule",)
)
_revisions: Final = Counter(
    "nianbao_revisions",
    "Newly stored revisions, by what their tables' cells are kept apart by.",
    ("layout",),
)
_problems: Final = Counter(
    "nianbao_problems",
    "What could not be read of newly stored revisions, by kind and layout.",
    ("kind", "layout"),
)
# How many connections there are, each process says of itself for as long as it lives.
_size: Final = Gauge(
    "nianbao_pool_size",
    "How many connections to a server the process may have.",
    ("server",),
    multiprocess_mode="liveall",
)
_open: Final = Gauge(
    "nianbao_pool_open",
    "Connections to a server that the process has, those that lie idle among them.",
    ("server",),
    multiprocess_mode="liveall",
)
_in_use: Final = Gauge(
    "nianbao_pool_in_use",
    "Connections to a server that are in use, those that are being opened among them.",
    ("server",),
    multiprocess_mode="liveall",
)
_waits: Final = Histogram(
    "nianbao_pool_wait_seconds",
    "How long those waited who found every connection in use, those who gave up among them.",
    ("server",),
    buckets=_QUICK,
)
_given_up: Final = Counter(
    "nianbao_pool_given_up", "Those who waited for a connection in vain.", ("server",)
)


# Some hundreds at most.
_requests_of: Final = cache(_requests.labels)
_phases_of: Final = cache(_phases.labels)
_findings_of: Final = cache(_findings.labels)
_revisions_of: Final = cache(_revisions.labels)
_problems_of: Final = cache(_problems.labels)


def count_request(operation: str, status: int, seconds: float, phases: Mapping[str, float]) -> None:
    """Count a request that was answered."""
    _requests_of(operation, status).observe(seconds)
    for name, took in phases.items():
        _phases_of(name).observe(took)


def count_revision(layout: str, rules: Iterable[str], kinds: Iterable[str]) -> None:
    """Count a revision that was stored, with the rules of its findings, kinds of its problems."""
    _revisions_of(layout).inc()
    for rule in rules:
        _findings_of(rule).inc()
    for kind in kinds:
        _problems_of(kind, layout).inc()


class PoolEvents:
    """What a pool of connections tells while it works; here nobody listens."""

    def opened(self) -> None:
        """Take note of a connection that was opened."""

    def closed(self) -> None:
        """Take note of one that was closed."""

    def taken(self) -> None:
        """Take note of somebody who may use a connection."""

    def put_back(self) -> None:
        """Take note of his end with it."""

    def waited(self, seconds: float, *, in_vain: bool) -> None:
        """Take note of somebody who found every connection in use."""


class PoolCounts(PoolEvents):
    """Counts what the pool of connections to one server tells."""

    def __init__(self, server: str, size: int) -> None:
        """Begin with none of `size` connections."""
        _size.labels(server).set(size)
        self._open: Final = _open.labels(server)
        self._in_use: Final = _in_use.labels(server)
        self._waits: Final = _waits.labels(server)
        self._given_up: Final = _given_up.labels(server)

    def opened(self) -> None:
        """Count it."""
        self._open.inc()

    def closed(self) -> None:
        """Count it no more."""
        self._open.dec()

    def taken(self) -> None:
        """Count it."""
        self._in_use.inc()

    def put_back(self) -> None:
        """Count it no more."""
        self._in_use.dec()

    def waited(self, seconds: float, *, in_vain: bool) -> None:
        """Count it, with how long that took."""
        self._waits.observe(seconds)
        if in_vain:
            self._given_up.inc()


NOBODY: Final = PoolEvents()


def backlog(waiting: int, working: int, oldest_seconds: float) -> tuple[Metric, ...]:
    """Return what the database says of the batches at this moment, of all hosts together."""
    jobs = GaugeMetricFamily(
        "nianbao_queue_jobs", "Chunks of batches, by what becomes of them.", labels=("state",)
    )
    jobs.add_metric(("waiting",), waiting)
    jobs.add_metric(("working",), working)
    oldest = GaugeMetricFamily(
        "nianbao_oldest_batch_seconds",
        "How long ago the oldest batch was accepted that is not finished; 0 where all are.",
        oldest_seconds,
    )
    return jobs, oldest


class _OfAllProcesses(Collector):
    """
    Answers what all processes of this host have counted.

    A process that begins makes each file before it writes into it, and the library cannot read one
    that is empty.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        begun = [str(path) for path in self._folder.glob("*.db") if _size_of(path)]
        found: Iterable[Metric] = MultiProcessCollector.merge(begun)  # type: ignore[no-untyped-call]
        return found


def _size_of(path: Path) -> int:
    """Return the size of a file, 0 where somebody else has just dropped it."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


class _Asked(Collector):
    """Answers what was found out a moment ago, whichever process counts."""

    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = found

    def collect(self) -> Iterable[Metric]:
        return self._found


def exposition(found: Iterable[Metric] = ()) -> bytes:
    """Return everything that was counted, and what was found, in the text format of Prometheus."""
    registry = REGISTRY
    if folder := os.environ.get(FOLDER):
        _forget_ended(Path(folder))
        registry = CollectorRegistry()
        registry.register(_OfAllProcesses(Path(folder)))
    asked = CollectorRegistry()
    asked.register(_Asked(found))
    return generate_latest(registry) + generate_latest(asked)


def _forget_ended(folder: Path) -> None:
    """
    Drop what only a living process can say; what an ended one has counted stays.

    gunicorn would tell of a worker's end, but not of those that it kills when it ends itself.
    """
    for path in folder.glob("gauge_live*.db"):
        pid = path.stem.rpartition("_")[2]
        if not Path("/proc", pid).exists():
            path.unlink(missing_ok=True)  # somebody else may ask at this moment

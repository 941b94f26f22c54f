"""
What the service counts, for Prometheus.

Where PROMETHEUS_MULTIPROC_DIR names a folder, as `nianbao serve` has it, all processes of a host
count into files there, and whichever is asked answers for all of them.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import REGISTRY

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
_problems: Final = Counter(
    "nianbao_problems", "What could not be read of newly stored revisions, by kind.", ("kind",)
)


_requests_of: Final = cache(_requests.labels)  # some hundreds at most


def count_request(operation: str, status: int, seconds: float, phases: Mapping[str, float]) -> None:
    """Count a request that was answered."""
    _requests_of(operation, status).observe(seconds)
    for name, took in phases.items():
        _phases.labels(name).observe(took)


def count_revision(rules: Iterable[str], kinds: Iterable[str]) -> None:
    """Count a revision that was stored, with the rules of its findings, kinds of its problems."""
    for rule in rules:
        _findings.labels(rule).inc()
    for kind in kinds:
        _problems.labels(kind).inc()


def exposition() -> bytes:
    """Return everything that was counted, in the text format of Prometheus."""
    registry = REGISTRY
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def forget_process(pid: int) -> None:
    """Drop what only a living process can say; what an ended one has counted stays."""
    if os.environ.get(FOLDER):
        mark_process_dead(pid)  # type: ignore[no-untyped-call]

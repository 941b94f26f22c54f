"""
What the parts of one piece of work take, for its line in the log and for the metrics.

A thread that has begun to measure collects what its phases take; elsewhere a phase is free. What a
phase within another one takes is the inner one's alone, so that they add up.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final


class _Clock(threading.local):
    """The phases of this thread's work, in seconds, and what the phases within this one took."""

    phases: dict[str, float] | None = None
    within = 0.0


_clock: Final = _Clock()


def measure() -> dict[str, float]:
    """Begin a piece of work in this thread; the dictionary fills with its phases, in seconds."""
    _clock.phases, _clock.within = {}, 0.0
    return _clock.phases


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Count what the block takes as the phase `name` of the work at hand."""
    phases = _clock.phases
    if phases is None:
        yield
        return
    around, _clock.within = _clock.within, 0.0
    began = time.perf_counter()
    try:
        yield
    finally:
        took = time.perf_counter() - began
        phases[name] = phases.get(name, 0.0) + took - _clock.within
        _clock.within = around + took

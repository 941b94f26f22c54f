"""The loop: damage a text, see what holds, keep what fails and what is new."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

from tests.fuzz.mutations import mutate
from tests.fuzz.properties import examine
from tests.fuzz.seeds import seeds
from tests.fuzz.shrinking import shrink

_MOST_KEPT = 2000


class Try(NamedTuple):
    """An input, what did not hold of it, and how long everything took for each of its kB."""

    data: bytes
    faults: list[str]
    seconds_per_kb: float


def tries(seed: int, generated: int) -> Iterator[Try]:
    """Yield tries without end; the same seed gives the same inputs."""
    rng = Random(seed)
    corpus = seeds(rng, generated)
    first = len(corpus)
    seen: set[tuple[str, ...]] = set()
    while True:
        data = mutate(rng.choice(corpus), rng.choice(corpus), rng)
        started = perf_counter()
        found = examine(data)
        yield Try(data, found.faults, (perf_counter() - started) / max(1.0, len(data) / 1000))
        # An input that is read in a new way is worth being damaged further.
        if found.behaviour not in seen:
            seen.add(found.behaviour)
            corpus.append(data)
            if len(corpus) > first + _MOST_KEPT:
                del corpus[first]


def keep(folder: Path, attempt: Try) -> Path:
    """Write a failing input, made small, and what fails; return the file."""
    kind = _kind(attempt.faults[0])
    data = shrink(attempt.data, lambda part: kind in map(_kind, examine(part).faults))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{sha256(data).hexdigest()[:12]}.bin"
    file.write_bytes(data)
    lines = [*(examine(data).faults or attempt.faults), ""]
    file.with_suffix(".txt").write_text("\n".join(lines), encoding="utf-8", errors="replace")
    return file


def _kind(fault: str) -> str:
    """Return the words of a fault without values and places."""
    return " ".join(word for word in fault.split() if word.isalpha())

"""
A run guided by the coverage of the reader, where atheris is installed.

Atheris ends its process when it is done, so it runs in one of its own.
"""

import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from random import Random

from tests.fuzz.mutations import mutate
from tests.fuzz.seeds import seeds

_LONGEST = 30_000
_TRIED = re.compile(r"number_of_executed_units: *([0-9]+)")


def is_available() -> bool:
    """Tell whether atheris is installed."""
    return find_spec("atheris") is not None


def run(folder: Path, seed: int, *, seconds: float, most: int = -1) -> int:
    """
    Fuzz for `seconds`, or `most` texts, in another process, and return how many it tried.

    Inputs that fail go to `folder`. Raises CalledProcessError where the fuzzer itself failed.
    """
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(Random(seed), generated=1)):
            (Path(corpus) / str(number)).write_bytes(data)
        limits = [f"-max_total_time={int(seconds)}", f"-runs={most}", f"-max_len={_LONGEST}"]
        others = [f"-seed={seed}", "-print_final_stats=1", "-verbosity=0"]
        others.append(f"-artifact_prefix={folder}/")  # what is slow, too, and not where we stand
        command = [sys.executable, "-m", "tests.fuzz.guided", str(folder), *limits, *others, corpus]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = _TRIED.search(done.stderr)
    return int(found[1]) if found else 0


def _main() -> None:
    import atheris  # noqa: PLC0415 - an extra, absent as a rule

    with atheris.instrument_imports(include=["service.parsing", "service.rules"]):
        from tests.fuzz import running  # noqa: PLC0415 - after instrumentation has begun

    folder = Path(sys.argv.pop(1))

    def attempt(data: bytes) -> None:
        found = running.examine(data).faults
        if found:
            running.keep(folder, running.Try(data, found, 0.0))

    def damage(data: bytes, most: int, seed: int) -> bytes:
        rng = Random(seed)
        if rng.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutate(data, data, rng)[:most]

    atheris.Setup(sys.argv, attempt, custom_mutator=damage)
    atheris.Fuzz()


if __name__ == "__main__":
    _main()

"""Command line: judge generated successions and print what was found, missed and alarmed."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.accuracy.history.document import alarms, faults, inserted, part
from tests.accuracy.history.faults import KINDS
from tests.accuracy.history.judging import run


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where nothing correct gave an error or a warning, else 1."""
    options = _options(arguments)
    counts: Counter[tuple[str, str, str]] = Counter()
    for outcome in run(options.successions, options.seed, options.jobs):
        counts.update(outcome.counts)
        print("".join(f"{story}\n" for story in outcome.stories), end="")
    print(f"{faults(counts)}\n\ncorrect pairs: {counts['', '', 'pairs']}\n\n{alarms(counts)}")
    if options.document is not None:
        command = f"--successions {options.successions} --seed {options.seed}"
        written = part(f"python -m tests.accuracy.history {command}", counts)
        page = options.document.read_text(encoding="utf-8") if options.document.exists() else ""
        options.document.write_text(inserted(page, written), encoding="utf-8")
    return 1 if any(counts[kind.rule, "", "alarms"] for kind in KINDS) else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.history", description=__doc__)
    parser.add_argument("--successions", type=int, default=200, help="of five years each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--document", type=Path, help="page whose part on family H is written anew")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

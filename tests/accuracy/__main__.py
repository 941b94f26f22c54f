"""Command line: read generated reports and print how much of them was read right."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.accuracy.document import page
from tests.accuracy.running import GRAVE, all_layouts, run
from tests.accuracy.tally import below_target, table, wrong_in_silence


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where nothing was wrong in silence, else 1."""
    options = _options(arguments)
    layouts = options.layout or all_layouts()
    totals: dict[str, Counter[str]] = {name: Counter() for name in layouts}
    kinds: Counter[str] = Counter()
    for outcome in run(options.reports, options.seed, layouts, options.jobs, options.failures):
        totals[outcome.layout].update(outcome.counts)
        for fault in outcome.faults:
            kinds[fault.partition(":")[0]] += 1
    command = f"python -m tests.accuracy --reports {options.reports} --seed {options.seed}"
    print(f"{command}\n\n{table(totals)}")
    if options.document is not None:
        options.document.write_text(page(command, totals), encoding="utf-8")
    for line in below_target(totals):
        print(f"below target: {line}")
    for kind in GRAVE:
        if kinds[kind]:
            print(f"{kind}: {kinds[kind]}")
    return 1 if wrong_in_silence(totals) else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--reports", type=int, default=640, help="how many, over all layouts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=all_layouts(), help="may be repeated")
    parser.add_argument("--failures", type=Path, help="folder for failing reports and their faults")
    parser.add_argument("--document", type=Path, help="file to write the tables to, explained")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

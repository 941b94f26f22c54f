"""Command line: plant faults in correct reports and print what each rule finds of them."""

import argparse
import sys
from pathlib import Path

from tests.planting.document import page, shortcomings, table
from tests.planting.running import run


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where every rule finds enough and no correct report is alarmed about, else 1."""
    options = _options(arguments)
    outcomes = run(options.plantings, options.reports, options.jobs, options.rule)
    if options.notes:
        for outcome in outcomes:
            print(*outcome.notes[: options.notes], sep="\n", end="\n" if outcome.notes else "")
    print(table(outcomes))
    command = (
        f"python -m tests.planting --plantings {options.plantings} --reports {options.reports}"
    )
    if options.document is not None:
        options.document.write_text(page(command, outcomes), encoding="utf-8")
    short = shortcomings(outcomes)
    print(*short, sep="\n")
    return 1 if short else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.planting", description=__doc__)
    parser.add_argument("--plantings", type=int, default=200, help="at least so many a rule")
    parser.add_argument("--reports", type=int, default=5000, help="correct reports")
    parser.add_argument("--rule", action="append", default=[], help="only this; may be repeated")
    parser.add_argument(
        "--notes", type=int, default=0, help="lines about what went wrong, a report"
    )
    parser.add_argument("--document", type=Path, help="file to write the table to, explained")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

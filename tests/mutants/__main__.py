"""Command line: run the tests of the rules against every mutant and print the survivors."""

import argparse
import os
import signal
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.mutants.mutating import ROOT, RULES, Mutant, mutants, turn_round
from tests.unit.rules.test_rules import (
    CASES,
    test_a_rule_breaks_at_its_place,
    test_a_rule_does_not_apply,
    test_a_rule_holds,
)

# Mutants that behave as the original does, by their change, with the reason.
EQUIVALENT: dict[str, str] = {}
# Seconds of the processor; all tests of the rules take a quarter of it.
LONGEST = 60


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where every mutant turned a test red, else 1."""
    options = _options(arguments)
    paths = [path for path in sorted(RULES.rglob("*.py")) if path.name != "documentation.py"]
    every = [mutant for path in paths for mutant in mutants(path)]
    chosen = [each for each in every if options.only in str(each)][: options.most]
    survivors, unknown = [], []
    with get_context("fork").Pool(options.jobs, maxtasksperchild=1) as pool:
        for mutant, alive in zip(chosen, pool.imap(survives, chosen), strict=True):
            if alive:
                survivors.append(mutant)
            if alive and mutant.change not in EQUIVALENT:
                unknown.append(mutant)
                print(mutant, flush=True)
    print(
        f"{len(chosen)} mutants, {len(survivors) - len(unknown)} of them equivalent, "
        f"{len(unknown)} survivors"
    )
    return 1 if unknown else 0


class Endless(Exception):
    """The tests do not come to an end with the mutant: that is noticed, too."""


def _give_up(*_: object) -> None:
    raise Endless


def survives(mutant: Mutant) -> bool:
    """Tell whether the tests of the rules pass with the mutant; in a process of its own."""
    turn_round(mutant)
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST, LONGEST)
    if not _cases_hold():
        return False
    # The others take longer, so that only those see them that all cases let pass.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        tests = str(ROOT / "tests" / "unit" / "rules")
        return pytest.main(["-x", "-q", "-p", "no:cacheprovider", tests]) == pytest.ExitCode.OK


def _cases_hold() -> bool:
    try:
        for cases in CASES.values():
            for report in cases.holds:
                test_a_rule_holds(cases.rule, report)
            for case in cases.breaks:
                test_a_rule_breaks_at_its_place(cases.rule, case)
            for report in cases.not_applicable:
                test_a_rule_does_not_apply(cases.rule, report)
    except Exception:  # noqa: BLE001 - whatever a mutant does, a test has turned red
        return False
    return True


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", default="", help="mutants whose place or change holds this")
    parser.add_argument("--most", type=int, help="no more than so many")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

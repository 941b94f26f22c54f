"""The mutants of the rules are made as promised, and those of a rule turn a test red."""

import subprocess
import sys

from tests.mutants.mutating import ROOT, RULES, mutants


def test_each_operator_of_each_comparison_is_turned_round() -> None:
    found = list(mutants(RULES / "sums.py"))
    changes = {(mutant.before, mutant.after) for mutant in found}
    assert ("left == right", "left != right") in changes
    assert len(changes) == len(found)


def test_the_mutants_of_the_sums_do_not_survive() -> None:
    command = [sys.executable, "-m", "tests.mutants", "--only", "rules/sums.py"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.endswith(" 0 survivors\n"), run.stdout + run.stderr
    assert run.returncode == 0

"""
What the documents name exists in the code, and what the code offers stands in the documents.

Rules, problem types and settings have pages that are made of the code, so each of them is there:
tests/unit/rules/test_catalogue.py and tests/contract/test_documents.py hold those pages. Alerts and
panels are held by tests/deploy/test_watching.py.
"""

import argparse
import re
from dataclasses import fields
from pathlib import Path

import pytest

from service.__main__ import _parser
from service.api.problems import PROBLEM_TYPES
from service.config import Settings
from service.limits import Limits
from service.rules.catalogue import RULES
from tests.contract.settings import NONSENSE, refusal
from tests.deploy.expressions import of_the_code

ROOT = Path(__file__).parents[2]
# Those that are measured name nothing; the pages on adding something make it up.
NOT_READ = ("accuracy.md", "performance.md", "rule.md", "format.md")
MADE_BY_HAND = [
    page
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if page.parent.name != "rules" and page.name not in NOT_READ
]
NO_SETTINGS = {"RULE_SET", "FAMILIES", "GETS", "POSTS", "AWAY_SECONDS"}
SETTINGS = {each.name.upper() for owner in (Settings, Limits) for each in fields(owner)} - {
    "LIMITS"
}
# Found wrong where they are used.
ANY_TEXT = {"DATABASE_URL", "READ_DATABASE_URL", "HOST", "DATA_DIR"}
SET_ASIDE = {"P308", "P309"}  # codes that are never to be used again
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def told(page: Path) -> str:
    return page.read_text("utf-8")


def everywhere(pattern: str) -> set[str]:
    """Return what a pattern finds in the documents."""
    return {found for page in MADE_BY_HAND for found in re.findall(pattern, told(page))}


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of `nianbao`."""
    [choices] = [each.choices for each in _parser()._actions if isinstance(each.choices, dict)]  # noqa: SLF001
    return choices


def described() -> dict[str, tuple[str, set[str]]]:
    """Return each metric's type and labels, by the name under which Prometheus knows it."""
    return {
        f"{each.name}_total" if each.type == "counter" else each.name: (each.type, set(each.labels))
        for each in of_the_code()
    }


def test_every_setting_that_is_named_exists() -> None:
    set_in_tests = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r'environ[.\w]*[\[(]"(\w+)"', told(path))
    }
    named = everywhere(r"`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`") | everywhere(r"`([A-Z]+)=")
    of_make = set(re.findall(r"^([A-Z_]+) [?:]?=", MAKEFILE, re.MULTILINE)) | {"ARGS"}
    assert len(named & SETTINGS) > 20
    assert named <= SETTINGS | set_in_tests | of_make | NO_SETTINGS


@pytest.mark.parametrize("name", sorted(SETTINGS - ANY_TEXT))
def test_a_wrong_setting_is_named(name: str) -> None:
    assert str(refusal(name, NONSENSE)).startswith(f"{name} must be ")


def test_every_rule_that_is_named_exists() -> None:
    named = everywhere(r"\b[A-Z][0-9]{3}\b") - SET_ASIDE
    assert len(named) > 10
    assert named <= {rule.code for rule in RULES}


def test_every_problem_type_that_is_named_exists() -> None:
    named = everywhere(r"/problems/([a-z-]+)") | everywhere(r"\b[45][0-9]{2} `([a-z-]+)`")
    assert len(named) > 10
    assert named <= set(PROBLEM_TYPES)


def test_every_metric_is_told_with_its_type_and_labels() -> None:
    rows = re.findall(
        r"^\| `(nianbao_\w+)` \| (\w+) \| (.*?) \|",
        told(ROOT / "docs/operations.md"),
        re.MULTILINE,
    )
    page = {name: (kind, set(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}
    assert page == described()


def test_every_command_that_is_named_exists_and_every_command_is_named() -> None:
    named = everywhere(r"nianbao ([a-z]+)\b(?=[^|\n]*`|[^`\n]*$)")
    assert named & set(commands()) == set(commands())
    assert everywhere(r"`(?:\.venv/bin/)?nianbao ([a-z]+)") <= set(commands())


def test_every_target_of_make_that_is_named_exists_and_make_tells_of_each() -> None:
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    told_by_help = re.findall(r"^([a-z-]+):.*## .", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == set(told_by_help)
    assert everywhere(r"\bmake ([a-z-]+)(?=`|  |$)") <= set(told_by_help)


def test_every_path_that_is_named_exists() -> None:
    named = everywhere(r"`?((?:tests|service|docs|deploy|benchmarks)/[\w./-]*\w)")
    assert len(named) > 50
    assert not [path for path in named if "NNNN" not in path and not (ROOT / path).exists()]

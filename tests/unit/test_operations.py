"""docs/operations.md says of every limit what it is, and names tests that are there."""

import re
from dataclasses import fields
from pathlib import Path

from prometheus_client import REGISTRY

from service import metrics
from service.limits import Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
NAMED = re.findall(r'"(nianbao_\w+)"', Path(str(metrics.__file__)).read_text("utf-8"))
ROWS = {
    cells[0].strip("`"): cells
    for line in PAGE.splitlines()
    if re.match(r"\| `[A-Z_]+`", line)
    for cells in [[cell.strip() for cell in line.strip("| ").split(" | ")]]
}


def test_every_limit_is_there_with_its_default() -> None:
    printed = {name: int(cells[2]) for name, cells in ROWS.items()}
    defaults = Limits()
    assert printed == {each.name.upper(): getattr(defaults, each.name) for each in fields(Limits)}


def test_every_limit_says_what_a_caller_sees_and_names_its_test() -> None:
    for name, cells in ROWS.items():
        assert len(cells) == 5, name
        assert re.fullmatch(r"tests/\S+\.py", cells[4]), name


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"tests/[\w/]+?(?:\.py|(?= ))", PAGE))
    assert len(named) > 5
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing


def test_every_metric_is_there() -> None:
    counted = {(each.name, each.type) for each in REGISTRY.collect() if each.name in NAMED}
    told = re.findall(r"^\| `(nianbao_\w+?)(?:_total)?` \| (\w+) \|", PAGE, re.MULTILINE)
    assert set(told) == counted
    assert len(told) == len(NAMED)

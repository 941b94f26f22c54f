"""The dashboard and the alerts ask for what there is, and the dashboard shows all of it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from service.model.problem import ProblemKind
from service.rules.catalogue import RULES
from tests.contract.test_documents import openapi_yaml
from tests.deploy import expressions
from tests.deploy.expressions import PROMETHEUS, ROOT, asked, grouped, series

EXPRESSIONS = [*expressions.of_dashboard(), *expressions.of_alerts()]
OPERATIONS = set(re.findall(r"^      operationId: (\w+)", openapi_yaml(), re.MULTILINE)) | {"none"}
VALUES = {
    "operation": OPERATIONS,
    "phase": {"decode", "parse", "rules", "store"},
    "kind": {kind.value for kind in ProblemKind},
    "rule": {rule.code for rule in RULES},
    "server": {"primary", "standby"},
    "state": {"waiting", "working"},
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_asks_for_series_and_labels_that_there_are(expression: str) -> None:
    there = series()
    for name, conditions in asked(expression):
        assert name in there
        assert set(conditions) <= there[name].labels
    assert expressions.named(expression) <= set(there)
    labels = {label for name, _ in asked(expression) for label in there[name].labels}
    assert grouped(expression) <= labels | expressions.OF_THE_SCRAPE


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_names_values_that_a_label_has(expression: str) -> None:
    for _, conditions in asked(expression):
        for label in conditions.keys() & VALUES.keys():
            assert set(conditions[label].split("|")) <= VALUES[label]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_asks_for_this_service_alone(expression: str) -> None:
    for _, conditions in asked(expression):
        assert conditions.get("job") in ("nianbao", "$job")
    assert len(asked(expression)) == len(re.findall(r"\bnianbao_\w+", expression))


def test_every_metric_is_on_the_dashboard() -> None:
    there = series()
    shown = {
        there[name].metric
        for expression in expressions.of_dashboard()
        for name, _ in asked(expression)
    }
    assert shown == {each.metric for each in there.values()}


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    board = expressions.dashboard()
    variables = {each["name"] for each in board["templating"]["list"]}
    assert {"uid", "title", "schemaVersion", "time", "refresh"} <= set(board)
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in expressions.panels():
        assert panel["type"] in ("stat", "timeseries", "bargauge"), panel["title"]
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        assert panel["fieldConfig"]["defaults"]["unit"] in ("s", "reqps", "percentunit", "short")
        assert len({each["refId"] for each in panel["targets"]}) == len(panel["targets"])
        for target in panel["targets"]:
            used = set(re.findall(r"\$(?!__)(\w+)", target["expr"]))
            assert used <= variables
            legend = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            assert legend <= grouped(target["expr"]), panel["title"]


def test_no_panel_lies_upon_another() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in expressions.dashboard()["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells


def test_every_alert_has_its_row_in_the_operations_page() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    told = re.findall(r"^\| `(Nianbao\w+)` \| (\w+) \|", page, re.MULTILINE)
    assert told == [(rule["alert"], rule["labels"]["severity"]) for rule in expressions.alerts()]


def test_every_alert_is_played_to_the_rules() -> None:
    played = "".join(each.read_text("utf-8") for each in Path(__file__).parent.glob("*.test.yaml"))
    for rule in expressions.alerts():
        assert f"alertname: {rule['alert']}\n" in played


def test_the_rules_hold_what_they_say_of_the_series_that_are_played() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed; Debian's package prometheus has it")
    played = sorted(map(str, Path(__file__).parent.glob("*.test.yaml")))
    for command in (
        ["check", "config", str(PROMETHEUS / "prometheus.yaml")],
        ["test", "rules", *played],
    ):
        done = subprocess.run([promtool, *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

"""What the dashboard and the alerts ask Prometheus, and what there is to ask for."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from prometheus_client import Gauge
from prometheus_client.metrics import MetricWrapperBase

from service import metrics

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
OF_THE_SCRAPE = {"job", "instance"}
_SUFFIXES = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "gauge": ("",)}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SELECTOR = re.compile(r"\b(nianbao_\w+)\{([^}]*)\}")
_CONDITION = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"')
_GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")


class Series(NamedTuple):
    """A name that may be asked for, with the metric that it belongs to and its labels."""

    metric: str
    labels: frozenset[str]


class Metric(NamedTuple):
    """What the code counts or finds out, under the name that the library knows."""

    name: str
    type: str
    labels: frozenset[str]


def of_the_code() -> list[Metric]:
    """Return every metric that `/metrics` of `nianbao serve` has."""
    # The library tells the labels nowhere else.
    counted = [
        Metric(described.name, described.type, frozenset(each._labelnames) | _of_process(each))  # noqa: SLF001
        for each in vars(metrics).values()
        if isinstance(each, MetricWrapperBase)
        for described in each.describe()
    ]
    found = [
        Metric(each.name, each.type, frozenset().union(*(sample.labels for sample in each.samples)))
        for each in metrics.backlog(0, 0, 0.0)
    ]
    return counted + found


def _of_process(metric: MetricWrapperBase) -> set[str]:
    """Return the label that tells processes apart, where each one speaks for itself."""
    speaks_for_itself = isinstance(metric, Gauge) and metric._multiprocess_mode == "liveall"  # noqa: SLF001
    return {"pid"} if speaks_for_itself else set()


def series() -> dict[str, Series]:
    """Return every series of ours by its name."""
    found = {}
    for each in of_the_code():
        for suffix in _SUFFIXES[each.type]:
            extra = {"le"} if suffix == "_bucket" else set()
            found[each.name + suffix] = Series(each.name, each.labels | extra | OF_THE_SCRAPE)
    return found


def asked(expression: str) -> list[tuple[str, dict[str, str]]]:
    """Return the series that an expression asks for, each with its conditions."""
    return [
        (name, dict(_CONDITION.findall(inner))) for name, inner in _SELECTOR.findall(expression)
    ]


def grouped(expression: str) -> set[str]:
    """Return the labels by which an expression groups."""
    return {
        label.strip() for labels in _GROUPING.findall(expression) for label in labels.split(",")
    }


def named(expression: str) -> set[str]:
    """Return the names of ours that stand anywhere in an expression."""
    return set(re.findall(r"\bnianbao_\w+", _STRING.sub("", expression)))


def dashboard() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "deploy/grafana/nianbao.json").read_text("utf-8"))
    return loaded


def panels() -> list[dict[str, Any]]:
    """Return the panels that ask for something, with the rows left out."""
    return [panel for panel in dashboard()["panels"] if panel["type"] != "row"]


def of_dashboard() -> list[str]:
    return [target["expr"] for panel in panels() for target in panel["targets"]]


def alerts() -> list[dict[str, Any]]:
    loaded = yaml.safe_load((PROMETHEUS / "alerts.yaml").read_text("utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def of_alerts() -> list[str]:
    return [rule["expr"] for rule in alerts()]

"""A real Prometheus scrapes a running service, and every panel of the dashboard has something."""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from tests.deploy import expressions
from tests.integration.texts import report_text
from tests.system.running import Service, ask, eventually, service

PATH = "/v1/agencies/watched/reports"
GRAFANA = {"$__rate_interval": "10s", "$__range": "1m", "$job": "nianbao", "$instance": ".*"}


@contextmanager
def prometheus(scratch: Path, target: str) -> Iterator[str]:
    """Run a Prometheus with our configuration, but for its target and its pace; yield its URL."""
    binary = shutil.which("prometheus")
    if binary is None:
        pytest.skip("prometheus is not installed; it is a package of Debian's")
    settings = yaml.safe_load((expressions.PROMETHEUS / "prometheus.yaml").read_text("utf-8"))
    settings["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    settings["rule_files"] = [str(expressions.PROMETHEUS / "alerts.yaml")]
    settings["scrape_configs"][0]["static_configs"] = [{"targets": [target]}]
    (scratch / "prometheus.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (scratch / "prometheus.log").open("wb") as log:
        running = subprocess.Popen(
            [binary, f"--config.file={scratch}/prometheus.yaml"]
            + [f"--storage.tsdb.path={scratch}/series", f"--web.listen-address={address}"],
            stdout=log,
            stderr=log,
        )
    try:
        eventually(lambda: ask(f"http://{address}", "/-/ready").status == 200)
        yield f"http://{address}"
    finally:
        running.terminate()
        running.wait(20)


def busy(running: Service, attempt: int) -> None:
    """Bring about everything that the dashboard shows."""
    faulty = (
        report_text()
        .replace("2024年1月1日至", "2024年2月1日至")
        .replace("行政处罚 | 0", "行政处罚 | ？")
    )
    for text in (f"{faulty}\n第{attempt}稿", f"{faulty}\n第{attempt}稿", "Call me Ishmael."):
        running.ask(PATH, text.encode(), Content_Type="text/plain")
    running.ask(f"{PATH}/2024")


def test_every_panel_has_something_to_show(scratch: Path) -> None:
    with service(scratch) as running:
        busy(running.ready(), 0)
        with prometheus(scratch, running.url.removeprefix("http://")) as url:
            attempts = count(1)

            def all_show() -> bool:
                busy(running, next(attempts))
                return all(answers(url, each) for each in expressions.of_dashboard())

            eventually(all_show)
            rules = ask(url, "/api/v1/rules").body
    [group] = json.loads(rules)["data"]["groups"]
    assert {rule["health"] for rule in group["rules"]} == {"ok"}
    assert len(group["rules"]) == len(expressions.alerts())


def answers(url: str, expression: str) -> bool:
    """Tell whether a panel's expression is understood and finds numbers."""
    for name, value in GRAFANA.items():
        expression = expression.replace(name, value)
    answer = ask(url, f"/api/v1/query?query={quote(expression)}")
    assert answer.status == 200, answer.body
    found = json.loads(answer.body)["data"]["result"]
    return any(each["value"][1] != "NaN" for each in found)

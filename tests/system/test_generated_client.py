"""
A client that a public generator makes of openapi.yaml, used as a stranger would.

The generated package is imported from a folder of its own.
"""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT, open_folder
from tests.integration.texts import report_text
from tests.system.running import service

CONFIG = "project_name_override: nianbao-client\npackage_name_override: nianbao_client\n"
CONFIG += "post_hooks: []\n"


@pytest.fixture(scope="module")
def generated() -> Iterator[Path]:
    """Give the folder with the package that the generator made."""
    with open_folder() as folder:
        (folder / "config.yaml").write_text(CONFIG)
        made = folder / "client"
        command = [str(Path(sys.executable).with_name("openapi-python-client")), "generate"]
        command += ["--path", str(ROOT / "openapi.yaml"), "--config", str(folder / "config.yaml")]
        command += ["--output-path", str(made), "--meta", "none"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        made.rename(folder / "nianbao_client")
        yield folder


@pytest.fixture(scope="module")
def client(generated: Path) -> Iterator[Any]:
    """Give a client of a running service."""
    sys.path.insert(0, str(generated))
    with open_folder() as folder, service(folder) as running:
        package = importlib.import_module("nianbao_client")
        with package.Client(base_url=running.ready().url) as made:
            yield made
    sys.path.remove(str(generated))


def operation(tag: str, name: str) -> ModuleType:
    return importlib.import_module(f"nianbao_client.api.{tag}.{name}")


def model(name: str) -> Any:
    return getattr(importlib.import_module("nianbao_client.models"), name)


def uploaded(client: Any, agency_id: str, year: int = 2024) -> Any:
    body = model("Text")(text=report_text(year))
    return operation("reports", "post_report").sync(agency_id, client=client, body=body)


def test_it_uploads_and_reads(client: Any) -> None:
    stored = uploaded(client, "a")
    report = operation("reports", "get_report").sync("a", 2024, client=client)
    assert (report.revision, report.format_) == (1, "2021")
    assert report.to_dict() == stored.to_dict()
    assert report.applications.received.total == 3


def test_it_pages_through_all_reports(client: Any) -> None:
    for year in range(2020, 2025):
        uploaded(client, "paged", year)
    get_reports = operation("listings", "get_reports")
    page, seen = get_reports.sync(client=client, limit=2), []
    while True:
        seen += [(report.agency_id, report.year) for report in page.reports]
        if page.next_ is None:
            break
        page = get_reports.sync(client=client, limit=2, cursor=page.next_)
    assert {("paged", year) for year in range(2020, 2025)} <= set(seen)
    assert len(seen) == len(set(seen))


def test_it_is_told_what_is_wrong(client: Any) -> None:
    problem = operation("reports", "get_report").sync("nobody", 2024, client=client)
    assert isinstance(problem, model("ProblemDetails"))
    assert (problem.status, str(problem.type_)) == (404, "/problems/agency-not-found")
    novel = model("Text")(text="一部小说。" * 99)
    refused = operation("reports", "post_report").sync("a", client=client, body=novel)
    assert str(refused.type_) == "/problems/not-a-report"
    assert refused.missing

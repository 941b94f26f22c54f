"""The wheel holds everything that the service needs, and runs far from this tree."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

from service import __version__
from tests.integration.texts import report_text
from tests.system.running import Service, service

ROOT = Path(__file__).parents[2]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture
def wheel(scratch: Path) -> Path:
    """Build the wheel as a release does, with what is installed and nothing that is fetched."""
    building = [
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(scratch),
        str(ROOT),
    ]
    subprocess.run(PIP + building, check=True)
    [built] = scratch.glob("*.whl")
    return built


@pytest.fixture
def nianbao(scratch: Path, wheel: Path) -> Path:
    """Install the wheel into an environment, beside the dependencies of the one that tests."""
    venv.create(scratch / "environment", symlinks=True)
    python = scratch / "environment" / "bin" / "python"
    subprocess.run(
        [*PIP, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    [packages] = (scratch / "environment" / "lib").glob("python*/site-packages")
    # What our own environment leads to, such as this tree, is not followed from there.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.with_name("nianbao")


def test_all_that_the_wheel_asks_for_is_locked(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        [path] = [name for name in opened.namelist() if name.endswith("/METADATA")]
        metadata = message_from_string(opened.read(path).decode())
    locks = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", locks, re.MULTILINE))
    needs = metadata.get_all("Requires-Dist", [])
    asked = {re.split(r"[\[<>=; ]", each)[0].replace("_", "-") for each in needs}
    assert len(asked) > 5
    assert asked <= locked
    assert (metadata["Name"], metadata["Version"]) == ("nianbao", __version__)


def test_the_wheel_serves_without_the_tree_that_it_was_made_of(
    scratch: Path, nianbao: Path
) -> None:
    def said(*words: str) -> str:
        done = subprocess.run(
            [nianbao, *words],
            env={"PATH": os.defpath},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert said("--version") == f"nianbao {__version__}\n"
    report = scratch / "report.txt"
    report.write_text(report_text(), encoding="utf-8")
    assert said("check", str(report)) == "files 1: error 0, warning 0, info 0, unreadable 0\n"
    assert said("openapi") == (ROOT / "openapi.yaml").read_text("utf-8")
    with service(scratch, program=[str(nianbao)]) as running:
        _try(running.ready())
        environment = str(nianbao.parent.parent)
        assert environment in running.child("gunicorn").command


def _try(running: Service) -> None:
    posted = running.ask(
        "/v1/agencies/a/reports", report_text().encode(), Content_Type="text/plain"
    )
    assert posted.status == 201
    assert running.ask("/v1/agencies/a/reports/2024").body == posted.body
    for page in ("/docs", "/problems/not-found", "/openapi.yaml", "/metrics", "/v1/rules/A103"):
        assert running.ask(page).status == 200, page
    first = re.search(rb'src="([^"]+)"', running.ask("/docs").body)
    assert first
    assert running.ask(first[1].decode()).status == 200
    assert json.loads(running.ask("/readyz").body)

"""`nianbao revalidate` finds the stored reports, whether the service runs or not."""

import os
import subprocess
import sys
from pathlib import Path

from service.rules.catalogue import RULE_SET
from tests.integration.texts import report_text
from tests.system.running import service

NOTHING_TO_DO = f"nianbao: 0 reports judged by rule set {RULE_SET}\n"


def revalidate(data_dir: Path) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "service", "revalidate"],
        env=inherited | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_works_beside_a_service_and_without_one(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        stored = running.ask(
            "/v1/agencies/a/reports", report_text().encode(), Content_Type="text/plain"
        )
        assert stored.status == 201
        beside = revalidate(scratch)
        assert (beside.returncode, beside.stderr) == (0, NOTHING_TO_DO)
        assert running.healthy()
    alone = revalidate(scratch)
    assert (alone.returncode, alone.stderr) == (0, NOTHING_TO_DO)
    with service(scratch) as running:
        running.ready()
        assert running.ask("/v1/agencies/a/reports/2024").body == stored.body


def test_where_nothing_is_stored_nothing_is_made(scratch: Path) -> None:
    folder = scratch / "new"
    done = revalidate(folder)
    assert done.returncode == 1
    assert done.stderr == (
        f"nianbao: Nothing is stored in DATA_DIR {folder}; DATABASE_URL is not set.\n"
    )
    assert not folder.exists()

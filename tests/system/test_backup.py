"""`nianbao backup` beside a running service, `nianbao restore` into an empty database."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.conftest import run
from tests.integration.texts import report_text
from tests.system.running import Service, service

REPORTS = "/v1/agencies/a/reports"


def command(
    data_dir: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "service", *arguments],
        env=inherited | {"DATA_DIR": str(data_dir)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def folder(scratch: Path, name: str) -> Path:
    made = scratch / name
    made.mkdir(mode=0o755)
    return made


def post(running: Service, text: str) -> bytes:
    answer = running.ask(REPORTS, text.encode(), Content_Type="text/plain")
    assert answer.status == 201
    return answer.body


def test_what_was_backed_up_beside_a_service_is_served_after_a_restore(scratch: Path) -> None:
    before, after = folder(scratch, "before"), folder(scratch, "after")
    file = scratch / "nianbao.dump"
    with service(before) as running:
        running.ready()
        posted = [post(running, report_text(year)) for year in (2022, 2023, 2024)]
        done = command(before, "backup", str(file))
        assert (done.returncode, done.stdout) == (0, "")
        post(running, report_text(2021))  # too late for the backup
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(each.name for each in scratch.iterdir()) == ["after", "before", "nianbao.dump"]
    done = command(after, "restore", str(file))
    assert done.returncode == 0, done.stderr
    with service(after) as running:
        running.ready()
        for year, body in zip((2022, 2023, 2024), posted, strict=True):
            assert running.ask(f"{REPORTS}/{year}").body == body
        assert running.ask(f"{REPORTS}/2021").status == 404
        post(running, report_text(2021))


def test_nothing_is_written_over(scratch: Path) -> None:
    file = scratch / "nianbao.dump"
    data_dir = folder(scratch, "data")
    with service(data_dir) as running:
        running.ready()
        post(running, report_text())
        assert command(data_dir, "backup", str(file)).returncode == 0
        held = file.read_bytes()
        again = command(data_dir, "backup", str(file))
        assert (again.returncode, again.stderr) == (1, f"nianbao: {file} is there already.\n")
        assert file.read_bytes() == held
        into = command(data_dir, "restore", str(file))
        assert into.returncode == 1
        assert "has tables already" in into.stderr
        assert running.ask(f"{REPORTS}/2024").status == 200


def test_a_file_that_is_no_backup_leaves_the_database_empty(
    scratch: Path, empty_database: str
) -> None:
    file = scratch / "half.dump"
    file.write_bytes(b"PGDMP" + bytes(100))
    done = command(scratch, "restore", str(file), DATABASE_URL=empty_database)
    assert done.returncode == 1
    assert done.stderr.startswith("nianbao: pg_restore failed: ")
    tables = run(empty_database, "SELECT FROM pg_tables WHERE schemaname = 'public'")
    assert tables == []


def test_a_database_that_is_away_leaves_no_half_of_a_backup(scratch: Path) -> None:
    done = command(
        scratch, "backup", str(scratch / "x.dump"),
        DATABASE_URL="postgresql://nobody:secret@/none?host=/nonexistent",
    )  # fmt: skip
    assert done.returncode == 1
    assert "secret" not in done.stderr
    assert list(scratch.iterdir()) == []

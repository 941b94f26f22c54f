"""SIGUSR2: other processes take over, and no caller notices; where they cannot, nothing changes."""

import shutil
import signal
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

import service as package
from service.serving.postgres import server_url
from service.storage.migrate import LOCK_KEY
from tests.integration.texts import report_text
from tests.system.running import Process, Service, eventually
from tests.system.running import service as serving

REPORT = report_text().encode()


def children(running: Service, word: str) -> list[Process]:
    """Return the main process's own children with `word` in their command line, oldest first."""
    main = running.popen.pid
    found = [each for each in running.descendants() if each.parent == main and word in each.command]
    return sorted(found, key=lambda each: each.pid)


class Caller(threading.Thread):
    """Sends one report after another, each on a connection of its own."""

    def __init__(self, running: Service, number: int) -> None:
        super().__init__()
        self.statuses: Counter[int] = Counter()
        self.stopped = threading.Event()
        self._running = running
        self._number = number

    def run(self) -> None:
        while not self.stopped.is_set():
            agency = f"agency-{self._number}-{self.statuses.total()}"
            answer = self._running.ask(
                f"/v1/agencies/{agency}/reports", REPORT, Content_Type="text/plain"
            )
            self.statuses[answer.status] += 1


def test_others_take_over_and_no_caller_notices(scratch: Path) -> None:
    with serving(scratch) as running:
        running.ready()
        [first] = children(running, "gunicorn")
        [batch_worker] = children(running, "service.working")
        postgres = running.child("postgres -D")
        callers = [Caller(running, number) for number in range(4)]
        for caller in callers:
            caller.start()
        try:
            for turn in range(1, 3):
                before = children(running, "gunicorn")[-1]
                running.popen.send_signal(signal.SIGUSR2)
                eventually(lambda: running.said.count("nianbao is renewed.") == turn)  # noqa: B023
                eventually(before.gone)
        finally:
            for caller in callers:
                caller.stopped.set()
            for caller in callers:
                caller.join()
        assert first.gone()
        eventually(lambda: len(children(running, "service.working")) == 1)
        assert batch_worker.gone()
        assert not postgres.gone()
        said = sum((caller.statuses for caller in callers), Counter())
        assert set(said) == {201}
        answer = running.ask("/v1/agencies/agency-0-0/reports/2024")
        assert answer.status == 200


@pytest.mark.parametrize("obstacle", ["service/wsgi.py", "service/storage/migrate.py"])
def test_what_runs_goes_on_where_others_cannot_take_over(
    scratch: Path, tmp_path: Path, obstacle: str
) -> None:
    installed = tmp_path / "installed"
    shutil.copytree(Path(package.__file__ or "").parent, installed / "service")
    with serving(scratch, PYTHONPATH=str(installed), PYTHONSAFEPATH="1") as running:
        running.ready()
        [before] = children(running, "gunicorn")
        (installed / obstacle).write_text("raise ImportError\n")
        running.popen.send_signal(signal.SIGUSR2)
        eventually(lambda: "nianbao stays as it is: " in running.said)
        assert children(running, "gunicorn") == [before]
        answer = running.ask("/v1/agencies/a/reports", REPORT, Content_Type="text/plain")
        assert answer.status == 201


def test_a_stop_does_not_wait_for_a_migration_that_waits(scratch: Path) -> None:
    with serving(scratch) as running:
        running.ready()
        url = server_url(str(scratch / "run"))
        with closing(psycopg2.connect(url)) as other, other.cursor() as statements:
            statements.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
            running.popen.send_signal(signal.SIGUSR2)
            eventually(lambda: children(running, "service migrate"))
            running.popen.send_signal(signal.SIGTERM)
            assert running.popen.wait(30) == 0

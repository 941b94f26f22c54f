"""A Postgres as Debian has it, with postgres_fdw, which the embedded one comes without."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.serving.account import account_for
from service.serving.cluster import ENVIRONMENT, USER
from service.serving.lifeline import end, spawn
from service.serving.postgres import server_url
from tests.conftest import open_folder
from tests.system.running import eventually

BINARIES = Path("/usr/lib/postgresql/15/bin")
EXTENSION = Path("/usr/share/postgresql/15/extension/postgres_fdw.control")


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server of its own; skip the test where Debian's is not installed."""
    if not EXTENSION.exists():
        pytest.skip("Debian's postgresql-15 is not installed; `apt-get install postgresql-15`")
    with open_folder() as folder:
        account = account_for(folder / "missing")
        if account:
            os.chown(folder, account.uid, account.gid)
        with (folder / "said.txt").open("wb") as said:
            made = spawn(
                [str(BINARIES / "initdb"), "--pgdata", str(folder / "data"), "--username", USER]
                + ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
                farewell=signal.SIGKILL,
                account=account,
                environment=ENVIRONMENT,
                log=said,
            )
            assert made.wait(60) == 0, (folder / "said.txt").read_text()
            process = spawn(
                [str(BINARIES / "postgres"), "-D", str(folder / "data"), "-c", "listen_addresses="]
                + ["-c", f"unix_socket_directories={folder}", "-c", "max_connections=200"],
                farewell=signal.SIGQUIT,
                account=account,
                environment=ENVIRONMENT,
                log=said,
            )
        try:
            eventually(lambda: _is_ready(folder / "data" / "postmaster.pid"))
            yield server_url(str(folder))
        finally:
            end(process, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, seconds=20)


def _is_ready(file: Path) -> bool:
    return file.exists() and "ready" in file.read_text()

"""Making a database cluster: complete or not at all."""

import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Final

from service.errors import StorageError
from service.serving.home import Home
from service.serving.lifeline import spawn

USER: Final = "nianbao"
# The variables that Postgres reads from its environment (PGPORT, PGDATA, ...) are not ours to obey.
ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
_PREFIX: Final = "postgres.new."


def make_cluster(home: Home, binaries: Path, lock: int) -> None:
    """
    Fill a sibling folder and rename it, so that a killed start leaves nothing half-made.

    Whoever is allowed through the socket's folder is trusted; nobody else gets that far.
    Checksums are on, as by default. Every process involved holds `lock`.
    """
    for remains in home.folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(remains)
    draft = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home.folder))
    home.hand_over(draft)
    _run(
        home,
        lock,
        [str(binaries / "initdb"), "--pgdata", str(draft)]
        + ["--username", USER, "--auth", "trust"]
        + ["--encoding", "UTF8", "--locale", "C"]
        + ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    )
    draft.rename(home.cluster)
    _sync(home.folder)


def _run(home: Home, lock: int, command: list[str]) -> None:
    with home.log.open("ab") as log:
        process = spawn(
            command,
            farewell=signal.SIGKILL,
            account=home.account,
            environment=ENVIRONMENT,
            keep=(lock,),
            log=log,
        )
        if process.wait() != 0:
            raise StorageError(f"No database could be made in {home.folder}; see {home.log}.")


def _sync(folder: Path) -> None:
    """Make the renaming last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

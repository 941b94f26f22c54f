"""A Postgres of the test's own, which can be stopped, frozen and started again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.serving.binaries import binaries
from service.serving.home import Home, claim
from service.serving.postgres import Postgres
from tests.system.running import Process, below


class Cluster:
    """A server over one data directory; `url` stays the same over all its starts."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._server = Postgres(data_dir)
        self.url = self._server.url

    @property
    def home(self) -> Home:
        """Return where its files are and whose."""
        return self._server.home

    @property
    def binaries(self) -> Path:
        """Return the folder of the programs that belong to it."""
        return binaries(self.home.folder, self.home.account)

    def start(self) -> None:
        self._server = Postgres(self._data_dir)
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def processes(self) -> list[Process]:
        """Return the postmaster and all below it."""
        home = str(self._server.home.cluster)
        return [
            each
            for found in below(os.getpid())
            if home in found.command
            for each in (found, *below(found.pid))
        ]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Keep every process of the server from running, as a hanging disk would."""
        processes = self.processes()
        assert processes
        for each in processes:
            os.kill(each.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in processes:
                with suppress(ProcessLookupError):
                    os.kill(each.pid, signal.SIGCONT)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Give a cluster that is not running yet, and leave nothing of it behind."""
    with claim(folder) as data_dir:
        given = Cluster(data_dir)
        try:
            yield given
        finally:
            given.stop()

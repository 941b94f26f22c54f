"""The embedded Postgres: one child process behind a unix socket."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote, urlencode

from service.errors import StorageUnavailable
from service.serving.binaries import binaries
from service.serving.cluster import ENVIRONMENT, USER, make_cluster
from service.serving.home import Home, locked, settle
from service.serving.lifeline import end, spawn

PORT: Final = 5432  # part of the socket's name only
LONGEST_SOCKET: Final = 107  # bytes; what a socket address holds
ORPHAN_SECONDS: Final = 3.5
START_SECONDS: Final = 60.0  # replaying the log of a crash takes a while
STOP_SECONDS: Final = 20.0
# Its lines are the process, the folder, the start, the port, the sockets' folder, ..., the state.
_PID_FILE: Final = "postmaster.pid"
_SOCKETS: Final = 4
_STATE: Final = 7


class Postgres:
    """
    A server over one claimed data directory; a context manager that starts and stops it.

    Its processes inherit a lock, so that a new server starts only when the last process
    of the one before has gone, however that one ended.
    """

    def __init__(self, data_dir: Path) -> None:
        """Prepare the folders; raises ConfigurationError where that is impossible."""
        self.home: Final[Home] = settle(data_dir)
        self._binaries = binaries(self.home.folder, self.home.account)
        self._sockets = _socket_folder(self.home)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The libpq URL of the server's one database."""
        return server_url(str(self._sockets))

    def start(self) -> None:
        """Start the server and wait until it takes connections; raises StorageUnavailable."""
        with self._alone() as lock:
            if not self.home.cluster.exists():
                make_cluster(self.home, self._binaries, lock)
            # We hold the lock, so the process that this file names is dead or somebody else's.
            (self.home.cluster / _PID_FILE).unlink(missing_ok=True)
            self._process = self._spawn(lock)
        self._wait()

    def ended(self) -> bool:
        """Tell whether the server is gone."""
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        """End every session, write everything down, and leave."""
        if self._process:
            fast, immediate = signal.SIGINT, signal.SIGQUIT
            end(self._process, fast, immediate, signal.SIGKILL, seconds=STOP_SECONDS)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def __enter__(self) -> Self:
        """Start."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Hold the lock that every process of a server holds; afterwards they alone have it."""
        descriptor = os.open(self.home.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not locked(descriptor, ORPHAN_SECONDS):
                raise StorageUnavailable(f"An older Postgres is still busy in {self.home.cluster}.")
            yield descriptor
        finally:
            os.close(descriptor)

    def _spawn(self, lock: int) -> subprocess.Popen[bytes]:
        with self.home.log.open("ab") as log:
            return spawn(
                [str(self._binaries / "postgres"), "-D", str(self.home.cluster), "-p", str(PORT)]
                + ["-c", "listen_addresses="]
                + ["-c", f"unix_socket_directories={self._sockets}"]
                + ["-c", "unix_socket_permissions=0700"]
                # The statement of an error holds the whole report: a full disk would fill up.
                + ["-c", "log_min_error_statement=panic"],
                farewell=signal.SIGQUIT,
                account=self.home.account,
                environment=ENVIRONMENT,
                keep=(lock,),
                log=log,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while sockets_of(self.home.cluster) is None:
            if self.ended() or time.monotonic() > deadline:
                raise StorageUnavailable(f"Postgres did not start; see {self.home.log}.")
            time.sleep(0.02)


def sockets_of(cluster: Path) -> str | None:
    """
    Return the folder of the sockets of a server that takes connections, None where there is none.

    The server says so of itself, and its own pg_ctl reads the same file.
    """
    with suppress(OSError, IndexError):
        lines = (cluster / _PID_FILE).read_text("utf-8").splitlines()
        return lines[_SOCKETS] if lines[_STATE].strip() == "ready" else None
    return None


def server_url(sockets: str) -> str:
    """Return the libpq URL of the one database behind the socket in that folder."""
    # libpq reads %20, but not the + that is a space in forms.
    query = urlencode({"host": sockets, "port": PORT, "user": USER}, quote_via=quote)
    return f"postgresql:///postgres?{query}"


def _socket_folder(home: Home) -> Path:
    """Return a private folder whose name fits into a socket address and a list with commas."""
    folder = home.folder / "run"
    socket = os.fsencode(folder / f".s.PGSQL.{PORT}")
    if len(socket) > LONGEST_SOCKET or set(socket) & set(b',"'):
        folder = Path(tempfile.mkdtemp(prefix="nianbao-"))
    folder.mkdir(exist_ok=True)
    home.hand_over(folder)
    return folder

"""Starts `nianbao serve` as an operator does, and looks at it from outside."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60.0
DEFAULT_SIGNALS = ("/usr/bin/env", "--default-signal=INT,TERM,HUP")
OURS = (sys.executable, "-m", "service")
READY = re.compile(r"nianbao is ready: (\S+),")


class Process(NamedTuple):
    """A process that cannot be mistaken for a later one with the same number."""

    pid: int
    started: str
    parent: int
    command: str

    def gone(self) -> bool:
        """Tell whether it has ended; a zombie has, an orphan with a new parent has not."""
        now = _look(self.pid)
        return now is None or now.started != self.started


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


class Service:
    """A running `nianbao serve` on a port of its own choice."""

    def __init__(
        self, data_dir: Path, *, program: Sequence[str] = OURS, **environment: str
    ) -> None:
        self.orphans: list[Process] = []
        self._said = data_dir / f"said-{len(list(data_dir.glob('said-*')))}.txt"
        settings = {"DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": "0"}
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self._said.open("ab") as said:
            self.popen = subprocess.Popen(
                # A test run in the background may have been told to ignore SIGINT.
                [*DEFAULT_SIGNALS, *program, "serve"],
                env=inherited | settings | environment,
                stdout=said,
                stderr=said,
            )

    @property
    def said(self) -> str:
        return self._said.read_text("utf-8")

    def ready(self) -> "Service":
        """Wait for the line that says so."""
        eventually(lambda: READY.search(self.said) or self.popen.poll() is not None)
        assert self.popen.poll() is None, self.said
        return self

    @property
    def url(self) -> str:
        found = READY.search(self.said)
        assert found, self.said
        return found[1]

    def ask(
        self, path: str, body: bytes | None = None, *, patience: float = 10, **headers: str
    ) -> Answer:
        """Send one request, see `ask`."""
        return ask(self.url, path, body, patience=patience, **headers)

    def healthy(self) -> bool:
        """Tell whether the service and its database answer."""
        answer = self.ask("/readyz")
        return answer.status == 200 and bool(json.loads(answer.body))

    @contextmanager
    def stalled_upload(self) -> Iterator[None]:
        """Keep a worker busy with a request whose body does not come."""
        place = urlsplit(self.url)
        with socket.create_connection((place.hostname, place.port)) as caller:
            caller.sendall(
                b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            )
            caller.sendall(b"Content-Type: text/plain\r\nContent-Length: 10\r\n\r\n")
            assert caller.recv(25).startswith(b"HTTP/1.1 100")  # sent once the body is read
            yield

    def descendants(self) -> list[Process]:
        """Return all processes below the main one."""
        return below(self.popen.pid)

    def child(self, word: str) -> Process:
        """Return the main process's own child that has `word` in its command line."""
        [found] = [
            each
            for each in self.descendants()
            if each.parent == self.popen.pid and word in each.command
        ]
        return found

    def kill(self) -> None:
        """End the main process as the kernel would when memory runs out."""
        self.orphans = self.descendants()
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()


def ask(
    url: str,
    path: str,
    body: bytes | None = None,
    *,
    patience: float = 10,
    method: str | None = None,
    **headers: str,
) -> Answer:
    """Send one request; status 0 where nobody answers, or not to the end."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=patience)
    try:
        connection.request(method or ("POST" if body else "GET"), path, body, names)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(), dict(answer.headers))
    except (OSError, HTTPException):
        return Answer(0, b"")
    finally:
        connection.close()


@contextmanager
def service(
    data_dir: Path, *, program: Sequence[str] = OURS, **environment: str
) -> Iterator[Service]:
    """Start a service and leave nothing of it behind."""
    running = Service(data_dir, program=program, **environment)
    try:
        yield running
    finally:
        family = [*running.orphans, *running.descendants()]
        if running.popen.poll() is None:
            running.popen.send_signal(signal.SIGTERM)
            running.popen.wait(PATIENCE_SECONDS)
        for each in family:
            if not each.gone():
                os.kill(each.pid, signal.SIGKILL)
        eventually(lambda: all(each.gone() for each in family))


def eventually(look: Callable[[], object], within: float = PATIENCE_SECONDS) -> None:
    """Look until there is something true to see; fail after `within` seconds."""
    deadline = time.monotonic() + within
    while not look():
        assert time.monotonic() < deadline, f"not seen within {within} seconds"
        time.sleep(0.02)


def below(pid: int) -> list[Process]:
    """Return all processes below one."""
    everything = [found for entry in Path("/proc").glob("[0-9]*") if (found := _look(entry))]
    family = [pid]
    for parent in family:
        family.extend(each.pid for each in everything if each.parent == parent)
    return [each for each in everything if each.pid in family[1:]]


def _look(at: Path | int) -> Process | None:
    entry = Path("/proc", str(at)) if isinstance(at, int) else at
    try:
        # The command in brackets may hold spaces; the fields are counted behind it.
        fields = (entry / "stat").read_text().rpartition(")")[2].split()
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return None
    if fields[0] == "Z":
        return None
    return Process(int(entry.name), fields[19], int(fields[1]), command)

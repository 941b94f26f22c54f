"""haproxy and pgbouncer with the files of deploy/, as an operator runs them."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

import pytest

from service.serving.account import account_for
from service.serving.lifeline import end, spawn
from tests.system.running import eventually

DEPLOY = Path(__file__).parents[2] / "deploy"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def program(name: str) -> str:
    """Return the path of a program; skip the test where it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not found:
        pytest.skip(f"{name} is not installed; `apt-get install {name}`")
    return found


@contextmanager
def haproxy(first: int, second: int) -> Iterator[str]:
    """Give the address before two replicas, named by their ports on this machine."""
    port = free_port()
    process = spawn(
        [program("haproxy"), "-db", "-f", str(DEPLOY / "haproxy.cfg")],
        farewell=signal.SIGKILL,
        environment={
            "BIND": f"127.0.0.1:{port}",
            "REPLICA_ONE": f"127.0.0.1:{first}",
            "REPLICA_TWO": f"127.0.0.1:{second}",
        },
    )
    with _running(process, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def pgbouncer(folder: Path, primary: str, standby: str = "host=127.0.0.1") -> Iterator[int]:
    """Give the port of a pgbouncer before two servers; its files lie in `folder`."""
    port = free_port()
    users, settings = folder / "users.txt", folder / "pgbouncer.ini"
    users.write_text('"nianbao" ""\n')
    values = {"PRIMARY": primary, "STANDBY": standby, "LISTEN": "127.0.0.1", "PORT": str(port)}
    values |= {"AUTH": "trust", "AUTH_FILE": str(users)}
    template = Template((DEPLOY / "pgbouncer" / "pgbouncer.ini").read_text())
    settings.write_text(template.substitute(values))
    process = spawn(
        [program("pgbouncer"), str(settings)],
        farewell=signal.SIGKILL,
        account=account_for(folder / "missing"),
    )
    with _running(process, port):
        yield port


@contextmanager
def _running(process: subprocess.Popen[bytes], port: int) -> Iterator[None]:
    try:
        eventually(lambda: process.poll() is not None or _listens(port))
        assert process.poll() is None
        yield
    finally:
        end(process, signal.SIGTERM, signal.SIGKILL, seconds=10)


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0

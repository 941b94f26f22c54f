"""The listening socket and the gunicorn behind it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from service.config import Settings
from service.errors import ConfigurationError, ServiceError
from service.serving.lifeline import end, spawn

BACKLOG: Final = 512
START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 5.0  # for gunicorn, beyond those of its workers
_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  compared with, not bound


def bind(host: str, port: int) -> socket.socket:
    """
    Bind before anything is started: a taken port is said at once. Nobody is let in yet.

    Port 0 takes a free one.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise _refusal(host, port, error) from error
    return listener


def listen(listener: socket.socket) -> None:
    """Let callers in: they wait until gunicorn answers, and none is refused from now on."""
    host, port = listener.getsockname()[:2]
    try:
        listener.listen(BACKLOG)
    except OSError as error:  # another process has bound the same port, and was faster
        raise _refusal(host, port, error) from error


def _refusal(host: str, port: int, error: OSError) -> ConfigurationError:
    return ConfigurationError(f"Cannot listen on {host}:{port}: {error.strerror or error}.")


def is_loopback(listener: socket.socket) -> bool:
    """Tell whether only callers on this machine reach `listener`."""
    return ip_address(listener.getsockname()[0]).is_loopback


def address(listener: socket.socket) -> str:
    """Return the URL under which this machine reaches `listener`."""
    host, port = listener.getsockname()[:2]
    host = _ANY.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def gunicorn(
    listener: socket.socket, settings: Settings, database_url: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve `listener`; yield the process when it answers, stop it gracefully at the end."""
    patience = settings.limits.stop_seconds + STOP_SECONDS
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(settings.data_dir),
    }
    process = spawn(
        [sys.executable, "-m", "gunicorn", "--bind", f"fd://{listener.fileno()}"]
        + ["--config", "python:service.serving.gunicorn_settings", "service.wsgi:app"],
        farewell=signal.SIGKILL,
        environment=environment,
        keep=(listener.fileno(),),
    )
    try:
        _wait(process, listener)
        yield process
    finally:
        end(process, signal.SIGTERM, signal.SIGKILL, seconds=patience)


def _wait(process: subprocess.Popen[bytes], listener: socket.socket) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(listener):
        if process.poll() is not None:
            raise ServiceError(f"gunicorn did not start (status {process.returncode}).")
        if time.monotonic() > deadline:
            raise ServiceError(f"gunicorn did not answer within {START_SECONDS:.0f} seconds.")
        time.sleep(0.05)


def _answers(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    connection = http.client.HTTPConnection(_ANY.get(host, host), port, timeout=1)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    connection.close()
    return False

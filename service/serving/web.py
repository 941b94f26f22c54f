"""The listening socket and the gunicorn behind it, one after another."""

import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from ipaddress import ip_address
from typing import Final

from service.config import Settings
from service.errors import ConfigurationError, ServiceError
from service.serving.lifeline import end, spawn

BACKLOG: Final = 512
READY: Final = "NIANBAO_READY"  # the variable with the number of the pipe
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
    reason = error.strerror or error
    return ConfigurationError(f"Cannot listen on {host}:{port}: {reason}. Set HOST or PORT.")


def is_loopback(listener: socket.socket) -> bool:
    """Tell whether only callers on this machine reach `listener`."""
    return ip_address(listener.getsockname()[0]).is_loopback


def address(listener: socket.socket) -> str:
    """Return the URL under which this machine reaches `listener`."""
    host, port = listener.getsockname()[:2]
    host = _ANY.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Web:
    """
    The gunicorn that serves a listening socket, and those before it that finish what they have.

    All of them hold the same socket, so no caller is refused while one takes over from another.
    """

    def __init__(self, listener: socket.socket, settings: Settings, database_url: str) -> None:
        """Start nothing so far."""
        self._listener = listener
        self._patience = settings.limits.stop_seconds + STOP_SECONDS
        self._environment = os.environ | {
            "DATABASE_URL": database_url,
            "DATA_DIR": str(settings.data_dir),
        }
        self._current: subprocess.Popen[bytes] | None = None
        self._leaving: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """
        Serve as soon as a worker is able to; what served before takes no more and finishes.

        Raises ServiceError where none is, and then what served before goes on.
        """
        ours, theirs = os.pipe()
        descriptors = (self._listener.fileno(), theirs)
        process = spawn(
            [sys.executable, "-m", "gunicorn", "--bind", f"fd://{self._listener.fileno()}"]
            + ["--config", "python:service.serving.gunicorn_settings", "service.wsgi:app"],
            farewell=signal.SIGKILL,
            environment=self._environment | {READY: str(theirs)},
            keep=descriptors,
        )
        os.close(theirs)
        try:
            _wait(process, ours)
        except BaseException:
            end(process, signal.SIGTERM, signal.SIGKILL, seconds=STOP_SECONDS)
            raise
        finally:
            os.close(ours)
        if self._current:
            self._current.send_signal(signal.SIGTERM)
            self._leaving.append(self._current)
        self._current = process

    def check(self) -> None:
        """Raise ServiceError where nothing serves any more."""
        self._leaving = [each for each in self._leaving if each.poll() is None]
        if self._current and self._current.poll() is not None:
            raise ServiceError(f"gunicorn ended with status {self._current.returncode}.")

    def end(self) -> None:
        """Finish what was accepted, and stop."""
        for each in filter(None, (self._current, *self._leaving)):
            end(each, signal.SIGTERM, signal.SIGKILL, seconds=self._patience)


def tell_ready() -> None:
    """Say to the process that watches this gunicorn that a worker of it is able to serve."""
    if READY in os.environ:
        with suppress(OSError):  # a worker in another one's place: nobody waits for it
            os.write(int(os.environ[READY]), b".")


def _wait(process: subprocess.Popen[bytes], ready: int) -> None:
    """Wait until something is written to the pipe; its end is that of the last who could."""
    if not select.select([ready], (), (), START_SECONDS)[0]:
        raise ServiceError(f"gunicorn was not ready within {START_SECONDS:.0f} seconds.")
    if not os.read(ready, 1):
        raise ServiceError(f"gunicorn did not start (status {process.wait()}).")

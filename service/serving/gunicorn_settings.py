"""Gunicorn's settings; it reads the module-level names."""

import os
import signal
from typing import Any

from service.config import Settings
from service.serving.lifeline import die_with

_settings = Settings.from_environment()

workers = _settings.workers
worker_class = "gthread"
threads = _settings.pool_size  # a request holds one connection at most
preload_app = False  # a pool of connections does not survive a fork
timeout = 60
graceful_timeout = 10
keepalive = 5
accesslog = None  # the application writes its own, with the request's id
errorlog = "-"
loglevel = "warning"
control_socket_disable = True  # it would be shared by every gunicorn of this user
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  heartbeats


def post_fork(arbiter: Any, worker: Any) -> None:
    """Let a worker die with the process that watches it, also in the middle of a request."""
    die_with(arbiter.pid, signal.SIGKILL)

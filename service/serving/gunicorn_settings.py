"""Gunicorn's settings; it reads the module-level names."""

import os
import signal
from typing import Any

from gunicorn import util

from service.config import Settings
from service.serving.lifeline import die_with
from service.serving.refusals import write_problem

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

# What gunicorn refuses by itself never reaches the application: its pages become problems, too.
util.write_error = write_problem


def post_fork(arbiter: Any, worker: Any) -> None:
    """Let a worker die with the process that watches it, also in the middle of a request."""
    die_with(arbiter.pid, signal.SIGKILL)

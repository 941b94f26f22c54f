"""Gunicorn's settings; it reads the module-level names."""

import os
import signal
from typing import Any, Final

from gunicorn import util

from service.config import Settings
from service.garbage import collect_rarely
from service.logs import write_behind
from service.serving.lifeline import die_with
from service.serving.refusals import write_problem
from service.serving.web import tell_ready
from service.storage import watchdog

# Threads beyond the requests in work: they say "busy", and that the process is alive.
SPARE_THREADS: Final = 8
REPORTS_IN_HAND: Final = 16  # of a process, with those that wait for the database

_settings = Settings.from_environment()
_limits = _settings.limits

workers = _settings.workers
worker_class = "service.serving.gunicorn_worker.Worker"
threads = _limits.max_requests + _limits.max_exports + SPARE_THREADS
preload_app = False  # a pool of connections does not survive a fork
timeout = 60  # without a heartbeat; one expression that never ends would stop that, too
graceful_timeout = _limits.stop_seconds
keepalive = 5
limit_request_line = _limits.max_address_bytes
limit_request_fields = _limits.max_headers
limit_request_field_size = _limits.max_header_bytes
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
    # What gunicorn says in a worker becomes lines of the log like all others.
    worker.log.error_log.handlers.clear()
    worker.log.error_log.propagate = True


def post_worker_init(worker: Any) -> None:
    """
    Make a worker that has loaded the application ready for many threads.

    A gunicorn that is to take over does so with the first of them.
    """
    collect_rarely(REPORTS_IN_HAND)
    watchdog.take_over()
    write_behind()
    tell_ready()

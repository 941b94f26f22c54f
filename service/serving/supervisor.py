"""`nianbao serve`: starts Postgres and gunicorn, watches both, ends both."""

import math
import os
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import ExitStack
from typing import Final

from service.config import Settings
from service.errors import ConfigurationError, ServiceError
from service.keys.ring import KeyRing
from service.serving import web
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from service.storage.pool import Pool

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
REVIVALS: Final = 3  # within REVIVAL_SECONDS; a server that keeps dying is not ours to heal
REVIVAL_SECONDS: Final = 60.0


def serve(settings: Settings) -> None:
    """
    Serve until SIGTERM, SIGINT or SIGHUP; raises ServiceError when it cannot go on.

    With a `database_url` that server is used and nothing is embedded. Callers from elsewhere than
    this machine are let in only once there has been a key.
    What is entered last is ended first: gunicorn, then Postgres, then the claim.
    """
    watched = _block_signals()
    with ExitStack() as stack:
        enter = stack.enter_context
        data_dir = None if settings.database_url else enter(claim(settings.data_dir))
        listener = enter(web.bind(settings.host, settings.port))
        postgres = enter(Postgres(data_dir)) if data_dir else None
        database_url = settings.database_url or (postgres.url if postgres else "")
        migrate(database_url)
        if not web.is_loopback(listener):
            _check_any_key(database_url, settings.host)
        web.listen(listener)
        gunicorn = enter(web.gunicorn(listener, settings, database_url))
        place = f"data in {postgres.home.cluster}" if postgres else "data in DATABASE_URL"
        _say(f"nianbao is ready: {web.address(listener)}, {place}, process {os.getpid()}")
        _watch(watched, gunicorn, postgres)
        _say("nianbao stops.")


def _check_any_key(database_url: str, host: str) -> None:
    """Raise ConfigurationError where the service would be open to callers from elsewhere."""
    pool = Pool(database_url, 1)
    try:
        if KeyRing(pool).is_used():  # also where all are revoked: then nobody gets in
            return
    finally:
        pool.close()
    raise ConfigurationError(
        f"HOST is {host} and there is no key: make one with `nianbao keys create`, "
        "or serve 127.0.0.1, where none is asked for."
    )


def _block_signals() -> frozenset[signal.Signals]:
    """
    Keep for sigwait() what we react to; a signal while starting waits until all is up.

    One that our parent had ignored (nohup) stays ignored.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ignored = {each for each in STOPPING if signal.getsignal(each) is signal.SIG_IGN}
    watched = (STOPPING - ignored) | {signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    return frozenset(watched)


def _watch(
    watched: frozenset[signal.Signals],
    gunicorn: subprocess.Popen[bytes],
    postgres: Postgres | None,
) -> None:
    revivals: deque[float] = deque([-math.inf] * REVIVALS, maxlen=REVIVALS)
    while signal.sigwait(watched) == signal.SIGCHLD:
        if gunicorn.poll() is not None:
            raise ServiceError(f"gunicorn ended with status {gunicorn.returncode}.")
        if postgres and postgres.ended():
            if time.monotonic() - revivals[0] < REVIVAL_SECONDS:
                raise ServiceError(f"Postgres keeps ending; see {postgres.home.log}.")
            revivals.append(time.monotonic())
            _say("Postgres ended unexpectedly; starting it again.")
            postgres.start()
            _say("Postgres is back.")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  the operator reads it

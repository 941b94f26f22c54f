"""`nianbao serve`: starts Postgres, gunicorn and a worker, watches, renews and ends them."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from typing import Final

from service.config import Settings
from service.errors import ConfigurationError, ServiceError, StorageUnavailable
from service.keys.ring import KeyRing
from service.limits import Limits
from service.metrics import FOLDER
from service.serving import web
from service.serving.crew import Crew
from service.serving.home import claim
from service.serving.lifeline import end, spawn
from service.serving.postgres import Postgres
from service.serving.revival import Revival
from service.serving.saying import say
from service.storage.migrate import migrate
from service.storage.pool import Pool

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
RENEWING: Final = signal.SIGUSR2
PAUSE_SECONDS: Final = 0.5  # between two tries with a database that does not answer


def serve(settings: Settings) -> None:
    """
    Serve until SIGTERM, SIGINT or SIGHUP; raises ServiceError when it cannot go on.

    SIGUSR2 puts the version that is installed by then in the place of the one that runs.
    With a `database_url` that server is used and nothing is embedded. Callers from elsewhere than
    this machine are let in only once there has been a key.
    What is entered last is ended first: gunicorn and the workers, Postgres, then the claim.
    """
    watched = block_signals()
    with ExitStack() as stack:
        enter = stack.enter_context
        os.environ[FOLDER] = enter(tempfile.TemporaryDirectory(prefix="nianbao-metrics-"))
        data_dir = None if settings.database_url else enter(claim(settings.data_dir))
        listener = enter(web.bind(settings.host, settings.port))
        postgres = enter(Postgres(data_dir)) if data_dir else None
        database_url = settings.database_url or (postgres.url if postgres else "")
        if not migrated(database_url, settings.limits, watched):
            return
        if not web.is_loopback(listener):
            _check_any_key(database_url, settings)
        web.listen(listener)
        crew = Crew(settings, database_url, settings.batch_workers)
        stack.callback(crew.end)
        serving = web.Web(listener, settings, database_url)
        stack.callback(serving.end)
        serving.start()
        stack.callback(crew.dismiss)  # so that they and gunicorn stop at the same time
        crew.fill()
        place = f"data in {postgres.home.cluster}" if postgres else "data in DATABASE_URL"
        say(f"nianbao is ready: {web.address(listener)}, {place}, process {os.getpid()}")
        _watch(watched, serving, postgres, crew, database_url)
        say("nianbao stops.")


def _check_any_key(database_url: str, settings: Settings) -> None:
    """Raise ConfigurationError where the service would be open to callers from elsewhere."""
    pool = Pool(database_url, 1, settings.limits)
    try:
        if KeyRing(pool).is_used():  # also where all are revoked: then nobody gets in
            return
    finally:
        pool.close()
    raise ConfigurationError(
        f"HOST is {settings.host} and there is no key: make one with `nianbao keys create`, "
        "or serve 127.0.0.1, where none is asked for."
    )


def block_signals() -> frozenset[signal.Signals]:
    """
    Keep for sigwait() what we react to; a signal while starting waits until all is up.

    One that our parent had ignored (nohup) stays ignored.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    wanted = STOPPING | {RENEWING}
    ignored = {each for each in wanted if signal.getsignal(each) is signal.SIG_IGN}
    watched = (wanted - ignored) | {signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    return frozenset(watched)


def migrated(database_url: str, limits: Limits, watched: frozenset[signal.Signals]) -> bool:
    """
    Bring the database to this version once it answers; tell whether we are to go on.

    After a power cut it may come later than we do. Raises StorageUnavailable where it stays away.
    """
    deadline = time.monotonic() + limits.database_wait_seconds
    said = False
    while True:
        try:
            migrate(database_url, limits)
        except StorageUnavailable as error:
            if time.monotonic() >= deadline:
                raise
            if not said:
                say(f"{error} Trying again for {limits.database_wait_seconds} seconds.")
            said = True
        else:
            return True
        if signal.sigtimedwait(watched & STOPPING, PAUSE_SECONDS):
            return False


def next_signal(watched: frozenset[signal.Signals], *, waits: bool) -> int | None:
    """
    Return the next signal; None after a pause where something waits to be started.

    A start that fails is the end of a child as well, which must not cut the pause short.
    """
    if not waits:
        return signal.sigwait(watched)
    found = signal.sigtimedwait(watched - {signal.SIGCHLD}, PAUSE_SECONDS)
    return found.si_signo if found else None


def _watch(
    watched: frozenset[signal.Signals],
    serving: web.Web,
    postgres: Postgres | None,
    crew: Crew,
    database_url: str,
) -> None:
    revival = Revival(postgres) if postgres else None
    while True:
        found = next_signal(watched, waits=crew.waits or bool(revival and revival.waits))
        if found in STOPPING:
            return
        if found == RENEWING:
            _renew(watched, serving, crew, database_url)
        serving.check()
        if revival:
            revival.revive()
        crew.fill()


def _renew(
    watched: frozenset[signal.Signals], serving: web.Web, crew: Crew, database_url: str
) -> None:
    """
    Put the version that is installed now in the place of what runs; where it fails, nothing ends.

    This process itself has the old version in memory, so it only starts others.
    """
    migration = spawn(
        [sys.executable, "-m", "service", "migrate"],
        farewell=signal.SIGKILL,
        environment=os.environ | {"DATABASE_URL": database_url},
    )
    if not _succeeded(migration, watched):
        say("nianbao stays as it is: the database was not migrated.")
        return
    try:
        serving.start()
    except ServiceError as error:
        say(f"nianbao stays as it is: {error}")
        return
    crew.renew()
    say("nianbao is renewed.")


def _succeeded(process: subprocess.Popen[bytes], watched: frozenset[signal.Signals]) -> bool:
    """
    Wait for a process, and tell whether it ended well; a wish to stop ends it at once.

    A migration may wait for others for minutes. The wish stays pending, for who is to obey it.
    """
    while process.poll() is None:
        wish = signal.sigtimedwait(watched & STOPPING, PAUSE_SECONDS)
        if wish:
            os.kill(os.getpid(), wish.si_signo)
            end(process, signal.SIGTERM, signal.SIGKILL, seconds=PAUSE_SECONDS)
    return process.returncode == 0

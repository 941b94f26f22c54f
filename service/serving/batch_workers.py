"""`nianbao worker`: processes that work off batches beside those of `nianbao serve`."""

import os
from contextlib import ExitStack

from service.config import Settings
from service.errors import ConfigurationError
from service.serving.crew import Crew
from service.serving.saying import say
from service.serving.supervisor import RENEWING, STOPPING, block_signals, migrated, next_signal


def work(settings: Settings, processes: int | None) -> None:
    """
    Work off batches in so many processes, one for each core where that is None, until SIGTERM.

    SIGUSR2 puts processes of the version that is installed by then in the place of these.
    Raises ConfigurationError without a DATABASE_URL, StorageError where it cannot be used.
    """
    if settings.database_url is None:
        raise ConfigurationError("DATABASE_URL is not set; `nianbao serve` has BATCH_WORKERS.")
    number = len(os.sched_getaffinity(0)) if processes is None else processes
    watched = block_signals()
    with ExitStack() as stack:
        if not migrated(settings.database_url, settings.limits, watched):
            return
        crew = Crew(settings, settings.database_url, number)
        stack.callback(crew.end)
        crew.fill()
        say(f"nianbao works off batches: {number} processes, process {os.getpid()}")
        while (found := next_signal(watched, waits=crew.waits)) not in STOPPING:
            if found == RENEWING:
                crew.renew()
            crew.fill()
        say("nianbao stops.")

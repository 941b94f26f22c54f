"""
One process that takes chunks out of the queue and works them off, one after another.

procrastinate asks the queue, in a loop of its own; the work is done in a thread beside it. Neither
ends where the database is away: the loop is begun anew until it is back.
"""

import asyncio
import logging
import signal
from contextlib import suppress
from threading import Event
from typing import Final

from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException, ProcrastinateException
from procrastinate.job_context import JobContext
from psycopg import Error as PsycopgError

from service.api.representation import render_to_store
from service.batches.forgetting import forget
from service.batches.working import Desk, Interrupted, work_off
from service.config import Settings
from service.errors import StorageError
from service.storage.pool import Pool
from service.storage.queue import (
    QUEUE,
    RETRY_SECONDS,
    STALLED_SECONDS,
    WORK_OFF,
    save_clock_set_back,
)
from service.working.hearing import is_told

POLL_SECONDS: Final = 0.25  # between two looks into an empty queue, unless told of a job
PAUSE_SECONDS: Final = 1.0  # before the database is sought again
HEARTBEAT_SECONDS: Final = 5.0
FORGET_SECONDS: Final = 3_600.0
_CONNECTION: Final = {
    "application_name": "nianbao worker",
    "connect_timeout": 5,
    "keepalives_idle": 30,  # so that a peer that went without a word is found out
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "prepare_threshold": None,  # a pooler in between may hand each transaction to another session
}
log = logging.getLogger(__name__)


class Process:
    """Works until it is told to stop by SIGTERM or SIGINT, then finishes what it has in hand."""

    def __init__(self, settings: Settings, database_url: str) -> None:
        """Connect to nothing so far."""
        self._limits = settings.limits
        self._database_url = database_url
        self._pool = Pool(database_url, 2, settings.limits)
        self._stopping = Event()
        self._app = App(
            connector=PsycopgConnector(
                conninfo=database_url, min_size=1, max_size=2, timeout=10, kwargs=_CONNECTION
            )
        )
        register = self._app.task(
            name=WORK_OFF, queue=QUEUE, pass_context=True, retry=RetryStrategy(wait=RETRY_SECONDS)
        )
        register(self._work_off)

    def _work_off(self, context: JobContext, batch_id: str, chunk: int) -> None:
        """Do one job; runs in a thread, also while the loop is told to stop."""

        def is_stopping() -> bool:
            return self._stopping.is_set() or context.should_abort()

        desk = Desk(self._pool, render_to_store, self._limits, is_stopping)
        try:
            work_off(desk, batch_id, chunk)
        except (Interrupted, StorageError):  # it is taken up again, and there is nothing to mend
            raise
        except Exception:
            log.exception("Batch %s: chunk %d failed.", batch_id, chunk)
            raise

    def run(self) -> None:
        """Work until told to stop."""
        try:
            asyncio.run(self._run())
        finally:
            self._pool.close()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        forgetting = loop.create_task(self._forget())
        working = loop.create_task(self._work())
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, self._stop, working)
        try:
            await working
        except asyncio.CancelledError:
            pass
        finally:
            forgetting.cancel()

    def _stop(self, working: "asyncio.Task[None]") -> None:
        if not self._stopping.is_set():
            self._stopping.set()
            working.cancel()

    async def _work(self) -> None:
        """Ask the queue for jobs, anew whenever that failed."""
        was_away = False
        while not self._stopping.is_set():
            try:
                async with self._app.open_async(), asyncio.TaskGroup() as group:
                    was_away = False
                    retrying = group.create_task(self._retry_stalled())
                    await self._app.run_worker_async(
                        queues=[QUEUE],
                        concurrency=1,
                        install_signal_handlers=False,
                        listen_notify=await is_told(self._database_url, **_CONNECTION),
                        fetch_job_polling_interval=POLL_SECONDS,
                        delete_jobs="successful",
                        shutdown_graceful_timeout=self._limits.stop_seconds,
                        update_heartbeat_interval=HEARTBEAT_SECONDS,
                        stalled_worker_timeout=STALLED_SECONDS,
                    )
                    retrying.cancel()
            except* (ProcrastinateException, PsycopgError) as error:
                if not was_away:
                    log.warning("The queue is away: %s", error.exceptions[0])
                was_away = True
            await asyncio.sleep(PAUSE_SECONDS)

    async def _retry_stalled(self) -> None:
        """Put back what dead workers had in hand, time and again."""
        manager = self._app.job_manager
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            with suppress(StorageError):
                await asyncio.to_thread(self._pool.ask, save_clock_set_back)
            with suppress(ConnectorException):
                stalled = await manager.get_stalled_jobs(
                    queue=QUEUE, seconds_since_heartbeat=STALLED_SECONDS
                )
                for job in stalled:
                    with suppress(ConnectorException):  # another worker was faster
                        await manager.retry_job(job)

    async def _forget(self) -> None:
        """Remove the results that are kept no longer, time and again."""
        while True:
            with suppress(StorageError):
                await asyncio.to_thread(forget, self._pool, self._limits)
            await asyncio.sleep(FORGET_SECONDS)

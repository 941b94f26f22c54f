"""
A chunk of a batch, worked off.

The results of some reports are kept by the transaction that stores them. So whoever dies in
between leaves nothing half done, and whoever takes up the chunk next, or at the same time, finds
what is left to do. A chunk that has brought down or failed three of its workers is worked off
report by report, and a report that has failed three more by itself is given up.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from service.batches.outcomes import item_of, result_of
from service.bulk.reading import read_many
from service.bulk.storing import store_many
from service.errors import StorageConflict, StorageError, StorageFull, StorageUnavailable
from service.judging import Render
from service.limits import Limits
from service.storage.batch_chunks import (
    Turn,
    lock_chunk,
    save_end,
    save_progress,
    save_return,
    save_turn,
)
from service.storage.batch_items import (
    Result,
    Waiting,
    fetch_waiting,
    save_item_attempt,
    save_results,
)
from service.storage.pool import Pool, Statements
from service.storage.reports import fetch_readiness
from service.storage.trail import Author

SLICE: Final = 100  # reports in one transaction; twice as many take 25 MB more, and no less time
SLICE_BYTES: Final = 8 * 1024 * 1024  # or of so many, and one more: a hundred of 10 MB take 2 GB
ATTEMPTS: Final = 3  # at a whole chunk; then, at a single report
CONFLICTS: Final = 3  # with other writers, at one transaction
PAUSE_SECONDS: Final = 1.0  # between two looks for a database that is away
_GIVEN_UP: Final = f"Whoever worked on it failed or ended, {ATTEMPTS} times."
log = logging.getLogger(__name__)


class Interrupted(Exception):
    """Whoever works was told to stop; what is left of the chunk is for another."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker works with; `is_stopping` tells whether it was told to stop."""

    pool: Pool
    render: Render
    limits: Limits
    is_stopping: Callable[[], bool]


def work_off(desk: Desk, batch_id: str, chunk: int) -> None:
    """
    Work off what is left of a chunk.

    Raises Interrupted, StorageError, or whatever a report brings about; it is to be called again
    after each of them.
    """
    work = _Work(desk, batch_id, chunk)
    while work.go_on():
        if desk.is_stopping():
            raise Interrupted


class _Work:
    """The work at one chunk."""

    def __init__(self, desk: Desk, batch_id: str, chunk: int) -> None:
        self._desk = desk
        self._pool = desk.pool
        self._chunk = batch_id, chunk
        self._batch_id = batch_id

    def go_on(self) -> bool:
        """Store the next reports; return whether there may be more."""
        with self._pool.transaction() as statements:
            turn = save_turn(statements, *self._chunk)
        if turn is None:
            return False
        try:
            return self._take(turn)
        except StorageFull:
            self._give_back()
            raise
        except StorageUnavailable:
            if self._was_away():
                self._give_back()
            raise

    def _take(self, turn: Turn) -> bool:
        singly = turn.attempts >= ATTEMPTS
        with self._pool.transaction() as statements:
            limit = 1 if singly else SLICE
            waiting = fetch_waiting(statements, *self._chunk, limit, SLICE_BYTES)
            if turn.is_cancelled or not waiting:
                save_end(statements, *self._chunk)
                return False
        if singly and self._is_given_up(waiting[0]):
            return True
        return self._store(waiting, turn, attempts=ATTEMPTS if singly else 0)

    def _is_given_up(self, suspect: Waiting) -> bool:
        """Count an attempt at a report; give it up where there were enough of them."""
        with self._pool.transaction() as statements:
            if save_item_attempt(statements, self._batch_id, suspect.ordinal) < ATTEMPTS:
                return False
            log.error("Batch %s: %s was given up.", self._batch_id, suspect.name)
            result = Result(
                suspect.ordinal,
                suspect.name,
                suspect.agency_id,
                "refused",
                problem="given-up",
                detail=_GIVEN_UP,
            )
            self._keep(statements, [result], attempts=0)
        return True

    def _store(self, waiting: Sequence[Waiting], turn: Turn, attempts: int) -> bool:
        """Store reports; return whether there may be more."""
        author = Author(turn.key_id or None, request_id=turn.request_id)
        limits = self._desk.limits
        read = read_many(self._pool, list(map(item_of, waiting)), limits)
        for last in (False,) * (CONFLICTS - 1) + (True,):
            try:
                with self._pool.transaction() as statements:
                    if not lock_chunk(statements, *self._chunk, [one.ordinal for one in waiting]):
                        break
                    outcomes = store_many(statements, read, self._desk.render, author, limits)
                    results = [result_of(*each) for each in zip(waiting, outcomes, strict=True)]
                    are_left = self._keep(statements, results, attempts)
            except StorageConflict:
                if last:
                    raise
            else:
                return are_left
        return True

    def _keep(self, statements: Statements, results: Sequence[Result], attempts: int) -> bool:
        save_results(statements, self._batch_id, results)
        counts = Counter(result.status for result in results)
        return save_progress(statements, *self._chunk, counts, attempts)

    def _was_away(self) -> bool:
        """Wait until the database is there; tell whether it was not."""
        was_away = False
        while not self._is_there():
            was_away = True
            if self._desk.is_stopping():
                break
            time.sleep(PAUSE_SECONDS)
        return was_away

    def _is_there(self) -> bool:
        try:
            self._pool.ask(fetch_readiness)
        except StorageError:
            return False
        return True

    def _give_back(self) -> None:
        """Count no attempt: what happened says nothing about the reports."""
        try:
            with self._pool.transaction() as statements:
                save_return(statements, *self._chunk)
        except StorageError:
            log.warning("Batch %s: chunk %d could not be given back.", *self._chunk)

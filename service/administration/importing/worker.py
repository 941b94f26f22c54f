"""One process of an import: reads, judges and stores one chunk after another."""

import signal
import time
from pathlib import Path
from typing import Final, NamedTuple

from service.administration.importing.plan import CHUNK, Chunk
from service.administration.importing.sources import Source, open_source
from service.administration.importing.tally import Tally
from service.api.representation import render_to_store
from service.bulk.outcome import Outcome, passed_over
from service.bulk.reading import read_many
from service.bulk.storing import store_many
from service.errors import StorageConflict, StorageUnavailable
from service.garbage import collect_rarely
from service.limits import Limits
from service.serving.lifeline import die_with
from service.storage.pool import Pool
from service.storage.trail import Author
from service.submissions.item import Item, Refused

LARGEST: Final = 1_000  # reports of a transaction
PAUSE_SECONDS: Final = 0.5  # between two attempts to reach a database that is away


class Orders(NamedTuple):
    """What every process of an import is told."""

    parent: int
    database_url: str
    paths: tuple[Path, ...]
    limits: Limits
    author: Author


class Worker:
    """What a process keeps from one chunk to the next."""

    def __init__(self, orders: Orders) -> None:
        """Open nothing yet."""
        self._orders = orders
        self._sources: dict[int, Source] = {}
        self._pool = Pool(orders.database_url, 1, orders.limits)

    def store(self, chunk: Chunk) -> Tally:
        """Store a chunk, an agency of very many files in several transactions."""
        tally = Tally()
        for begin in range(0, len(chunk), LARGEST):
            part = chunk[begin : begin + LARGEST]
            read = [self._source(entry.source).read(entry.place) for entry in part]
            for entry, outcome in zip(part, self._outcomes(read), strict=True):
                tally.count(str(self._orders.paths[entry.source]), outcome)
        return tally

    def _source(self, number: int) -> Source:
        if number not in self._sources:
            path = self._orders.paths[number]
            self._sources[number] = open_source(path, self._orders.limits)
        return self._sources[number]

    def _outcomes(self, read: list[Item | Refused]) -> list[Outcome]:
        items = [each for each in read if isinstance(each, Item)]
        stored = iter(self._patiently(items))
        return [next(stored) if isinstance(each, Item) else passed_over(each) for each in read]

    def _patiently(self, items: list[Item]) -> list[Outcome]:
        """Store in one transaction; wait for a database that is away. Raises StorageError."""
        deadline = time.monotonic() + self._orders.limits.database_wait_seconds
        while True:
            try:
                return self._store(items)
            except (StorageConflict, StorageUnavailable):
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE_SECONDS)

    def _store(self, items: list[Item]) -> list[Outcome]:
        limits = self._orders.limits
        read = read_many(self._pool, items, limits)
        with self._pool.transaction() as statements:
            return store_many(statements, read, render_to_store, self._orders.author, limits)


_workers: Final[list[Worker]] = []  # the one of this process


def begin(orders: Orders) -> None:
    """Make this process a worker that ends with its parent and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with(orders.parent, signal.SIGKILL)
    collect_rarely(CHUNK)
    _workers.append(Worker(orders))


def store(chunk: Chunk) -> Tally:
    """Store a chunk in the process that `begin` has made a worker."""
    return _workers[0].store(chunk)

"""
The processes of an import.

One that dies - killed, or by a report that no process survives - takes those beside it along, as
concurrent.futures has it. What they had in hand is done again, one chunk at a time, so that the
next death has one cause; a chunk that kills again and again is halved, down to a single report.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Final, Self

from service.administration.importing.plan import Chunk, Entry
from service.administration.importing.tally import Tally, Unread
from service.administration.importing.worker import Orders, begin, store

AHEAD: Final = 1  # chunks that are handed out beyond those in work, so that nobody waits
_DEADLY: Final = "Each process that read it died, of hunger for memory perhaps."
ATTEMPTS: Final = 3  # to store a chunk alone; who kills processes by hand may hit it twice


class Crew:
    """
    As many processes as are wanted, new ones in the place of those that die.

    A context manager: they start at once, while the files are still sought, and at its end they
    finish what they have in hand, and no more.
    """

    def __init__(self, size: int, orders: Orders) -> None:
        """Start nothing yet."""
        self._size = size
        self._orders = orders
        self._processes = self._new_processes()

    def store(self, chunks: Iterable[Chunk]) -> Iterator[Tally]:
        """Yield what became of each chunk once it is stored, in no order; raises StorageError."""
        handed: dict[Future[Tally], Chunk] = {}
        for chunk in chunks:
            handed[self._hand(chunk)] = chunk
            if len(handed) >= self._size + AHEAD:
                yield from self._stored(handed)
        while handed:
            yield from self._stored(handed)

    def __enter__(self) -> Self:
        """Start the processes; one that dies of it is found out by the first chunk."""
        for _ in range(self._size):
            self._processes.submit(os.getpid)
        return self

    def __exit__(self, *_: object) -> None:
        """Let the processes end."""
        self._processes.shutdown(cancel_futures=True)

    def _new_processes(self) -> ProcessPoolExecutor:
        # Spawned, not forked: they begin with nothing of ours, whatever threads run here by then.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._size, context, begin, (self._orders,))

    def _hand(self, chunk: Chunk) -> Future[Tally]:
        try:
            return self._processes.submit(store, chunk)
        except BrokenProcessPool as error:
            broken: Future[Tally] = Future()
            broken.set_exception(error)
            return broken

    def _stored(self, handed: dict[Future[Tally], Chunk]) -> Iterator[Tally]:
        """Take what is done out of what was handed out, at least one chunk."""
        for future in wait(handed, return_when=FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenProcessPool):
                yield from self._recovered(handed)
                return
            del handed[future]
            yield future.result()

    def _recovered(self, handed: dict[Future[Tally], Chunk]) -> Iterator[Tally]:
        """Do again what was lost with a process."""
        lost = []
        for future in wait(handed).done:
            if isinstance(future.exception(), BrokenProcessPool):
                lost.append(handed[future])
            else:
                yield future.result()
        handed.clear()
        for chunk in lost:
            yield from self._alone(chunk)

    def _alone(self, chunk: Chunk) -> Iterator[Tally]:
        """Store a chunk while no other is in hand, so that a death has one cause."""
        for _ in range(ATTEMPTS):
            try:
                yield self._hand(chunk).result()
            except BrokenProcessPool:
                self._processes.shutdown()
                self._processes = self._new_processes()
            else:
                return
        middle = len(chunk) // 2
        if middle:
            yield from self._alone(chunk[:middle])
            yield from self._alone(chunk[middle:])
        else:
            yield self._given_up(chunk[0])

    def _given_up(self, entry: Entry) -> Tally:
        """Tell of a report that no process survives."""
        source = str(self._orders.paths[entry.source])
        tally = Tally(Counter(refused=1))
        tally.unread.append(Unread(source, str(entry.place), "too-laborious", _DEADLY))
        return tally

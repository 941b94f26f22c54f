"""Which chunk each report of a batch belongs to."""

from collections.abc import Sequence
from typing import Final

from service.storage.batch_records import Chunk

CHUNK_ITEMS: Final = 100  # costs a quarter of one job a report, see docs/design.md
LEAST_ITEMS: Final = 20
PARTS: Final = 4  # of all before it; a chunk becomes as large as one of them


class Chunks:
    """
    Chunks of 20 to 100 reports, filled one after another, each larger than those before it.

    All reports of an agency come into one chunk: a worker then stores them in the order in which
    they were sent, and no two workers wait for the same agency. So a chunk may become larger.

    The small ones are there to be worked off last: then all workers are done at about the same
    time, though nobody knows how many reports there are before the last one has come.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.total = 0
        self._size = LEAST_ITEMS  # of the last chunk
        self._of_agency: dict[str, int] = {}
        self._items: list[int] = []
        self._refused: list[int] = []

    def add(self, agency_id: str) -> int:
        """Count a report that is to be worked off; return its chunk."""
        chunk = self._of_agency.get(agency_id)
        if chunk is None:
            chunk = self._of_agency[agency_id] = self._open()
        self._count(chunk)
        return chunk

    def add_refused(self) -> int:
        """Count one that is refused already; return its chunk."""
        chunk = self._open()
        self._count(chunk)
        self._refused[chunk] += 1
        return chunk

    def all(self) -> Sequence[Chunk]:
        """Return all chunks."""
        counts = zip(self._items, self._refused, strict=True)
        return [Chunk(chunk, *each) for chunk, each in enumerate(counts)]

    def largest_first(self) -> Sequence[int]:
        """Return the chunks in the order in which they are to be worked off."""
        return sorted(range(len(self._items)), key=self._left, reverse=True)

    def _left(self, chunk: int) -> int:
        return self._items[chunk] - self._refused[chunk]

    def _open(self) -> int:
        """Return the chunk that has room for a report of an agency that is in none."""
        if not self._items or self._items[-1] >= self._size:
            self._size = max(LEAST_ITEMS, min(CHUNK_ITEMS, self.total // PARTS))
            self._items.append(0)
            self._refused.append(0)
        return len(self._items) - 1

    def _count(self, chunk: int) -> None:
        self.total += 1
        self._items[chunk] += 1

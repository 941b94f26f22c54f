"""What is kept of a batch as a whole."""

from datetime import datetime
from typing import NamedTuple


class Submission(NamedTuple):
    """
    Who sent what: the key's id ("" for none), the request, and the body.

    `name` is the Idempotency-Key, None where there is none.
    """

    key_id: str
    request_id: str | None
    media_type: str
    size: int
    sha256: str
    name: str | None


class Chunk(NamedTuple):
    """What one worker works off at a time; some reports are refused before it begins."""

    chunk: int
    items: int
    refused: int


class Batch(NamedTuple):
    """
    A batch as its sender sees it.

    `left` is the number of chunks that have not come to an end; times are those of the server.
    """

    batch_id: str
    key_id: str
    request_id: str | None
    media_type: str
    size: int
    sha256: str
    accepted_at: datetime
    cancelled_at: datetime | None
    total: int
    stored: int
    unchanged: int
    refused: int
    cancelled: int
    left: int
    started_at: datetime | None
    ended_at: datetime | None
    now: datetime

    @property
    def state(self) -> str:
        """Return how far it is, in one word."""
        if self.cancelled_at is not None:
            return "cancelled"
        if not self.left:
            return "done"
        return "running" if self.started_at else "accepted"

    @property
    def finished_at(self) -> datetime | None:
        """Return when the last of it was done, None where something is left to do."""
        return None if self.left else self.ended_at

    @property
    def rate(self) -> float | None:
        """Return how many reports were worked off in a second since the first was taken up."""
        done = self.stored + self.unchanged
        if self.started_at is None or not done:
            return None
        seconds = ((self.finished_at or self.now) - self.started_at).total_seconds()
        return round(done / seconds, 1) if seconds > 0 else None


class Before(NamedTuple):
    """A place in the list of batches, the newest first."""

    accepted_at: datetime
    batch_id: str

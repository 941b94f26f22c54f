"""
How far a standby is behind its primary, so that a reader knows when to ask which of the two.

Whoever stores something waits, once it is committed, until the standby shows it, `standby_seconds`
at most. Whoever reads asks the standby only if that is known to show what was stored those seconds
ago. So a request that begins after another one was answered sees what that one stored, in whatever
process each of them is served: either the writer has waited for the standby, or he has waited so
long that nobody asks it any more.
"""

import time
from threading import Lock
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.errors import StorageError
from service.limits import Limits
from service.metrics import PoolCounts
from service.storage.pool import Pool

LOOKS: Final = 4  # at the standby, within the time for which one of them is good
PAUSE_SECONDS: Final = 0.002  # between two looks of a writer; replaying commonly takes as long


class Position(NamedTuple):
    """A place in the log of the primary, and when it was its end, on the monotonic clock."""

    place: str
    seen: float


class Standby:
    """
    A standby, its pool for those who read, and until when it is known to be fresh.

    Looking has connections of its own: how far the standby is must not wait for those who read.
    """

    def __init__(self, database_url: str, primary_url: str, size: int, limits: Limits) -> None:
        """Know nothing yet."""
        self.pool: Final = Pool(database_url, size, limits, PoolCounts("standby", size))
        self._own = Pool(database_url, 1, limits)
        self._primary = Pool(primary_url, 1, limits)
        self._bound = float(limits.standby_seconds)
        self._looking = Lock()
        self._sought: Position | None = None
        self._look_at = 0.0
        self._fresh_until = 0.0
        self._stands_alone = False

    def is_to_be_asked(self) -> bool:
        """
        Tell whether the standby shows what was stored `standby_seconds` ago.

        While the primary is away it is asked in any case: nobody stores anything then.
        """
        if time.monotonic() >= self._look_at and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._look_at = max(self._look_at, time.monotonic() + self._bound / LOOKS)
                self._looking.release()
        return self._stands_alone or time.monotonic() < self._fresh_until

    def leave_alone(self) -> None:
        """Take the standby for away until the next look."""
        self._fresh_until = 0.0
        self._stands_alone = False
        self._look_at = time.monotonic() + self._bound

    def wait(self) -> None:
        """Wait until the standby shows what is committed, or until nobody asks it any more."""
        until = time.monotonic() + self._bound
        try:
            place = self._primary.look_up(fetch_end_of_log)
            while not self._own.look_up(fetch_is_replayed, place) and time.monotonic() < until:
                time.sleep(PAUSE_SECONDS)
        except StorageError:
            return  # what does not answer us is nobody's to read from, see docs/scale.md

    def close(self) -> None:
        """Close all connections."""
        for pool in (self.pool, self._own, self._primary):
            pool.close()

    def _look(self) -> None:
        """See whether the standby has come to where the primary was before."""
        now = time.monotonic()
        try:
            if self._sought is None or now - self._sought.seen >= self._bound:
                self._sought = Position(self._primary.look_up(fetch_end_of_log), now)
        except StorageError:
            self._stands_alone = True
            return
        self._stands_alone = False
        try:
            if self._own.look_up(fetch_is_replayed, self._sought.place):
                self._fresh_until = self._sought.seen + self._bound
                self._sought = None
        except StorageError:
            self.leave_alone()


def fetch_end_of_log(statements: cursor) -> str:
    """Return the place up to which the log of the primary is safe on its disk."""
    statements.execute(
        """
        SELECT CASE
            WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_flush_lsn()
        END
        """
    )
    ((place,),) = statements.fetchall()
    return str(place)


def fetch_is_replayed(statements: cursor, place: str) -> bool:
    """Tell whether a server shows what the log says up to a place; one that took over does."""
    statements.execute(
        "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= %(place)s::pg_lsn",
        {"place": place},
    )
    ((is_replayed,),) = statements.fetchall()
    return bool(is_replayed)

"""A Postgres that ends unasked is started again, as long as there is hope."""

import math
import time
from collections import deque
from typing import Final

from service.errors import ServiceError, StorageUnavailable
from service.serving.postgres import Postgres
from service.serving.saying import say

REVIVALS: Final = 3  # within REVIVAL_SECONDS; a server that keeps dying is not ours to heal
REVIVAL_SECONDS: Final = 60.0


class Revival:
    """
    Starts one Postgres again.

    `waits` tells that its disk is full, so that it cannot run: that is for the operator to mend,
    while the service answers 503. It is to be tried again from time to time.
    """

    def __init__(self, postgres: Postgres) -> None:
        """Nothing has happened so far."""
        self.waits = False
        self._postgres = postgres
        self._times: deque[float] = deque([-math.inf] * REVIVALS, maxlen=REVIVALS)

    def revive(self) -> None:
        """Start it where it has ended; raises ServiceError where that has no use."""
        if not self._postgres.ended():
            return
        if not self.waits:
            self._count()
        had_room = self._postgres.home.has_room()
        try:
            self._postgres.start()
        except StorageUnavailable:
            if had_room:
                raise
            if not self.waits:
                say(f"The disk of {self._postgres.home.folder} is full; Postgres waits for room.")
            self.waits = True
        else:
            self.waits = False
            say("Postgres is back.")

    def _count(self) -> None:
        if time.monotonic() - self._times[0] < REVIVAL_SECONDS:
            raise ServiceError(f"Postgres keeps ending; see {self._postgres.home.log}.")
        self._times.append(time.monotonic())
        say("Postgres ended unexpectedly; starting it again.")

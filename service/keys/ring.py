"""
The keys that a process remembers, so that a request asks the database for its key rarely.

What is remembered is looked up again after REMEMBERED_SECONDS: that long at most, a key that was
revoked is still taken, and the service still takes callers without a key once the first was made.
"""

import hmac
from collections import OrderedDict
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple

from service.errors import KeyRefused, StorageError
from service.keys.making import state
from service.keys.secret import SECRET, digest
from service.model.key import Key
from service.storage.keys import USE_NOTED_EVERY, fetch_any_made, fetch_key_of_digest, save_use
from service.storage.pool import Pool
from service.storage.reader import Reader

REMEMBERED_SECONDS: Final = 3.0
MOST_KEYS: Final = 1_000  # 1 MB, or 100 MB where each is bound to a thousand agencies


class _Remembered(NamedTuple):
    digest: bytes
    key: Key
    looked_up: float


class KeyRing:
    """
    The keys that were used lately, shared by the threads of a process.

    Only keys that exist are remembered: what an attacker makes up pushes none of them out.
    """

    def __init__(self, pool: Pool, reader: Reader | None = None) -> None:
        """Know nothing yet; `reader` asks for keys, also where the primary is away."""
        self._pool = pool
        self._reader = reader or Reader(pool)
        self._kept: OrderedDict[bytes, _Remembered] = OrderedDict()
        self._lock = Lock()
        self._is_used = False  # once it is, it stays so
        self._looked = self._asked = -REMEMBERED_SECONDS

    def is_used(self) -> bool:
        """Tell whether there has ever been a key; raise StorageError where that is not known."""
        now = monotonic()
        if not self._is_used and now - self._looked >= REMEMBERED_SECONDS:
            try:
                self._is_used = self._reader.look_up_first_hand(fetch_any_made)
                self._looked = now
            finally:
                self._asked = monotonic()
        return self._is_used

    def seems_used(self) -> bool:
        """Tell whether a key is known to have been made, whether the database answers or not."""
        if monotonic() - self._asked >= REMEMBERED_SECONDS:
            with suppress(StorageError):
                self.is_used()
        return self._is_used

    def remembers(self, secret: str) -> bool:
        """Tell whether the key was found before, however long ago."""
        return bool(SECRET.fullmatch(secret)) and digest(secret) in self._kept

    def find(self, secret: str) -> Key:
        """Return the key of a secret; raise KeyRefused, or StorageError."""
        if not SECRET.fullmatch(secret):
            raise KeyRefused("This is no key of the service.")
        key = self._find(digest(secret))
        if state(key) != "valid":
            raise KeyRefused(f"The key is {state(key)}.")
        return key

    def _find(self, sought: bytes) -> Key:
        now = monotonic()
        kept = self._kept.get(sought)
        if kept is None or now - kept.looked_up >= REMEMBERED_SECONDS:
            kept = self._look_up(sought, now)
        # The lookup compares, but not in the same time for whatever is sought.
        if kept is None or not hmac.compare_digest(kept.digest, sought):
            raise KeyRefused("This is no key of the service.")
        return kept.key

    def _look_up(self, sought: bytes, now: float) -> _Remembered | None:
        found = self._reader.look_up_first_hand(fetch_key_of_digest, sought)
        if found is None:
            return None
        stored, key = found
        remembered = _Remembered(stored, key, now)
        with self._lock:
            self._kept[sought] = remembered
            self._kept.move_to_end(sought)
            if len(self._kept) > MOST_KEYS:
                self._kept.popitem(last=False)
        self._note_use(key)
        return remembered

    def _note_use(self, key: Key) -> None:
        """Note the use of a key; that a database takes no writes is no reason to refuse readers."""
        noted = key.last_used_at
        if noted is None or datetime.now(UTC) - noted > USE_NOTED_EVERY:
            with suppress(StorageError), self._pool.transaction() as statements:
                save_use(statements, key.key_id)

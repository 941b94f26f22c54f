"""On what terms something is to be stored, or withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.storage import retries
from service.storage.trail import UNKNOWN, Author


@dataclass(frozen=True, slots=True)
class Terms:
    """
    On what terms an upload is to be stored.

    `may_replace` is asked about the tag of the current revision, None where there is none.
    `key` names the request: who sends it again under the same key gets the same answer.
    `author` is who sends it, which the trail keeps.
    """

    may_replace: Callable[[str | None], bool] = lambda _: True
    key: str | None = None
    author: Author = UNKNOWN

    @property
    def name(self) -> retries.Name | None:
        """Return the name of the request, which is its author's own."""
        return retries.Name(self.author.key_id or "", self.key) if self.key is not None else None


ANYHOW: Final = Terms()

"""Keys of callers: what one allows, and to which agencies it is bound."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """
    What a key allows; each scope allows what those before it do.

    read: look up and list what is stored, check a report without storing it.
    write: store and withdraw reports, register agencies.
    admin: make, list and revoke keys, read the trail.
    """

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def allows(self, needed: "Scope") -> bool:
        """Tell whether this scope is the one that is needed or a wider one."""
        order = list(Scope)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    The agencies that a key is bound to; without any bound it is for all of them.

    An agency is within them where `agency_ids` names it or where the code of its division begins
    with `division`: either is enough.
    """

    agency_ids: tuple[str, ...] = ()
    division: str | None = None

    @property
    def are_set(self) -> bool:
        """Tell whether there is any bound."""
        return bool(self.agency_ids) or self.division is not None

    def hold_division(self, code: str | None) -> bool:
        """Tell whether an agency of that division is within the bounds, whatever its id is."""
        if self.division is None:
            return not self.are_set
        return code is not None and code.startswith(self.division)


UNBOUND = Bounds()


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is stored: all of it but the secret, of which only a hash is kept."""

    key_id: str
    name: str
    scope: Scope
    bounds: Bounds
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

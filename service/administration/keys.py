"""`nianbao keys create|list|revoke`."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from service.administration.account import author
from service.administration.stored import connections
from service.config import Settings
from service.keys.making import make, revoke, state
from service.keys.ring import REMEMBERED_SECONDS
from service.model.key import Bounds, Key, Scope
from service.progress import say
from service.storage.keys import Position, Wanted, fetch_keys
from service.storage.pool import Pool

PAGE: Final = 500
_HEAD: Final = ("id", "scope", "state", "last used", "bound to", "name")


def main(settings: Settings, options: argparse.Namespace) -> int:
    """Do what the command asks for; raises ServiceError."""
    with connections(settings, make=options.action == "create") as pool:
        if options.action == "create":
            _create(pool, options)
        elif options.action == "revoke":
            _revoke(pool, options.id)
        else:
            _list(pool)
    return 0


def _create(pool: Pool, options: argparse.Namespace) -> None:
    bounds = Bounds(tuple(dict.fromkeys(options.agency)), options.division)
    expires_at = datetime.now(UTC) + timedelta(options.days) if options.days else None
    made = make(pool, Wanted(options.name, Scope(options.scope), bounds, expires_at), author())
    say(f"key {made.key.key_id}; its secret is shown this once:")
    sys.stdout.write(f"{made.secret}\n")


def _revoke(pool: Pool, key_id: str) -> None:
    revoke(pool, key_id, author())
    say(
        f"key {key_id} is revoked; a running service refuses it "
        f"after {REMEMBERED_SECONDS:.0f} seconds at the latest"
    )


def _list(pool: Pool) -> None:
    sys.stdout.writelines("\t".join(line) + "\n" for line in (_HEAD, *map(_line, _all(pool))))


def _all(pool: Pool) -> Iterator[Key]:
    after: Position | None = None
    while True:
        page = pool.ask(fetch_keys, after, PAGE)
        yield from page
        if not page:
            return
        after = Position(page[-1].created_at, page[-1].key_id)


def _line(key: Key) -> tuple[str, ...]:
    used = f"{key.last_used_at:%Y-%m-%d %H:%M}" if key.last_used_at else "never"
    division = (f"division {key.bounds.division}",) if key.bounds.division else ()
    bound = ", ".join((*key.bounds.agency_ids, *division)) or "nothing"
    return key.key_id, key.scope.value, state(key), used, bound, key.name

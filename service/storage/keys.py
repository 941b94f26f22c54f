"""Keys of callers; one function per statement. Rows are never deleted."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import psycopg2
from psycopg2.extensions import cursor

from service.errors import KeyNotFound
from service.model.key import Bounds, Key, Scope

USE_NOTED_EVERY: Final = timedelta(minutes=10)


class Wanted(NamedTuple):
    """What a new key is to be; `expires_at` None is never."""

    name: str
    scope: Scope
    bounds: Bounds
    expires_at: datetime | None


class Position(NamedTuple):
    """A place in the list of keys: that of the key listed last."""

    created_at: datetime
    key_id: str


_KEYS: Final = """
    SELECT
        digest, key_id, name, scope, agency_ids, division,
        created_at, expires_at, revoked_at, last_used_at
    FROM keys
"""


def save_key(statements: cursor, key_id: str, digest: bytes, wanted: Wanted) -> Key:
    """Store a new key; raises StorageConflict where there is one of that id or digest."""
    statements.execute(
        """
        INSERT INTO keys (key_id, digest, name, scope, agency_ids, division, expires_at)
        VALUES (
            %(key_id)s, %(digest)s, %(name)s, %(scope)s, %(agency_ids)s, %(division)s,
            %(expires_at)s
        )
        RETURNING created_at
        """,
        {
            "key_id": key_id,
            "digest": psycopg2.Binary(digest),
            "name": wanted.name,
            "scope": wanted.scope.value,
            "agency_ids": list(wanted.bounds.agency_ids),
            "division": wanted.bounds.division,
            "expires_at": wanted.expires_at,
        },
    )
    ((created_at,),) = statements.fetchall()
    return Key(key_id, wanted.name, wanted.scope, wanted.bounds, created_at, wanted.expires_at)


def fetch_key_of_digest(statements: cursor, digest: bytes) -> tuple[bytes, Key] | None:
    """Return the key whose secret has that digest, behind the digest that is stored."""
    statements.execute(_KEYS + "WHERE digest = %(digest)s", {"digest": psycopg2.Binary(digest)})
    found = statements.fetchone()
    return (bytes(found[0]), _key(*found)) if found else None


def fetch_key(statements: cursor, key_id: str) -> Key:
    """Return a key; raise KeyNotFound."""
    statements.execute(_KEYS + "WHERE key_id = %(key_id)s", {"key_id": key_id})
    found = statements.fetchone()
    if found is None:
        raise KeyNotFound
    return _key(*found)


def fetch_keys(statements: cursor, after: Position | None, limit: int) -> list[Key]:
    """Return at most `limit` keys, the oldest first, also those that are revoked or expired."""
    statements.execute(
        _KEYS
        + """
        WHERE %(after)s IS NULL OR (created_at, key_id) > %(after)s
        ORDER BY created_at, key_id
        LIMIT %(limit)s
        """,
        {"after": after, "limit": limit},
    )
    return [_key(*row) for row in statements.fetchall()]


def fetch_any_made(statements: cursor) -> bool:
    """Tell whether there has ever been a key, also where all are revoked or expired."""
    statements.execute("SELECT EXISTS (SELECT FROM keys)")
    ((is_any,),) = statements.fetchall()
    return bool(is_any)


def save_revocation(statements: cursor, key_id: str) -> bool:
    """Revoke a key from now on; return whether it was not revoked already."""
    statements.execute(
        """
        UPDATE keys
        SET revoked_at = clock_timestamp()
        WHERE key_id = %(key_id)s AND revoked_at IS NULL
        """,
        {"key_id": key_id},
    )
    return statements.rowcount == 1


def save_use(statements: cursor, key_id: str) -> None:
    """Note that a key is in use, unless that was noted lately or somebody is just doing so."""
    statements.execute(
        """
        UPDATE keys
        SET last_used_at = clock_timestamp()
        WHERE key_id = (
            SELECT key_id
            FROM keys
            WHERE key_id = %(key_id)s
                AND (last_used_at IS NULL OR last_used_at < now() - %(every)s)
            FOR NO KEY UPDATE SKIP LOCKED
        )
        """,
        {"key_id": key_id, "every": USE_NOTED_EVERY},
    )


def _key(*row: Any) -> Key:
    _, key_id, name, scope, agency_ids, division, *times = row
    return Key(key_id, name, Scope(scope), Bounds(tuple(agency_ids), division), *times)

"""
The trail: who changed what when.

Each change writes its entry in its own transaction, so there is none without the other.
What changes nothing - the same bytes again, a retry - leaves no entry.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.storage.sending import later


class Action(StrEnum):
    """What was done."""

    STORE = "store"
    WITHDRAW = "withdraw"
    REGISTER = "register"
    CREATE_KEY = "create-key"
    REVOKE_KEY = "revoke-key"
    PURGE = "purge"


class Author(NamedTuple):
    """
    Who makes a change.

    `key_id` is that of the caller's key, None where none was asked for. `account` is that of this
    machine under which a command runs. `request_id` leads to the request in the log.
    """

    key_id: str | None = None
    account: str | None = None
    request_id: str | None = None


UNKNOWN: Final = Author()


class Subject(NamedTuple):
    """What a change is about; None where it is about no such thing."""

    agency_id: str | None = None
    year: int | None = None
    revision: int | None = None
    sha256: str | None = None
    about_key: str | None = None


class Entry(NamedTuple):
    """A change, as the trail tells of it; entries are numbered in the order of their writing."""

    entry: int
    happened_at: datetime
    action: str
    key_id: str | None
    account: str | None
    request_id: str | None
    agency_id: str | None
    year: int | None
    revision: int | None
    sha256: str | None
    about_key: str | None


def save_entry(statements: cursor, author: Author, action: Action, subject: Subject) -> None:
    """Write down a change that this transaction makes."""
    later(
        statements,
        """
        INSERT INTO trail (
            action, key_id, account, request_id, agency_id, year, revision, sha256, about_key
        )
        VALUES (
            %(action)s, %(key_id)s, %(account)s, %(request_id)s,
            %(agency_id)s, %(year)s, %(revision)s, %(sha256)s, %(about_key)s
        )
        """,
        {"action": action.value, **author._asdict(), **subject._asdict()},
    )


def fetch_entries(
    statements: cursor, agency_id: str | None, before: int | None, limit: int
) -> list[Entry]:
    """Return at most `limit` entries before the entry `before`, the newest first."""
    statements.execute(
        """
        SELECT
            entry, happened_at, action, key_id, account, request_id,
            agency_id, year, revision, sha256, about_key
        FROM trail
        WHERE (%(agency_id)s IS NULL OR agency_id = %(agency_id)s)
            AND (%(before)s IS NULL OR entry < %(before)s)
        ORDER BY entry DESC
        LIMIT %(limit)s
        """,
        {"agency_id": agency_id, "before": before, "limit": limit},
    )
    return [Entry(*row) for row in statements.fetchall()]

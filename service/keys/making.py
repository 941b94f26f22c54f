"""Making and revoking keys; each leaves its entry in the trail."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from service.errors import InvalidKey, KeyNotFound
from service.keys.secret import KEY_ID, digest, new_key_id, new_secret
from service.model.key import Key, Scope
from service.standard.agencies import check_agency_id
from service.standard.divisions import BEGINNING
from service.storage.keys import Wanted, fetch_key, save_key, save_revocation
from service.storage.pool import Pool
from service.storage.trail import Action, Author, Subject, save_entry

LONGEST_NAME: Final = 200
MOST_AGENCIES: Final = 1_000


class Made(NamedTuple):
    """A new key and its secret, which nobody can find out again."""

    key: Key
    secret: str


def make(pool: Pool, wanted: Wanted, author: Author) -> Made:
    """Make a key; raises InvalidKey, InvalidAgencyId where it is bound to what is none."""
    _check(wanted)
    secret = new_secret()
    with pool.transaction() as statements:
        key = save_key(statements, new_key_id(), digest(secret), wanted)
        save_entry(statements, author, Action.CREATE_KEY, Subject(about_key=key.key_id))
    return Made(key, secret)


def _check(wanted: Wanted) -> None:
    if not 1 <= len(wanted.name) <= LONGEST_NAME or not wanted.name.isprintable():
        raise InvalidKey(f"A name is 1 to {LONGEST_NAME} characters that can be printed.")
    if wanted.scope is Scope.ADMIN and wanted.bounds.are_set:
        raise InvalidKey("A key of scope admin makes keys for any agency and cannot be bound.")
    if len(wanted.bounds.agency_ids) > MOST_AGENCIES:
        raise InvalidKey(f"A key is bound to {MOST_AGENCIES} agencies at most.")
    for agency_id in wanted.bounds.agency_ids:
        check_agency_id(agency_id)
    division = wanted.bounds.division
    if division is not None and not BEGINNING.fullmatch(division):
        raise InvalidKey("A division is the beginning of a code of GB/T 2260, 1 to 6 digits.")
    if wanted.expires_at is not None and wanted.expires_at <= datetime.now(UTC):
        raise InvalidKey("A key expires in the future.")


def revoke(pool: Pool, key_id: str, author: Author) -> Key:
    """Revoke a key for ever; one that is revoked already stays so. Raises KeyNotFound."""
    check_key_id(key_id)
    with pool.transaction() as statements:
        if save_revocation(statements, key_id):
            save_entry(statements, author, Action.REVOKE_KEY, Subject(about_key=key_id))
        return fetch_key(statements, key_id)


def check_key_id(key_id: str) -> str:
    """Return the id; raise KeyNotFound where no key can have it."""
    if not KEY_ID.fullmatch(key_id):
        raise KeyNotFound
    return key_id


def state(key: Key) -> str:
    """Return whether a key is valid, revoked or expired at this moment."""
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at is not None and key.expires_at <= datetime.now(UTC):
        return "expired"
    return "valid"

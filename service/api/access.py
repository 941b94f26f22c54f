"""
Who calls, and whether the key allows it: asked before anything else of a request is looked at.

For a key that is bound, agencies outside of its bounds do not exist: every operation on one
answers the same 404, whether the agency is stored or not.
"""

from typing import Any, Final

from flask import Flask, Request, g

from service.api import rates
from service.api.headers import header
from service.api.operation import Operation
from service.api.servers import reader
from service.errors import AgencyNotFound, KeyMissing, KeyRefused, OutOfBounds, ScopeTooNarrow
from service.keys.ring import KeyRing
from service.model.key import UNBOUND, Bounds, Key, Scope
from service.standard.agencies import check_agency_id
from service.storage.agencies import fetch_division
from service.storage.trail import Author

SCHEME: Final = "bearer"


def check(app: Flask, asked: Request, mine: Any) -> None:
    """
    Find the key of a request and hold it against the operation.

    Raises KeyMissing, KeyRefused, TooManyRequests, ScopeTooNarrow, AgencyNotFound, or StorageError.
    """
    declared: Operation | None = mine.operation
    if declared is None or declared.scope is None or asked.method == "OPTIONS":
        return
    mine.key = key = _key_or_refusal(app.extensions["keys"], declared, asked)
    rates.count_request(app, asked, key.key_id if key else None)
    if key is None:
        return
    if not key.scope.allows(declared.scope):
        raise ScopeTooNarrow(f"The operation needs a key of scope {declared.scope}.")
    if key.bounds.are_set:
        agency_id = (asked.view_args or {}).get("agency_id")
        if agency_id is not None:
            _check_within(check_agency_id(agency_id))


def key_id() -> str | None:
    """Return the id of the caller's key; None where none was asked for, or none is known."""
    key: Key | None = g.get("key")
    return key.key_id if key else None


def is_admin() -> bool:
    """Tell whether the caller's key sees what others have sent."""
    key: Key | None = g.get("key")
    return key is not None and key.scope is Scope.ADMIN


def bounds() -> Bounds:
    """Return the agencies for which the caller's key is."""
    key: Key | None = g.get("key")
    return key.bounds if key else UNBOUND


def author() -> Author:
    """Return who makes the changes of the request at hand."""
    return Author(key_id(), request_id=g.request_id)


def check_stays_within(agency_id: str, division: str | None) -> None:
    """Raise OutOfBounds where an agency of that division would be one of the key's no more."""
    if agency_id not in bounds().agency_ids and not bounds().hold_division(division):
        raise OutOfBounds


def _key_or_refusal(ring: KeyRing, declared: Operation, asked: Request) -> Key | None:
    """Return the key of the request; without a valid one, count the request for its address."""
    try:
        return _key(ring, declared, asked)
    except (KeyMissing, KeyRefused):
        rates.count_refusal()
        raise


def _key(ring: KeyRing, declared: Operation, asked: Request) -> Key | None:
    """Return the key of the request, None where the service is used without any."""
    if not _are_used(ring, declared):
        # Or whoever is first to find the service would make himself its owner.
        if declared.scope is Scope.ADMIN:
            raise KeyMissing("The first key is made on the command line.")
        # A page of any site may have a browser on this machine send a form to the service.
        if declared.scope is not Scope.READ and header(asked, "Sec-Fetch-Site") == "cross-site":
            raise KeyMissing("What pages of other sites send needs a key.")
        return None
    secret = _secret(asked)
    if not ring.remembers(secret):  # who has a key is not held up by who tries some
        rates.check_refusals()
    return ring.find(secret)


def _are_used(ring: KeyRing, declared: Operation) -> bool:
    """
    Tell whether callers need a key.

    An operation that reads nothing stored goes on without the database where no key was ever seen.
    """
    return ring.is_used() if declared.needs_storage else ring.seems_used()


def _secret(asked: Request) -> str:
    sent = header(asked, "Authorization")
    if sent is None:
        raise KeyMissing
    scheme, _, secret = sent.partition(" ")
    if scheme.lower() != SCHEME:
        raise KeyRefused("A key is sent as `Authorization: Bearer` with the key behind it.")
    return secret.strip()


def _check_within(agency_id: str) -> None:
    """Raise AgencyNotFound unless the key is for the agency; whether it is stored never shows."""
    if agency_id in bounds().agency_ids:
        return
    division = None
    if bounds().division is not None:
        division = reader().look_up(fetch_division, agency_id)
    if not bounds().hold_division(division):
        raise AgencyNotFound

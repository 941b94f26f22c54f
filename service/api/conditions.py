"""The conditions of a request, RFC 9110 section 13: only if it is this one, only if it is not."""

import re
from typing import Final

from flask import request

from service.api.headers import header
from service.api.inclusions import tags
from service.api.problems import INVALID_PARAMETER, InvalidRequest

IDEMPOTENCY_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def may_be_replaced(etag: str | None) -> bool:
    """
    Tell whether the request at hand is meant for the report that bears the tag; None is no report.

    A caller may know the report by the tag of any of its variants. Weak tags never match:
    they do not promise that the bytes are the same.
    """
    known = tags(etag) if etag is not None else ()
    return _matches(known) and not _excludes(known)


def _matches(known: tuple[str, ...]) -> bool:
    """Judge `If-Match`; where it is not sent, everything matches."""
    if header(request, "If-Match") is None:
        return True
    wanted = request.if_match
    return bool(known) and (wanted.star_tag or any(wanted.contains(tag) for tag in known))


def _excludes(known: tuple[str, ...]) -> bool:
    """Judge `If-None-Match`, where weak tags do: the same report in other bytes is a second one."""
    if header(request, "If-None-Match") is None:
        return False
    unwanted = request.if_none_match
    if unwanted.star_tag:
        return bool(known)
    return any(unwanted.contains_weak(tag) for tag in known)


def are_sent() -> bool:
    """Tell whether the request at hand has conditions about entity tags."""
    sent = request.environ
    return "HTTP_IF_MATCH" in sent or "HTTP_IF_NONE_MATCH" in sent


def idempotency_key() -> str | None:
    """Return the key under which the request may come again; raise InvalidRequest."""
    key = header(request, "Idempotency-Key")
    if key is not None and not IDEMPOTENCY_KEY.fullmatch(key):
        wrong = {"header": "Idempotency-Key", "detail": "Send 1 to 255 visible ASCII characters."}
        raise InvalidRequest(INVALID_PARAMETER, "Look at the header Idempotency-Key.", [wrong])
    return key


def is_wanted(etag: str) -> bool:
    """Tell whether `If-Match` of a GET allows the representation that bears the tag."""
    return _matches((etag,))


def is_known(etag: str) -> bool:
    """Tell whether `If-None-Match` of a GET names the representation that bears the tag."""
    return _excludes((etag,))

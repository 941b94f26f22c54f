"""The id that a request bears in its answer and in the log, and the check of its query."""

import logging
import re
import time
from http import HTTPStatus
from random import getrandbits
from typing import Any, Final

from flask import Flask, Request, Response, g

from service.api.conditions import is_known
from service.api.headers import header, share
from service.api.operation import OPERATIONS, Operation, chosen_media_type, read_query
from service.metrics import count_request
from service.model.key import Key, Scope
from service.phases import measure

HEADER: Final = "X-Request-Id"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SANE_ID: Final = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")
ID_BITS: Final = 128
log = logging.getLogger(__name__)


def request_id() -> str:
    """Return the id of the request at hand."""
    return str(g.request_id)


def begin(app: Flask, asked: Request, mine: Any) -> None:
    """Give a request its id, find its declaration, and begin to take its time."""
    sent = header(asked, HEADER) or ""
    mine.request_id = sent if SANE_ID.fullmatch(sent) else f"{getrandbits(ID_BITS):032x}"
    rule = asked.url_rule
    mine.operation = OPERATIONS.get(app.view_functions[rule.endpoint]) if rule else None
    mine.phases = measure()
    mine.started = time.perf_counter()


def check(asked: Request, mine: Any) -> None:
    """Read the query of a request; raise InvalidRequest, or NotAcceptable."""
    declared = mine.operation
    if declared is not None:
        mine.query = read_query(declared, asked)
        mine.media_type = chosen_media_type(declared, asked)


def end(app: Flask, asked: Request, mine: Any, response: Response) -> None:
    """Add to an answer what every one bears, and write the request's line in the log."""
    response.headers.add(HEADER, mine.request_id)
    if mine.operation is not None:
        _show(app, asked, mine.operation, response)
        _tag(asked, mine.operation, response)
    share(app, asked, response)
    _tell(asked, mine, response.status_code)


def _show(app: Flask, asked: Request, operation: Operation, response: Response) -> None:
    """Answer what was stored once every process shows it, see storage/standby.py."""
    is_done = response.status_code < HTTPStatus.BAD_REQUEST
    if is_done and asked.method not in SAFE_METHODS and operation.scope is not Scope.READ:
        app.extensions["reader"].wait_until_shown()


def _tag(asked: Request, operation: Operation, response: Response) -> None:
    """Give what has no entity tag one of its bytes where the operation promises it."""
    if response.status_code != HTTPStatus.OK or asked.method not in ("GET", "HEAD"):
        return
    if HTTPStatus.NOT_MODIFIED in operation.answers:
        response.add_etag()
        response.headers.setdefault("Cache-Control", "no-cache")
        if header(asked, "If-None-Match") is not None and is_known(str(response.get_etag()[0])):
            response.status_code = HTTPStatus.NOT_MODIFIED
            response.set_data(b"")
            del response.headers["Content-Type"], response.headers["Content-Length"]


def _tell(asked: Request, mine: Any, status: int) -> None:
    """Write the request's line, and count it; names of agencies and keys go into the log alone."""
    seconds = time.perf_counter() - mine.started
    operation = mine.operation.name if mine.operation is not None else "none"
    count_request(operation, status, seconds, mine.phases)
    key: Key | None = mine.get("key")
    key_id = key.key_id if key else None
    arguments = asked.view_args or {}
    particulars = {
        "operation": operation,
        "status": status,
        "ms": _milliseconds(seconds),
        "request_id": mine.request_id,
        "key_id": key_id,
        "agency_id": arguments.get("agency_id"),
        "year": arguments.get("year"),
    }
    if "stored" in mine:
        particulars |= mine.stored
    for name, took in mine.phases.items():
        particulars[f"{name}_ms"] = _milliseconds(took)
    log.info(
        "%s %r %d %.1f ms %s key %s",
        asked.method,
        asked.path,
        status,
        seconds * 1000,
        mine.request_id,
        key_id or "-",
        extra=particulars,
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)

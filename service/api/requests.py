"""The id that a request bears in its answer and in the log, and the check of its query."""

import logging
import re
import secrets
import time
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Request, Response, current_app, g, request

from service.api import access
from service.api.conditions import is_known
from service.api.headers import header, make_safe
from service.api.operation import OPERATIONS, Operation, chosen_media_type, read_query
from service.metrics import count_request
from service.model.key import Scope
from service.phases import measure

HEADER: Final = "X-Request-Id"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SANE_ID: Final = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")
ID_BYTES: Final = 16
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Give every request of the app an id, a line in the log and checks of key and query."""
    app.before_request(_begin)
    app.before_request(access.check)  # who may not ask learns nothing about the rest
    app.before_request(_check)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of the request at hand."""
    return str(g.request_id)


def _begin() -> None:
    asked, mine = _at_hand()
    sent = header(asked, HEADER) or ""
    mine.request_id = sent if SANE_ID.fullmatch(sent) else secrets.token_hex(ID_BYTES)
    view = current_app.view_functions.get(asked.endpoint or "")
    mine.operation = OPERATIONS.get(view) if view else None
    mine.phases = measure()
    mine.started = time.perf_counter()


def _check() -> None:
    asked, mine = _at_hand()
    declared = mine.operation
    if declared is not None:
        mine.query = read_query(declared, asked)
        mine.media_type = chosen_media_type(declared, asked)


def _end(response: Response) -> Response:
    asked, mine = _at_hand()
    response.headers[HEADER] = mine.request_id
    if mine.operation is not None:
        _show(asked, mine.operation, response)
        _tag(asked, mine.operation, response)
    make_safe(response)
    _tell(asked, mine, response.status_code)
    return response


def _at_hand() -> tuple[Request, Any]:
    """Return the request and what goes with it; each look through Flask's stand-ins costs time."""
    stand_ins: Any = (request, g)
    asked, mine = (each._get_current_object() for each in stand_ins)  # noqa: SLF001 -- documented
    return asked, mine


def _show(asked: Request, operation: Operation, response: Response) -> None:
    """Answer what was stored once every process shows it, see storage/standby.py."""
    is_done = response.status_code < HTTPStatus.BAD_REQUEST
    if is_done and asked.method not in SAFE_METHODS and operation.scope is not Scope.READ:
        current_app.extensions["reader"].wait_until_shown()


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
    arguments = asked.view_args or {}
    key_id = access.key_id()
    log.info(
        "%s %r %d %.1f ms %s key %s",
        asked.method,
        asked.path,
        status,
        seconds * 1000,
        mine.request_id,
        key_id or "-",
        extra={
            "operation": operation,
            "status": status,
            "ms": _milliseconds(seconds),
            "request_id": mine.request_id,
            "key_id": key_id,
            "agency_id": arguments.get("agency_id"),
            "year": arguments.get("year"),
            **mine.get("stored", {}),
            **{f"{name}_ms": _milliseconds(took) for name, took in mine.phases.items()},
        },
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)

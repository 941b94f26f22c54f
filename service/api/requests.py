"""The id that a request bears in its answer and in the log, and the check of its query."""

import logging
import re
import time
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from flask import Flask, Response, current_app, g, request

from service.api import access
from service.api.conditions import is_known
from service.api.headers import make_safe
from service.api.operation import OPERATIONS, chosen_media_type, read_query
from service.metrics import count_request
from service.model.key import Scope
from service.phases import measure

HEADER: Final = "X-Request-Id"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SANE_ID: Final = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Give every request of the app an id, a line in the log and checks of key and query."""
    app.before_request(_begin)
    app.before_request(access.check)  # who may not ask learns nothing about the rest
    app.before_request(_check)
    app.after_request(_end)
    app.after_request(_show)  # called before the one above, whose line in the log tells the time


def request_id() -> str:
    """Return the id of the request at hand."""
    return str(g.request_id)


def _begin() -> None:
    sent = request.headers.get(HEADER, "")
    g.request_id = sent if SANE_ID.fullmatch(sent) else uuid4().hex
    g.phases = measure()
    g.started = time.perf_counter()


def _check() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view in OPERATIONS:
        g.query = read_query(view)
        g.media_type = chosen_media_type(view)


def _show(response: Response) -> Response:
    """Answer what was stored once every process shows it, see storage/standby.py."""
    view = current_app.view_functions.get(request.endpoint or "")
    if response.status_code < HTTPStatus.BAD_REQUEST and request.method not in SAFE_METHODS:
        declared = OPERATIONS.get(view) if view else None
        if declared is not None and declared.scope is not Scope.READ:
            current_app.extensions["reader"].wait_until_shown()
    return response


def _tag(response: Response) -> None:
    """Give what has no entity tag one of its bytes where the operation promises it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view in OPERATIONS and response.status_code == HTTPStatus.OK:
        declared = OPERATIONS[view].answers.get(HTTPStatus.NOT_MODIFIED)
        if declared is not None and request.method in ("GET", "HEAD"):
            response.add_etag()
            response.headers.setdefault("Cache-Control", "no-cache")
            if is_known(str(response.get_etag()[0])):
                response.status_code = HTTPStatus.NOT_MODIFIED
                response.set_data(b"")
                del response.headers["Content-Type"], response.headers["Content-Length"]


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    _tag(response)
    make_safe(response)
    _tell(response.status_code, time.perf_counter() - g.started)
    return response


def _tell(status: int, seconds: float) -> None:
    """Write the request's line, and count it; names of agencies and keys go into the log alone."""
    view = current_app.view_functions.get(request.endpoint or "")
    operation = view.__name__ if view in OPERATIONS else "none"
    count_request(operation, status, seconds, g.phases)
    arguments = request.view_args or {}
    log.info(
        "%s %r %d %.1f ms %s key %s",
        request.method,
        request.path,
        status,
        seconds * 1000,
        request_id(),
        access.key_id() or "-",
        extra={
            "operation": operation,
            "status": status,
            "ms": _milliseconds(seconds),
            "request_id": request_id(),
            "key_id": access.key_id(),
            "agency_id": arguments.get("agency_id"),
            "year": arguments.get("year"),
            **g.get("stored", {}),
            **{f"{name}_ms": _milliseconds(took) for name, took in g.phases.items()},
        },
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)

"""Exception -> status and problem body, for the whole API."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from service.api import causes
from service.api.media_types import PROBLEM
from service.api.problems import (
    INTERNAL_ERROR,
    MALFORMED_REQUEST,
    InvalidRequest,
    ProblemType,
)
from service.api.requests import request_id
from service.errors import ServiceError, TooManyRequests
from service.json_text import as_json

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Make every error of every path of the app a problem."""
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(InvalidRequest, _invalid_request)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected_error)


def problem_response(
    kind: ProblemType, body: dict[str, Any], status: int | None = None
) -> Response:
    """Return the answer that bears a problem."""
    body["request_id"] = request_id()
    response = Response(as_json(body), status or kind.status, mimetype=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    if kind.retry_after is not None:
        response.headers["Retry-After"] = str(kind.retry_after)
    if kind.challenge is not None:
        response.headers["WWW-Authenticate"] = kind.challenge
    return response


def _service_error(error: ServiceError) -> Response:
    kind = causes.of_exception(error)
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("Request %s: %s", request_id(), kind.title, exc_info=error)
    response = problem_response(kind, causes.describe(error))
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _invalid_request(error: InvalidRequest) -> Response:
    return problem_response(error.kind, error.kind.body(str(error), errors=error.errors))


def _http_error(error: HTTPException) -> BaseResponse:
    """Answer what Flask and Werkzeug raise; a redirect is no error and passes."""
    status = error.code or INTERNAL_ERROR.status
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    kind = causes.of_status(status)
    body = kind.body(_said(error, kind)) | {"status": status}
    response = problem_response(kind, body, status)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _said(error: HTTPException, kind: ProblemType) -> str:
    """Return what is wrong this time; Werkzeug's own words are for people with a browser."""
    if error.description and error.description != type(error).description:
        return error.description
    return kind.title if kind is MALFORMED_REQUEST else kind.explanation


def _unexpected_error(error: Exception) -> Response:
    log.error("Request %s failed", request_id(), exc_info=error)
    return problem_response(INTERNAL_ERROR, causes.describe(ServiceError()))

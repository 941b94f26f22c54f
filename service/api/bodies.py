"""The body of a request: its size, its compression, and what a JSON document holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, request
from gunicorn.http.errors import ParseException
from marshmallow import Schema, ValidationError
from marshmallow.exceptions import SCHEMA
from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    RequestEntityTooLarge,
    RequestTimeout,
    UnsupportedMediaType,
)

from service.api.inflation import inflate
from service.api.json_structure import require_simple
from service.api.problems import INVALID_DOCUMENT, InvalidRequest
from service.errors import TooLarge
from service.limits import Limits


def sent_media_type(accepted: tuple[str, ...]) -> str:
    """Return the media type of the body; raise UnsupportedMediaType where it is another one."""
    media_type = request.mimetype
    if media_type not in accepted:
        said = f"The type {media_type} is not" if media_type else "A body without a type cannot be"
        raise UnsupportedMediaType(f"{said} read here; send one of: {', '.join(accepted)}.")
    return media_type


def read_body() -> bytes:
    """
    Return the whole body, inflated.

    Raises BadRequest, UnsupportedMediaType, or TooLarge where the body is larger than the limit,
    measured after inflation.
    """
    return _inflated(_body(_limits()), _limits())


def _limits() -> Limits:
    limits: Limits = current_app.config["LIMITS"]
    return limits


def _body(limits: Limits) -> bytes:
    """Return the whole body as it was sent."""
    with arriving():
        data = request.get_data(cache=False)
    check_size(len(data), limits.max_body_bytes)
    return data


@contextmanager
def arriving() -> Iterator[None]:
    """Raise TooLarge, BadRequest or RequestTimeout for whatever goes wrong while the body comes."""
    try:
        yield
    except RequestEntityTooLarge as error:  # says Werkzeug by the announced length
        raise _too_large((request.max_content_length or 1) - 1) from error
    except ClientDisconnected as error:  # what Werkzeug makes of whatever gunicorn raises
        if isinstance(error.__context__, TimeoutError):
            raise RequestTimeout("The body did not arrive in time.") from error
        raise BadRequest("The body ends before it is complete.") from error
    except (OSError, ParseException) as error:  # what gunicorn raises where chunks are none
        raise BadRequest("The body is not well formed.") from error


def check_size(size: int, limit: int) -> None:
    """
    Raise TooLarge or BadRequest where a body of `size` bytes is not the one that was sent.

    Werkzeug cuts a body without a length at its limit, and gunicorn one whose sender went away;
    half a report must not pass for a report.
    """
    if size > limit:
        raise _too_large(limit)
    if request.content_length is not None and size < request.content_length:
        raise BadRequest("The body ends before its Content-Length.")


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit} bytes.")


def _inflated(data: bytes, limits: Limits) -> bytes:
    if not is_packed():
        return data
    return inflate(data, limits.max_body_bytes, limits.max_inflation_ratio)


def is_packed() -> bool:
    """Tell whether the body is gzip data; raise UnsupportedMediaType where it is anything else."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise UnsupportedMediaType(f"The content encoding {encoding} is not read here; send gzip.")
    return encoding != "identity"


def load_document(schema: Schema, data: bytes) -> dict[str, Any]:
    """Return the fields of a JSON document; raise BadRequest or InvalidRequest."""
    require_simple(data, _limits().max_json_depth)
    try:
        document = json.loads(data)
    except ValueError as error:
        raise BadRequest("The body is not JSON.") from error
    try:
        fields: dict[str, Any] = schema.load(document)
    except ValidationError as error:
        wrong = list(_field_errors(error.normalized_messages()))  # type: ignore[no-untyped-call]
        names = ", ".join(problem["pointer"] or "the whole" for problem in wrong)
        raise InvalidRequest(INVALID_DOCUMENT, f"Look at: {names}.", wrong) from error
    return fields


def _field_errors(messages: Any, pointer: str = "") -> Any:
    """Yield each message with the JSON Pointer (RFC 6901) of what it is about."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            step = str(name).replace("~", "~0").replace("/", "~1")
            yield from _field_errors(inner, pointer if name == SCHEMA else f"{pointer}/{step}")
    else:
        yield {"pointer": pointer, "detail": " ".join(map(str, messages))}

"""The body of a request -> the upload that intake takes, whatever envelope it came in."""

import json
from io import BytesIO
from pathlib import PureWindowsPath
from typing import Final

from flask import current_app, request
from marshmallow import ValidationError
from marshmallow.exceptions import SCHEMA
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from service.api.inflation import inflate
from service.api.problems import INVALID_DOCUMENT, InvalidRequest
from service.api.schemas import TextSchema
from service.errors import TooLarge
from service.intake import media_type_of
from service.judging import Upload

TEXT_TYPES: Final = ("text/plain", "text/markdown", "text/html")
ACCEPTED: Final = (*TEXT_TYPES, "application/json", "multipart/form-data")
MAX_PARTS: Final = 16
_OPAQUE: Final = ("", "application/octet-stream")
_FORM: Final = FormDataParser(
    stream_factory=lambda *_, **__: BytesIO(), max_form_parts=MAX_PARTS, silent=False
)


def read_upload(year: int | None) -> Upload:
    """
    Return what the request at hand sends.

    Raises UnsupportedMediaType, BadRequest, InvalidRequest, or TooLarge where the body is larger
    than the limit, measured after inflation.
    """
    media_type = request.mimetype
    if media_type not in ACCEPTED:
        said = f"The type {media_type} is not" if media_type else "A body without a type cannot be"
        raise UnsupportedMediaType(f"{said} read here; send one of: {', '.join(ACCEPTED)}.")
    data = _inflated(_body(), current_app.config["MAX_BODY_BYTES"])
    if media_type == "application/json":
        return Upload(_text_of_json(data), year=year)
    if media_type == "multipart/form-data":
        return _part(data, year)
    return Upload(data, media_type, request.mimetype_params.get("charset"), year=year)


def _body() -> bytes:
    """
    Return the whole body as it was sent.

    Werkzeug cuts a body without a length at its limit, and gunicorn one whose sender went away;
    half a report must not pass for a report.
    """
    data = request.get_data(cache=False)
    limit = current_app.config["MAX_BODY_BYTES"]
    if len(data) > limit:
        raise TooLarge(f"The body is larger than {limit} bytes.")
    if request.content_length is not None and len(data) < request.content_length:
        raise BadRequest("The body ends before its Content-Length.")
    return data


def _inflated(data: bytes, limit: int) -> bytes:
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip"):
        raise UnsupportedMediaType(f"The content encoding {encoding} is not read here; send gzip.")
    return inflate(data, limit)


def _text_of_json(data: bytes) -> bytes:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error
    try:
        text: str = TextSchema().load(document)["text"]
        return text.encode()
    except ValidationError as error:
        raise _invalid_document(_field_errors(error)) from error
    except UnicodeEncodeError as error:
        message = "The text holds half of a surrogate pair."
        raise _invalid_document([{"pointer": "/text", "detail": message}]) from error


def _invalid_document(wrong: list[dict[str, str]]) -> InvalidRequest:
    return InvalidRequest(INVALID_DOCUMENT, 'The body must be {"text": "..."}.', wrong)


def _field_errors(error: ValidationError) -> list[dict[str, str]]:
    messages: dict[str, list[str]] = error.normalized_messages()  # type: ignore[no-untyped-call]
    return [
        {"pointer": "" if name == SCHEMA else f"/{name}", "detail": " ".join(details)}
        for name, details in messages.items()
    ]


def _part(data: bytes, year: int | None) -> Upload:
    """Take the part `file` out of a form; other parts are errors as unknown fields are."""
    try:
        _, form, files = _FORM.parse(
            BytesIO(data), request.mimetype, len(data), request.mimetype_params
        )
    except ValueError as error:
        raise BadRequest("The body is not the form that it is said to be.") from error
    parts = files.getlist("file")
    if len(parts) != 1 or len(files) + len(form) != 1:
        raise BadRequest("The form must have one part named file, with a filename, and no other.")
    return _file(parts[0], year)


def _file(part: FileStorage, year: int | None) -> Upload:
    filename = _base_name(part.filename)
    media_type, parameters = parse_options_header(part.content_type or "")
    if media_type in _OPAQUE:
        media_type = media_type_of(filename)
    if media_type not in TEXT_TYPES:
        raise UnsupportedMediaType(f"A file of the type {media_type} is not read here.")
    return Upload(part.stream.read(), media_type, parameters.get("charset"), filename, year)


def _base_name(filename: str | None) -> str | None:
    """Return the file's own name; some senders put a path before it."""
    printable = "".join(filter(str.isprintable, filename or ""))
    return PureWindowsPath(printable).name[:255] or None

"""The body of a request -> the upload that intake takes, whatever envelope it came in."""

from io import BytesIO
from pathlib import PureWindowsPath
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from service.api.bodies import JSON, load_document, read_body, sent_media_type
from service.api.schemas import TextSchema
from service.intake import media_type_of
from service.judging import Upload

TEXT_TYPES: Final = ("text/plain", "text/markdown", "text/html")
ACCEPTED: Final = (*TEXT_TYPES, JSON, "multipart/form-data")
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
    media_type = sent_media_type(ACCEPTED)
    data = read_body()
    if media_type == JSON:
        return Upload(load_document(TextSchema(), data)["text"].encode(), year=year)
    if media_type == "multipart/form-data":
        return _part(data, year)
    return Upload(data, media_type, request.mimetype_params.get("charset"), year=year)


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

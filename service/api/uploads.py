"""The body of a request -> the upload that intake takes, whatever envelope it came in."""

from typing import Final

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.http import parse_options_header

from service.api.bodies import load_document, read_body, sent_media_type
from service.api.forms import Part, read_form
from service.api.media_types import JSON
from service.api.schemas import TextSchema
from service.judging import TEXT_TYPES, Upload, media_type_of
from service.submissions.names import own_name

ACCEPTED: Final = (*TEXT_TYPES, JSON, "multipart/form-data")
_OPAQUE: Final = ("", "application/octet-stream")


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
        return _file(read_form(data), year)
    return Upload(data, media_type, request.mimetype_params.get("charset"), year=year)


def _file(parts: list[Part], year: int | None) -> Upload:
    """Take the part `file` out of a form; other parts are errors as unknown fields are."""
    if [part.name for part in parts] != ["file"]:
        raise BadRequest("The form must have one part named file, and no other.")
    [part] = parts
    filename = own_name(part.filename)
    media_type, parameters = parse_options_header(part.headers.get("Content-Type", ""))
    if media_type in _OPAQUE:
        media_type = media_type_of(filename)
    if media_type not in TEXT_TYPES:
        raise UnsupportedMediaType(f"A file of the type {media_type} is not read here.")
    return Upload(bytes(part.data), media_type, parameters.get("charset"), filename, year)

"""
A body of multipart/form-data (RFC 7578) -> its parts, as bytes.

Flask's own forms decode a part without a filename as UTF-8, whatever its bytes are.
"""

from typing import NamedTuple

from flask import current_app, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from service.errors import TooLarge


class Part(NamedTuple):
    """One part of a form; `filename` is None where the sender names no file."""

    name: str
    filename: str | None
    headers: Headers
    data: bytearray


def read_form(body: bytes) -> list[Part]:
    """
    Return the parts of the form in the request at hand.

    Raises BadRequest where it is none, TooLarge where it has too many of them.
    """
    most = current_app.config["LIMITS"].max_form_parts
    try:
        boundary = request.mimetype_params["boundary"].encode("ascii")
        return _parts(MultipartDecoder(boundary, max_parts=most), body)
    except RequestEntityTooLarge as error:
        raise TooLarge(f"The form has more than {most} parts.") from error
    except (KeyError, ValueError) as error:
        raise BadRequest("The body is not the form that it is said to be.") from error


def _parts(decoder: MultipartDecoder, body: bytes) -> list[Part]:
    parts: list[Part] = []
    decoder.receive_data(body)
    decoder.receive_data(None)
    event = decoder.next_event()
    while not isinstance(event, (Epilogue, NeedData)):
        if isinstance(event, (Field, File)):
            filename = event.filename if isinstance(event, File) else None
            parts.append(Part(event.name, filename, event.headers, bytearray()))
        elif isinstance(event, Data):
            parts[-1].data.extend(event.data)
        event = decoder.next_event()
    return parts

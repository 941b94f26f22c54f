"""NDJSON: one report a line, as {"agency_id": …, "year": …, "text": …}."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from service.errors import MalformedSubmission, TooLarge
from service.judging import TEXT_TYPES, Upload, media_type_of
from service.limits import Limits
from service.submissions.item import Item, NoItem, Refused
from service.submissions.names import own_name, printable

FIELDS: Final = frozenset({"agency_id", "year", "text", "content", "media_type", "filename"})
MOST_BESIDE_STRINGS: Final = 1_024  # bytes of a line; a few names and colons take a hundredth
LAST_YEAR: Final = 9_999
_ROOM: Final = 65_536  # bytes of a line beside the report itself
_ESCAPED: Final = 2  # times its bytes, which is what a text of \uXXXX takes
_STRING: Final = re.compile(rb'"(?>(?:[^"\\]++|\\.)*)"?', re.DOTALL)  # one that never ends, too
_BOM: Final = b"\xef\xbb\xbf"
_PACKED: Final = {
    b"PK\x03\x04": "a ZIP archive",
    b"PK\x05\x06": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
}


def beside_strings(document: bytes) -> bytes:
    """Return what a JSON document has beside its strings, which is what takes memory."""
    return _STRING.sub(b"", document)


def read_lines(stream: BinaryIO, limits: Limits) -> Iterator[Item | Refused]:
    """
    Yield the report of each line that is not blank, in order, named "line 12".

    Raises MalformedSubmission where it is packed, TooLarge where there are more of them, or more
    bytes, than a submission may have.
    """
    check_unpacked(stream)
    seen = 0
    total = 0
    for number, line in enumerate(each_line(stream, limits), start=1):
        total += len(line or b"")
        if total > limits.max_batch_inflated_bytes:
            raise TooLarge(f"The lines have more than {limits.max_batch_inflated_bytes} bytes.")
        if line is not None and not line.strip():
            continue
        seen += 1
        if seen > limits.max_batch_items:
            raise TooLarge(f"There are more than {limits.max_batch_items} reports.")
        yield read_line(f"line {number}", line, limits)


def check_unpacked(stream: BinaryIO) -> None:
    """Raise MalformedSubmission where a stream begins as no line does, but what packs them."""
    begins = stream.read(4)
    stream.seek(0)
    for mark, kind in _PACKED.items():
        if begins.startswith(mark):
            raise MalformedSubmission(f"This is {kind}, and no lines of JSON.")


def each_line(stream: BinaryIO, limits: Limits) -> Iterator[bytes | None]:
    """Yield each line without its end, None for one that is too long to be kept."""
    longest = _ESCAPED * limits.max_body_bytes + _ROOM
    line = stream.readline(longest + 1).removeprefix(_BOM)
    while line:
        if len(line) > longest:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_ROOM)
            yield None
        else:
            yield line
        line = stream.readline(longest + 1)


def read_line(name: str, line: bytes | None, limits: Limits) -> Item | Refused:
    """Return the report in a line, None being one that is too long, or why it is none."""
    if line is None:
        return Refused(name, "body-too-large", _too_large(limits))
    try:
        return _item(name, _fields(line), limits)
    except NoItem as error:
        return error.refused(name)


def _fields(line: bytes) -> dict[str, Any]:
    if len(beside_strings(line)) > MOST_BESIDE_STRINGS:
        raise NoItem("malformed-request", "The line has too much beside its strings.")
    try:
        fields = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise NoItem("malformed-request", "The line is not JSON in UTF-8.") from None
    if not isinstance(fields, dict):
        raise NoItem("invalid-document", "The line is no JSON object.")
    unknown = sorted(set(fields) - FIELDS)
    if unknown:
        raise NoItem("invalid-document", f"The line has other fields: {_named(unknown)}.")
    return fields


def _item(name: str, fields: dict[str, Any], limits: Limits) -> Item:
    if "agency_id" not in fields:
        raise NoItem("invalid-document", "The field agency_id is missing.")
    agency_id = _text(fields, "agency_id") or ""
    year = fields.get("year")
    if year is not None and (type(year) is not int or not 0 < year <= LAST_YEAR):
        raise NoItem("invalid-document", "The field year is no year.")
    data = _data(fields)
    if len(data) > limits.max_body_bytes:
        raise NoItem("body-too-large", _too_large(limits))
    filename = own_name(_text(fields, "filename"))
    media_type = _text(fields, "media_type") or media_type_of(filename)
    if media_type not in TEXT_TYPES:
        raise NoItem("unsupported-media-type", f"Send one of: {', '.join(TEXT_TYPES)}.")
    return Item(name, agency_id, Upload(data, media_type, filename=filename, year=year))


def _data(fields: dict[str, Any]) -> bytes:
    """Return the bytes of the report, from the one of two fields that is there."""
    text, content = _text(fields, "text"), _text(fields, "content")
    if (text is None) == (content is None):
        raise NoItem("invalid-document", "The line has to have either text or content.")
    try:
        return text.encode() if content is None else base64.b64decode(content, validate=True)  # type: ignore[union-attr]
    except UnicodeEncodeError:
        raise NoItem("invalid-document", "The text holds half of a surrogate pair.") from None
    except (binascii.Error, ValueError):
        raise NoItem("invalid-document", "The field content is not base64.") from None


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise NoItem("invalid-document", f"The field {name} is no text.")
    return value


def _named(names: list[str]) -> str:
    return printable(", ".join(names[:10]))[:200]


def _too_large(limits: Limits) -> str:
    return f"The report is larger than {limits.max_body_bytes} bytes."

"""The body of a request that sends many reports: kept on disk while it is read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import BinaryIO, Final, NamedTuple

from flask import Flask, current_app, request

from service.api.bodies import arriving, check_size, is_packed, sent_media_type
from service.api.inflation import inflate_file
from service.api.media_types import NDJSON, ZIP
from service.errors import Overloaded, StorageFull
from service.limits import Limits
from service.submissions.archive import read_archive
from service.submissions.item import Item, Refused
from service.submissions.lines import read_lines

_READERS: Final = {NDJSON: read_lines, ZIP: read_archive}
_PIECE: Final = 65_536


class Received(NamedTuple):
    """A submission that has arrived whole; `size` and `digest` are those of the body as sent."""

    media_type: str
    size: int
    digest: str
    entries: Iterator[Item | Refused]


def init_app(app: Flask) -> None:
    """Let the app receive so many submissions at once: each of them takes disk and memory."""
    app.extensions["submissions"] = BoundedSemaphore(app.config["LIMITS"].max_batches)


@contextmanager
def received() -> Iterator[Received]:
    """
    Take in the submission of the request at hand; yield it while its files are there.

    Raises UnsupportedMediaType, BadRequest, RequestTimeout, TooLarge, Overloaded where others are
    being received, and StorageFull where the disk of this machine has no room.
    """
    limits: Limits = current_app.config["LIMITS"]
    media_type = sent_media_type((NDJSON, ZIP))
    with _place(), _room(), TemporaryFile() as body, TemporaryFile() as inflated:
        packed = is_packed()
        size, digest = _save_body(body, limits)
        if packed:
            most = limits.max_batch_inflated_bytes
            inflate_file(body, inflated, most, limits.max_inflation_ratio)
        source: BinaryIO = inflated if packed else body
        source.seek(0)
        yield Received(media_type, size, digest, _READERS[media_type](source, limits))


@contextmanager
def _place() -> Iterator[None]:
    places: BoundedSemaphore = current_app.extensions["submissions"]
    if not places.acquire(blocking=False):
        raise Overloaded("Other batches are being received.")
    try:
        yield
    finally:
        places.release()


@contextmanager
def _room() -> Iterator[None]:
    """Say that the disk is full where it is; any other fault of it is one of ours."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise StorageFull("The service has no room to take in the batch.") from error


def _save_body(body: BinaryIO, limits: Limits) -> tuple[int, str]:
    """Write the body to a file as it comes; return its size and its SHA-256."""
    request.max_content_length = limits.max_batch_bytes + 1  # one more shows it is more
    caller = request.environ.get("gunicorn.socket")
    if caller is not None:
        caller.allow(limits.batch_seconds)
    digest = sha256()
    while piece := _next_piece():
        digest.update(piece)
        body.write(piece)
    size = body.seek(0, os.SEEK_END)
    check_size(size, limits.max_batch_bytes)
    return size, digest.hexdigest()


def _next_piece() -> bytes:
    with arriving():
        return request.stream.read(_PIECE)

"""gzip data -> what it holds, within limits of size and of work."""

import zlib
from io import BytesIO
from typing import BinaryIO, Final

from werkzeug.exceptions import BadRequest

from service.errors import TooLarge
from service.limits import ANY_RATIO

MOST_MEMBERS: Final = 1_000  # an empty one takes 20 bytes, and half a million of them seconds
_GZIP: Final = 16 + zlib.MAX_WBITS
_CHUNK: Final = 65_536
_STEP: Final = 1024 * 1024  # bytes that are in memory at once


def inflate(data: bytes, limit: int, ratio: int) -> bytes:
    """Return what gzip data hold, see `inflate_file`."""
    inflated = BytesIO()
    inflate_file(BytesIO(data), inflated, limit, ratio)
    return inflated.getvalue()


def inflate_file(source: BinaryIO, inflated: BinaryIO, limit: int, ratio: int) -> None:
    """
    Write what the members of gzip data hold, one behind the other (RFC 1952).

    Raises TooLarge where that is more than `limit` bytes or, beyond what does no harm, more than
    `ratio` times the data; BadRequest where it is no gzip data.
    """
    limit = min(limit, max(ANY_RATIO, ratio * source.seek(0, 2)))
    source.seek(0)
    for _ in range(MOST_MEMBERS):
        try:
            _inflate_member(source, inflated, limit)
        except (EOFError, zlib.error) as error:
            raise BadRequest("The body is not the gzip data that it is said to be.") from error
        if _is_padding(source):
            return
    raise BadRequest(f"The gzip data has more than {MOST_MEMBERS} members.")


def _inflate_member(source: BinaryIO, inflated: BinaryIO, limit: int) -> None:
    """Write what the next member holds; leave the source where it ends."""
    inflater = zlib.decompressobj(_GZIP)
    while not inflater.eof:
        chunk = source.read(_CHUNK)
        if not chunk:
            raise EOFError
        inflated.write(inflater.decompress(chunk, min(_STEP, limit + 1 - inflated.tell())))
        source.seek(-len(inflater.unconsumed_tail) - len(inflater.unused_data), 1)
        if inflated.tell() > limit:
            raise TooLarge(f"The body inflates to more than {limit} bytes.")


def _is_padding(source: BinaryIO) -> bool:
    """Tell whether nothing but zeros is left, with which some programs fill a block."""
    at = source.tell()
    chunk = source.read(1)  # a member begins with 1f 8b, so the rest is looked at once
    while chunk and not chunk.strip(b"\0"):
        chunk = source.read(_CHUNK)
    source.seek(at)
    return not chunk

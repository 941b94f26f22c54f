"""gzip data -> what it holds, within limits of size and of work."""

import zlib
from typing import Final

from werkzeug.exceptions import BadRequest

from service.errors import TooLarge

MOST_MEMBERS: Final = 1_000  # an empty one takes 20 bytes, and half a million of them seconds
ANY_RATIO: Final = 65_536  # bytes that do no harm; a short text of blanks may become that many
_GZIP: Final = 16 + zlib.MAX_WBITS
_CHUNK: Final = 65_536


def inflate(data: bytes, limit: int, ratio: int) -> bytes:
    """
    Return what the members of gzip data hold, one behind the other (RFC 1952).

    Raises TooLarge where that is more than `limit` bytes or, beyond what does no harm, more than
    `ratio` times the data; BadRequest where it is no gzip data.
    """
    limit = min(limit, max(ANY_RATIO, ratio * len(data)))
    inflated = bytearray()
    at = 0
    for _ in range(MOST_MEMBERS):
        try:
            at = _inflate_member(data, at, inflated, limit)
        except (EOFError, zlib.error) as error:
            raise BadRequest("The body is not the gzip data that it is said to be.") from error
        if _is_padding(data, at):
            return bytes(inflated)
    raise BadRequest(f"The gzip data has more than {MOST_MEMBERS} members.")


def _inflate_member(data: bytes, at: int, inflated: bytearray, limit: int) -> int:
    """Add what the member at `at` holds; return where it ends."""
    inflater = zlib.decompressobj(_GZIP)
    while not inflater.eof:
        chunk = data[at : at + _CHUNK]
        if not chunk:
            raise EOFError
        inflated += inflater.decompress(chunk, limit + 1 - len(inflated))
        at += len(chunk) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
        if len(inflated) > limit:
            raise TooLarge(f"The body inflates to more than {limit} bytes.")
    return at


def _is_padding(data: bytes, at: int) -> bool:
    """Tell whether nothing but zeros is left, with which some programs fill a block."""
    if data.startswith(b"\0", at):  # a member begins with 1f 8b, so this is looked at once
        return not data[at:].strip(b"\0")
    return at == len(data)

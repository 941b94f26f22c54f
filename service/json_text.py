"""Values -> JSON in UTF-8, without a blank that need not be there."""

from collections.abc import Callable
from json import JSONEncoder
from typing import Any

import orjson


def as_json(value: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """
    Return a value as JSON; `default` makes of what JSON has no form for what it has one for.

    Half a surrogate pair, which has no UTF-8, becomes a question mark. Raises TypeError.
    """
    try:
        return orjson.dumps(value, default, orjson.OPT_PASSTHROUGH_DATETIME)
    except orjson.JSONEncodeError:  # such a half, or a number beyond 64 bits, from a damaged text
        return _patiently(value, default)


def _patiently(value: Any, default: Callable[[Any], Any] | None) -> bytes:
    """Return the same bytes by the standard library, which takes five times as long."""
    encoder = JSONEncoder(
        ensure_ascii=False,
        check_circular=False,  # what we make has no circles
        separators=(",", ":"),
        default=default,
    )
    return encoder.encode(value).encode(errors="replace")

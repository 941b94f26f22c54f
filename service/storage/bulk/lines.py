"""
Values -> lines of COPY in its text format, whose cells are parted by tabs.

The same values as `rows.save_rows` would store, which a test holds against it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

NULL: Final = r"\N"
_MEANS_SOMETHING: Final = re.compile(r"[\\\t\n\r\0]")
_WRITTEN: Final = str.maketrans(
    {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": "\N{REPLACEMENT CHARACTER}"}
)


def line(values: Iterable[Any]) -> str:
    """Return a row without the line feed at its end."""
    return "\t".join([cell(value) for value in values])


def cell(value: Any) -> str:
    """Return a value as the text format has it; a mapping becomes jsonb, a list an array."""
    return _WRITERS[type(value)](value)


def encoded(lines: Iterable[str]) -> bytes:
    """Return the lines in UTF-8; half a surrogate pair, of damaged files, becomes `?`."""
    return "".join([f"{each}\n" for each in lines]).encode(errors="replace")


def _text(text: str) -> str:
    return text.translate(_WRITTEN) if _MEANS_SOMETHING.search(text) else text


def _json(printed: dict[str, str | None]) -> str:
    """Return what the cells of a row show; jsonb takes no NUL, whatever it is written as."""
    members = [
        f'"{column}":{"null" if text is None else _quoted(text)}'
        for column, text in printed.items()
    ]
    return f"{{{','.join(members)}}}"


def _quoted(text: str) -> str:
    return encode_basestring(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _array(texts: list[str]) -> str:
    quoted = (text.replace("\\", r"\\").replace('"', r"\"") for text in texts)
    return _text("{" + ",".join(f'"{text}"' for text in quoted) + "}")


def _bytes(data: bytes) -> str:
    return rf"\\x{data.hex()}"


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: NULL,
    str: _text,
    int: str,
    Decimal: str,
    bytes: _bytes,
    datetime: datetime.isoformat,
    date: date.isoformat,
    dict: lambda printed: _text(_json(printed)),
    list: _array,
}

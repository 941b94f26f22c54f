"""
Bytes to text by a fixed ladder; nothing is guessed from letter frequencies.

    byte-order mark > strict UTF-8 > declared charset > UTF-16 that spells 信息公开 > strict GB18030

The ladder is deterministic: the same bytes always give the same text.
"""

import codecs
import re
from typing import NamedTuple

from service.errors import EmptyBody, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUBJECT = "信息公开"
_LONGEST_CHARACTER = 4
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
# The charsets in which Chinese documents are published, by the names that are declared for them.
_CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "cp936", "gb18030", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950"), "big5hkscs"),
    **{name: name for name in ("utf-16", "utf-16-le", "utf-16-be")},
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}


class Decoded(NamedTuple):
    """The text, the codec that gave it, and whether the bytes end within a character."""

    content: str
    encoding: str
    broken_off: bool = False


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """
    Return the text of `data`; `charset` is what the sender declares, and only a hint.

    Raises EmptyBody where nothing but blanks is there, NotText where no rung of the ladder holds.
    """
    decoded = _by_mark(data) or _by_codec(data, "utf-8") or _by_declaration(data, charset)
    decoded = decoded or _by_subject(data) or _by_codec(data, "gb18030")
    if decoded is None:
        raise NotText
    if not decoded.content.strip("\0\ufeff \t\r\n\u3000\xa0"):
        raise EmptyBody
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by_codec(data[len(mark) :], encoding)
    return None


def _by_declaration(data: bytes, charset: str | None) -> Decoded | None:
    found = _META_CHARSET.search(data[:4096])
    declared = (charset, found.group(1).decode("ascii") if found else None)
    for name in declared:
        codec = _CHARSETS.get(name.lower()) if name else None
        decoded = _by_codec(data, codec) if codec else None
        if decoded is not None:
            return decoded
    return None


def _by_subject(data: bytes) -> Decoded | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        if _SUBJECT.encode(encoding) in data:
            return _by_codec(data, encoding)
    return None


def _by_codec(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        rest = data[error.start :]
        if error.start and error.end == len(data) and len(rest) < _LONGEST_CHARACTER:
            return Decoded(data[: error.start].decode(encoding), encoding, broken_off=True)
        return None

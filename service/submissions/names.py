"""The name of a file among many -> the agency and the year that it stands for."""

import re
from pathlib import PureWindowsPath
from posixpath import splitext
from typing import Final, NamedTuple

from service.submissions.item import NoItem

SUFFIXES: Final = (".txt", ".md", ".html", ".htm")
LONGEST_NAME: Final = 1_000  # characters that are kept of a name
LONGEST_FILENAME: Final = 255  # without the folders before it
_PASSED_OVER: Final = frozenset({"__MACOSX", ".DS_Store"})
_DRIVE: Final = re.compile("[A-Za-z]:")
_YEAR: Final = re.compile("[0-9]{4}")


class Place(NamedTuple):
    """What a path says of the report in the file: the folder names the agency, digits the year."""

    agency_id: str
    filename: str
    year: int | None


def decoded(name: bytes) -> str:
    """
    Return the text of a file name whose encoding nobody has stated.

    That is UTF-8 where the bytes are that, as by chance they hardly ever are, else GB18030, which
    Chinese systems write. What cannot be printed is left out.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return printable(name.decode(encoding))
        except UnicodeDecodeError:
            continue
    return printable(name.decode("utf-8", "replace"))


def printable(name: str) -> str:
    """Return a name as it may be shown and stored."""
    return "".join(filter(str.isprintable, name))[:LONGEST_NAME]


def own_name(path: str | None) -> str | None:
    """
    Return a file's own name, None where there is none; some senders put a path before it.

    Of a long one the end is kept, which tells what kind of file it is.
    """
    shown = "".join(filter(str.isprintable, path or ""))
    return PureWindowsPath(shown).name[-LONGEST_FILENAME:] or None


def is_passed_over(path: str) -> bool:
    """Tell whether a path is a trace of the system on which an archive was made."""
    return not _PASSED_OVER.isdisjoint(_parts(path))


def place_of(path: str) -> Place:
    """
    Return what a path within an archive or folder stands for; raise NoItem where it is nothing.

    The folder directly above the file is the agency id, a stem of four digits the year.
    """
    parts = _parts(path)
    if path.startswith(("/", "\\")) or _DRIVE.match(path) or ".." in parts:
        raise NoItem("unreadable-entry", "The path leads out of what was submitted.")
    filename = parts[-1] if parts else ""
    stem, suffix = splitext(filename)
    if suffix.lower() not in SUFFIXES:
        raise NoItem(
            "unsupported-media-type", f"Reports are files that end in {', '.join(SUFFIXES)}."
        )
    above = [part for part in parts[:-1] if part not in ("", ".")]
    if not above:
        raise NoItem("invalid-agency-id", "The file lies in no folder: that is the agency id.")
    return Place(
        above[-1], filename[-LONGEST_FILENAME:], int(stem) if _YEAR.fullmatch(stem) else None
    )


def _parts(path: str) -> list[str]:
    """Return the parts of a path; some Windows programs write theirs with backslashes."""
    return path.replace("\\", "/").split("/")

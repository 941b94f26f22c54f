"""Where reports come from: listed once, and then read one by one, each by its place."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Protocol
from zipfile import is_zipfile

from service.errors import ConfigurationError, MalformedSubmission
from service.limits import Limits
from service.submissions.archive import Archive
from service.submissions.folder import files_of, read_file
from service.submissions.item import Item, NoItem, Refused
from service.submissions.lines import check_unpacked, each_line, read_line
from service.submissions.names import SUFFIXES, decoded, place_of

_NO_END: Final = 2**63  # of what an operator has on his own disk
_AGENCY: Final = re.compile(rb'"agency_id"\s*:\s*"([^"\\]*)"')
UNKNOWN: Final = ""  # the agency of what is only found to be no report when it is read

Place = Any  # small, and understood by the source that gave it alone


class Listed(NamedTuple):
    """A report that is there: of which agency, as far as can be told, and where."""

    agency_id: str
    place: Place


class Source(Protocol):
    """A folder, an archive or a file of lines."""

    def listed(self) -> Iterator[Listed]:
        """Yield all that is there, in an order that does not depend on the machine."""

    def read(self, place: Place) -> Item | Refused:
        """Return the report at a place, or why it is none."""


class Folder:
    """A folder of reports below folders that are named after their agencies."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Look at nothing yet."""
        self._path = path
        self._limits = limits

    def listed(self) -> Iterator[Listed]:
        """Yield the files below."""
        for path, name in files_of(self._path):
            yield Listed(_agency_of(name), os.fsencode(path.relative_to(self._path)))

    def read(self, place: Place) -> Item | Refused:
        """Read a file."""
        return read_file(self._path / os.fsdecode(place), decoded(place), self._limits)


class Zip:
    """A ZIP archive that is made like a folder."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Read the directory; raises MalformedSubmission."""
        with _opened(path) as file:
            self._archive = Archive(file, limits)
        self._entries = list(self._archive.entries())

    def listed(self) -> Iterator[Listed]:
        """Yield the files in it."""
        for number, (_, name) in enumerate(self._entries):
            yield Listed(_agency_of(name), number)

    def read(self, place: Place) -> Item | Refused:
        """Read a file."""
        return self._archive.read(*self._entries[place])


class Lines:
    """A file of NDJSON, one report a line."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open it; raises MalformedSubmission where it is packed."""
        with _opened(path) as self._file:
            check_unpacked(self._file)
        self._limits = limits

    def listed(self) -> Iterator[Listed]:
        """Yield the lines that are not blank, with the place behind each, and its number."""
        self._file.seek(0)
        for number, line in enumerate(each_line(self._file, self._limits), start=1):
            end = self._file.tell()
            if line is None or line.strip():
                found = _AGENCY.search(line or b"")
                agency_id = found[1].decode(errors="replace") if found else UNKNOWN
                yield Listed(agency_id, (end - len(line or b""), end, number))

    def read(self, place: Place) -> Item | Refused:
        """Read a line."""
        begin, end, number = place
        self._file.seek(begin)
        line = self._file.read(end - begin) or None  # one without length is too long
        return read_line(f"line {number}", line, self._limits)


def open_source(path: Path, limits: Limits) -> Source:
    """
    Return what a path leads to: a folder, an archive, or else a file of lines.

    How much it may hold has no limit here. Raises ConfigurationError where it cannot be opened or
    is a single report, MalformedSubmission where an archive is damaged, or lines are packed.
    """
    limits = replace(limits, max_batch_items=_NO_END, max_batch_inflated_bytes=_NO_END)
    try:
        if path.is_dir():
            return Folder(path, limits)
        if path.suffix.lower() in SUFFIXES:
            raise ConfigurationError(
                f"{path} is a report by itself; put it into a folder that bears the id of its "
                "agency, and import the folder above that."
            )
        kind = Zip if path.suffix.lower() == ".zip" or is_zipfile(path) else Lines
        return kind(path, limits)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror or error}.") from error
    except MalformedSubmission as error:
        raise MalformedSubmission(f"{path}: {error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that stays open, unless it is found to be no source."""
    file = path.open("rb")
    try:
        yield file
    except MalformedSubmission:
        file.close()
        raise


def _agency_of(name: str) -> str:
    try:
        return place_of(name).agency_id
    except NoItem:
        return UNKNOWN

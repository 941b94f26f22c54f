"""A ZIP of reports: a folder for each agency, a file for each report."""

import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from service.errors import MalformedSubmission, TooLarge
from service.judging import Upload, media_type_of
from service.limits import ANY_RATIO, Limits
from service.submissions.item import Item, NoItem, Refused
from service.submissions.names import decoded, is_passed_over, place_of, printable

ENTRY_BYTES: Final = 256  # of the directory, for each report; an entry has 46 and its name
LEAST_DIRECTORY: Final = 1024 * 1024
METHODS: Final = (ZIP_STORED, ZIP_DEFLATED)  # others take memory as their data say
_PIECE: Final = 65_536
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of an entry
_UNIX: Final = 16  # bits above which the attributes hold a Unix mode
_BROKEN: Final = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError)
_BROKEN_ARCHIVE: Final = (*_BROKEN, NotImplementedError, IndexError)


def read_archive(file: BinaryIO, limits: Limits) -> Iterator[Item | Refused]:
    """
    Yield the report in each file of an archive, in the order of its directory, one at a time.

    Raises MalformedSubmission where it is no archive, TooLarge where it holds more files, or
    becomes more bytes, than a submission may.
    """
    archive = Archive(file, limits)
    for entry, name in archive.entries():
        yield archive.read(entry, name)


class _Guarded:
    """A file of which nobody reads more at once than the directory of an archive may have."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most
        self._size = file.seek(0, 2)
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._size - self._file.tell())
        if (left if size < 0 else min(size, left)) > self._most:
            raise TooLarge(f"The directory of the archive has more than {self._most} bytes.")
        return self._file.read(size)


def _opened(file: BinaryIO, limits: Limits) -> ZipFile:
    guarded = _Guarded(file, max(LEAST_DIRECTORY, ENTRY_BYTES * limits.max_batch_items))
    try:
        return ZipFile(guarded)
    except _BROKEN_ARCHIVE as error:
        raise MalformedSubmission("This is not the ZIP archive that it is said to be.") from error


def _name(entry: ZipInfo) -> str:
    """Return the path of an entry; what bears no flag was decoded as code page 437 so far."""
    if entry.flag_bits & _UTF8:
        return printable(entry.filename)
    return decoded(entry.filename.encode("cp437", "replace"))


class Archive:
    """Reads one entry after another; what all have read so far has a limit, too."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        """Read the directory; raises MalformedSubmission, or TooLarge."""
        self._archive = _opened(file, limits)
        self._limits = limits
        self._names: set[str] = set()
        self._seen = 0
        self._inflated = 0

    def entries(self) -> Iterator[tuple[ZipInfo, str]]:
        """Yield the files that are to be read, with their names, in the order of the directory."""
        for entry in self._archive.infolist():
            name = _name(entry)
            if not entry.is_dir() and not name.endswith("\\") and not is_passed_over(name):
                yield entry, name

    def read(self, entry: ZipInfo, name: str) -> Item | Refused:
        """Return the report in an entry, or why it is none; raises TooLarge as `read_archive`."""
        self._seen += 1
        if self._seen > self._limits.max_batch_items:
            raise TooLarge(f"The archive has more than {self._limits.max_batch_items} files.")
        try:
            place = place_of(name)
            self._check(entry, name)
            data = self._data(entry)
        except NoItem as error:
            return error.refused(name)
        media_type = media_type_of(place.filename)
        upload = Upload(data, media_type, filename=place.filename, year=place.year)
        return Item(name, place.agency_id, upload)

    def _check(self, entry: ZipInfo, name: str) -> None:
        """Raise NoItem where the directory itself says that the entry is not to be read."""
        if name in self._names:
            raise NoItem("unreadable-entry", "The archive has another file of this name.")
        self._names.add(name)
        if entry.flag_bits & _ENCRYPTED:
            raise NoItem("unreadable-entry", "The file is encrypted.")
        if stat.S_ISLNK(entry.external_attr >> _UNIX):
            raise NoItem("unreadable-entry", "The file is a link.")
        if entry.compress_type not in METHODS:
            raise NoItem(
                "unreadable-entry",
                f"The file is compressed by method {entry.compress_type}; deflate it.",
            )
        most = self._limits.max_body_bytes
        if entry.file_size > most:
            raise NoItem("body-too-large", f"The file is larger than {most} bytes.")
        ratio = self._limits.max_inflation_ratio
        if entry.file_size > max(ANY_RATIO, ratio * entry.compress_size):
            raise NoItem(
                "body-too-large", f"The file inflates to more than {ratio} times its size."
            )

    def _data(self, entry: ZipInfo) -> bytes:
        data = bytearray()
        try:
            with self._archive.open(entry) as member:
                while piece := member.read(_PIECE):
                    data += piece
                    self._count(len(piece))
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            raise NoItem("unreadable-entry", "The data of the file are damaged.") from error
        return bytes(data)

    def _count(self, size: int) -> None:
        self._inflated += size
        if self._inflated > self._limits.max_batch_inflated_bytes:
            raise TooLarge(
                f"The archive becomes more than {self._limits.max_batch_inflated_bytes} bytes."
            )

"""A folder of reports: a folder for each agency, a file for each report."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from service.judging import Upload, media_type_of
from service.limits import Limits
from service.submissions.item import Item, NoItem, Refused
from service.submissions.names import decoded, is_passed_over, place_of


def files_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """
    Yield what is to be read below a folder with its name there, in the order of the names.

    The order is the same on every machine. Links are not followed, whether they lead to files or
    to folders.
    """
    for path in _files(folder):
        name = decoded(os.fsencode(path.relative_to(folder)))
        if not is_passed_over(name):
            yield path, name


def _files(folder: Path) -> Iterator[Path]:
    """Yield all below a folder that is none itself; a link leads nowhere."""
    left = [folder]
    while left:
        path = left.pop()
        if path != folder and (path.is_symlink() or not path.is_dir()):
            yield path
            continue
        try:
            left += sorted(path.iterdir(), key=os.fsencode, reverse=True)
        except OSError:
            yield path


def read_file(path: Path, name: str, limits: Limits) -> Item | Refused:
    """Return the report in a file that bears a name below its folder, or why it is none."""
    try:
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            return Refused(name, "unreadable-file", "The folder cannot be looked into.")
        place = place_of(name)
        data = _data(path, status, limits)
    except NoItem as error:
        return error.refused(name)
    except OSError as error:
        return Refused(name, "unreadable-file", error.strerror or "The file cannot be read.")
    upload = Upload(data, media_type_of(place.filename), filename=place.filename, year=place.year)
    return Item(name, place.agency_id, upload)


def _data(path: Path, status: os.stat_result, limits: Limits) -> bytes:
    """Return what a regular file holds; a pipe among them would keep us waiting for ever."""
    if not stat.S_ISREG(status.st_mode):
        raise NoItem("unreadable-entry", "This is a link, or no file at all.")
    # As long a buffer as it takes: one of the limit's length takes longer to make than to read.
    most = min(status.st_size, limits.max_body_bytes)
    with path.open("rb") as file:
        data = file.read(most + 1)
        if len(data) > most:  # it has grown meanwhile
            data += file.read(limits.max_body_bytes + 1 - len(data))
    if len(data) > limits.max_body_bytes:
        raise NoItem("body-too-large", f"The file is larger than {limits.max_body_bytes} bytes.")
    return data

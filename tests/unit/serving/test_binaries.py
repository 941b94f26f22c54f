"""The binaries run wherever the environment lies."""

import os
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest

from service.serving.binaries import DISTRIBUTION, INSTALLATION, binaries, copy_binaries


def test_the_binaries_of_the_wheel_are_used_where_they_can_be_run(scratch: Path) -> None:
    folder = binaries(scratch, None)
    assert "PostgreSQL" in _version(folder / "postgres")
    assert not list(scratch.iterdir())


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_a_copy_runs_for_everybody_whatever_the_umask(scratch: Path) -> None:
    before = os.umask(0o077)
    try:
        copy_binaries(Path(str(distribution(DISTRIBUTION).locate_file(""))), scratch / "copy")
    finally:
        os.umask(before)
    for name in ("postgres", "initdb"):
        program = scratch / "copy" / INSTALLATION / "bin" / name
        assert "PostgreSQL" in _version(program, user="nobody")


def _version(program: Path, user: str | None = None) -> str:
    return subprocess.check_output([program, "--version"], text=True, cwd="/", user=user)

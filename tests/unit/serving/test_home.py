"""Folders are claimed by one process, and made without touching anybody else's."""

import os
import stat
from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.serving.home import claim, locked, make_folder, settle


def test_a_claimed_folder_is_refused_to_others_and_the_holder_is_named(tmp_path: Path) -> None:
    with claim(tmp_path), pytest.raises(ConfigurationError) as raised, claim(tmp_path):
        pass
    assert str(raised.value) == f"DATA_DIR {tmp_path} is in use by process {os.getpid()}."


def test_a_claim_ends_with_its_holder(tmp_path: Path) -> None:
    for _ in range(2):
        with claim(tmp_path):
            pass


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ConfigurationError, match="cannot be used"), claim(file):
        pass


def test_a_folder_of_ours_can_be_entered_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        make_folder(tmp_path / "ours")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o755


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    make_folder(theirs)
    with claim(theirs):
        pass
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o700


def test_a_server_lives_in_a_data_directory_that_it_can_reach(scratch: Path) -> None:
    assert settle(scratch).folder == scratch


def test_a_lock_is_waited_for_as_long_as_patience_lasts(tmp_path: Path) -> None:
    first = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    second = os.open(tmp_path / "lock", os.O_RDWR)
    try:
        assert locked(first)
        assert not locked(second, patience=0.05)
        os.close(first)
        assert locked(second, patience=0.05)
    finally:
        os.close(second)

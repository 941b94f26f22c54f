"""The server never runs as root, and keeps the account that owns its files."""

import os
import pwd
from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.serving.account import Account, account_for, can_reach

only_as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
NOBODY = Account("nobody", pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)


def test_an_ordinary_user_serves_as_itself(tmp_path: Path) -> None:
    account = account_for(tmp_path / "missing")
    assert (account is None) == (os.getuid() != 0)


@only_as_root
def test_root_serves_as_somebody_else(tmp_path: Path) -> None:
    account = account_for(tmp_path / "missing")
    assert account
    assert account.uid != 0


@only_as_root
def test_a_cluster_is_served_by_its_owner(tmp_path: Path) -> None:
    os.chown(tmp_path, NOBODY.uid, NOBODY.gid)
    assert account_for(tmp_path) == NOBODY


@pytest.mark.skipif(os.getuid() == 0, reason="root may serve for anybody")
def test_another_users_cluster_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        account_for(Path("/"))


@only_as_root
def test_a_folder_below_a_private_one_is_out_of_reach(scratch: Path) -> None:
    private = scratch / "private"
    inside = private / "inside"
    inside.mkdir(parents=True)
    assert can_reach(NOBODY, inside)
    private.chmod(0o700)
    assert not can_reach(NOBODY, inside)
    assert can_reach(None, inside)

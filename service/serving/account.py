"""Who the embedded server runs as: never root, which Postgres refuses."""

import os
import pwd
from pathlib import Path
from typing import Final, NamedTuple

from service.errors import ConfigurationError

PREFERRED: Final = ("nianbao", "postgres", "nobody")


class Account(NamedTuple):
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def account_for(cluster: Path) -> Account | None:
    """
    Return whom root has to become in order to serve `cluster`, None where we are not root.

    An existing cluster is served by its owner, so a server keeps its account for life.
    """
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.getuid() != 0:
        if owner not in (None, os.getuid()):
            raise ConfigurationError(f"{cluster} belongs to another user (uid {owner}).")
        return None
    if owner is not None:
        return _account(pwd.getpwuid(owner))
    for name in PREFERRED:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise ConfigurationError(f"Postgres does not run as root; add one of the users {PREFERRED}.")


def can_reach(account: Account | None, path: Path) -> bool:
    """Tell whether `account` may enter the folder, or run the file, at `path`."""
    if account is None:
        return os.access(path, os.X_OK)
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)
        os._exit(0 if os.access(path, os.X_OK) else 1)
    return os.waitpid(child, 0)[1] == 0


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)

"""Child processes that do not outlive this one."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from typing import IO, Final

from service.serving.account import Account

PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int, farewell: signal.Signals) -> None:
    """
    Have the kernel send `farewell` to this process when `parent` ends, however it ends.

    The kernel watches the *thread* that forked, so fork from the main thread.
    A change of user forgets the wish: call this after it.
    """
    if _libc.prctl(PR_SET_PDEATHSIG, int(farewell), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    if os.getppid() != parent:  # it ended between our fork and the call above
        os.kill(os.getpid(), signal.SIGKILL)


def spawn(
    command: Sequence[str],
    *,
    farewell: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
    log: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """
    Start `command` as `account`; it gets `farewell` when this process ends.

    It leads a session of its own: Ctrl-C in a terminal reaches this process only,
    which ends its children in the right order. The descriptors in `keep` are inherited.
    """
    parent = os.getpid()

    def before_exec() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())  # serve() has some blocked
        die_with(parent, farewell)

    return subprocess.Popen(  # noqa: S603  our own commands, no shell
        command,
        cwd="/" if account else None,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=keep,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=before_exec,  # noqa: PLW1509  no other thread exists when we fork
    )


def end(process: subprocess.Popen[bytes], *signals: signal.Signals, seconds: float) -> None:
    """Send one signal after another, `seconds` apart, until the process has ended."""
    for each in signals:
        if process.poll() is not None:
            return
        process.send_signal(each)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue

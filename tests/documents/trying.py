"""
A page tried as its reader would: in a copy of the clone, against a running service.

All that a page shows is one script of one shell, so that what a command sets is there for the next.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.documents.pages import ROOT, Block, Command, agree, blocks, commands

PATIENCE_SECONDS = 900
_END = "\x1e"  # stands behind the output of each command, with its status
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".data", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info"
)


def copy_of_the_clone(folder: Path) -> Path:
    """Copy the clone, with an environment of which the programs are those of this one."""
    clone = folder / "nianbao"
    shutil.copytree(ROOT, clone, ignore=_LEFT_OUT)
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, arguments in (("python", ""), ("python3", ""), ("nianbao", "-m service")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments} "$@"\n')
        program.chmod(0o755)
    # A terminal, to which a reader's curl writes, sees no progress either.
    (folder / ".curlrc").write_text("no-progress-meter\n")
    return clone


def try_page(page: str, clone: Path, address: str, **environment: str) -> list[str]:
    """Do what the page shows, and return what came out otherwise than it says."""
    page = page.replace("localhost:8000", address)
    steps = [step for block in blocks(page) if block.is_tried for step in _steps(block, clone)]
    script = "".join(f"{step.command}\nprintf '{_END}%s{_END}' $?\n" for step in steps)
    programs = clone / ".venv" / "bin"
    with subprocess.Popen(
        ["/bin/bash", "-c", script],
        cwd=clone,
        env={
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(clone.parent),
            "LANG": "C.UTF-8",
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as shell:
        # What a page starts and never ends would hold the pipe for ever.
        watch = threading.Timer(PATIENCE_SECONDS, os.killpg, (shell.pid, signal.SIGKILL))
        watch.start()
        output, _ = shell.communicate()
        watch.cancel()
    outcomes = output.decode().replace("\r\n", "\n").split(_END)
    results = zip(steps, outcomes[0::2], outcomes[1::2], strict=False)
    wrong = [
        f"line {step.line}: {step.command}\n{printed}\nstatus {status}"
        for step, printed, status in results
        if not _is_as_said(step, printed, status)
    ]
    return wrong + ["the shell ended early"] * (len(outcomes) != 2 * len(steps) + 1)


def _is_as_said(step: Command, printed: str, status: str) -> bool:
    """Where a command prints something, that tells; else its status has to."""
    return agree(step.documented, printed) and (bool(step.documented) or status == "0")


def _steps(block: Block, clone: Path) -> Iterator[Command]:
    if block.language == "console" and block.name is None:
        for command in commands(block):
            # What starts the service or the tests is only looked up: this is one of the tests.
            made = command.command.startswith(("make ", ".ci/run"))
            line = command.command.replace("make ", "make >/dev/null --dry-run ", 1)
            line = line.replace(".ci/run", "bash -n .ci/run", 1)
            yield Command(command.line, line, ()) if made else command
        return
    kept = clone.parent / f"block-{block.line}"
    kept.write_text(block.content, "utf-8")
    if block.name is not None:
        folder = shlex.quote(str(Path(block.name).parent))
        line = f"mkdir -p {folder} && cp {kept} {shlex.quote(block.name)}"
    elif block.language == "diff":
        line = f"git apply -C1 --recount {kept}"
    else:
        line = f"python3 {kept} >/dev/null"
    yield Command(block.line, line, ())

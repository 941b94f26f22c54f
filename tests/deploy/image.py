"""
The steps of the Dockerfile, taken without an engine.

Each stage begins with this machine's own root, over which a layer in memory is laid, and the Python
that runs the tests in the place of the base image's. All mounts are in a namespace of their own,
which ends with the process that holds it.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

ROOT = Path(__file__).parents[2]
SYSTEM_PATH: Final = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
# How packages are fetched is the machine's affair; that they are is what we try.
OF_THE_MACHINE: Final = re.compile(r"PIP_\w+|\w+_proxy|\w+_PROXY|SSL_CERT_\w+|REQUESTS_CA_BUNDLE")


class Unable(Exception):
    """This machine cannot take the steps."""


class Step(NamedTuple):
    word: str
    rest: str


@dataclass
class Stage:
    """A root file system in the making, and what its processes start with."""

    root: str
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": SYSTEM_PATH})
    user: str = "0:0"
    folder: str = "/"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


def steps(text: str) -> list[Step]:
    """Read a Dockerfile: its instructions, comments left out and broken lines joined."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(*line.split(None, 1)) for line in joined.splitlines() if line]


class Builder:
    """Takes steps within a mount namespace; see `builder`."""

    def __init__(self, folder: Path, layers: Path, holder: int) -> None:
        self._context = _context(folder / "context")
        self._layers = layers
        self._enter = ["nsenter", f"--mount=/proc/{holder}/ns/mnt"]
        self._stages: dict[str, Stage] = {}

    def build(self, dockerfile: str) -> Stage:
        """Take all steps and return the last stage."""
        stage = None
        for step in steps(dockerfile):
            if step.word == "FROM":
                name = step.rest.partition(" AS ")[2] or "last"
                stage = self._stages[name] = self._begin(name)
            elif step.word != "ARG":
                assert stage is not None
                getattr(self, f"_{step.word.lower()}")(stage, step.rest)
        return self._stages["last"]

    def mount(self, *arguments: str) -> None:
        """Mount something within the namespace."""
        self._sh("mount", *arguments)

    def command(self, stage: Stage, words: Sequence[str], **environment: str) -> list[str]:
        """Return the command line that runs `words` as a container of the stage does."""
        variables = [f"{key}={value}" for key, value in (stage.environment | environment).items()]
        enter = ["chroot", f"--userspec={stage.user}", "--groups=", stage.root]
        start = ["env", "-i", f"--chdir={stage.folder}", *variables]
        return [*self._enter, *enter, *start, *words]

    def _begin(self, name: str) -> Stage:
        layer = self._layers / name
        for part in ("changes", "work", "root"):
            self._sh("mkdir", "-p", str(layer / part))
        options = f"lowerdir=/,upperdir={layer}/changes,workdir={layer}/work"
        root = str(layer / "root")
        self.mount("-t", "overlay", "-o", options, "stage", root)
        self.mount("--rbind", "/dev", f"{root}/dev")
        self.mount("--rbind", "/proc", f"{root}/proc")
        if sys.base_prefix not in ("/usr", "/usr/local"):
            self.mount("--bind", sys.base_prefix, f"{root}/usr/local")
        stage = Stage(root)
        self._run(stage, "ldconfig")
        return stage

    def _sh(self, *words: str) -> None:
        _do([*self._enter, *words])

    def _run(self, stage: Stage, rest: str) -> None:
        # The cache saves us the time of fetching; in an image it would only take room.
        script = rest.replace(" --no-cache-dir", "")
        machine = {key: value for key, value in os.environ.items() if OF_THE_MACHINE.fullmatch(key)}
        home = {"HOME": os.environ.get("HOME", "/root")}
        _do(self.command(stage, ["/bin/sh", "-c", script], **home, **machine))

    def _env(self, stage: Stage, rest: str) -> None:
        for word in shlex.split(rest):
            name, _, value = word.partition("=")
            stage.environment[name] = value.replace("$PATH", stage.environment["PATH"])

    def _workdir(self, stage: Stage, rest: str) -> None:
        self._sh("mkdir", "-p", stage.root + rest)
        stage.folder = rest

    def _user(self, stage: Stage, rest: str) -> None:
        stage.user = rest

    def _copy(self, stage: Stage, rest: str) -> None:
        *options, source, target = rest.split()
        beginning = options[0].removeprefix("--from=") if options else ""
        origin = Path(self._stages[beginning].root) if beginning else self._context
        place = Path(stage.root + str(Path(stage.folder) / target))
        kept = origin / source.removeprefix("./").lstrip("/")
        name = place / kept.name if target == "./" else place
        self._sh("cp", "--recursive", "--preserve=mode,links", str(kept), str(name))

    def _expose(self, stage: Stage, rest: str) -> None:
        assert rest == stage.environment["PORT"]

    def _healthcheck(self, stage: Stage, rest: str) -> None:
        stage.health = json.loads(rest.partition(" CMD ")[2])

    def _cmd(self, stage: Stage, rest: str) -> None:
        stage.command = json.loads(rest)


def _do(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}{done.stderr}"


def _context(folder: Path) -> Path:
    """Fill a folder with what .dockerignore lets into a build."""
    folder.mkdir()
    everything, *exceptions, caches = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert (everything, caches) == ("*", "**/__pycache__")
    for each in exceptions:
        origin = ROOT / each.removeprefix("!")
        if origin.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(origin, folder / origin.name, ignore=ignored)
        else:
            shutil.copy(origin, folder)
    return folder


@contextmanager
def builder(folder: Path) -> Iterator[Builder]:
    """Give a builder whose mounts are gone at the end; raises Unable where there can be none."""
    if os.geteuid() != 0:
        raise Unable("only root may mount")
    for name in ("python", "pip"):  # which Debian's own Python goes without
        if not Path(sys.base_prefix, "bin", name).exists():
            raise Unable(f"{sys.base_prefix} has no {name}")
    layers = folder / "layers"
    layers.mkdir()
    mount = f"mount -t tmpfs layers {layers} && mkdir {layers}/a {layers}/b {layers}/c"
    mount += (
        f" && mount -t overlay -o lowerdir=/,upperdir={layers}/a,workdir={layers}/b x {layers}/c"
    )
    script = f"{mount} && umount {layers}/c && echo mounted && exec sleep infinity"
    holder = subprocess.Popen(
        ["/usr/bin/unshare", "--mount", "sh", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        if holder.stdout.readline() != "mounted\n":
            raise Unable("no layer can be laid over the root of this machine")
        yield Builder(folder, layers, holder.pid)
    finally:
        holder.kill()
        holder.communicate()

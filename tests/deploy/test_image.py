"""The Dockerfile's steps make an image that serves, as nobody in particular and unable to write."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service import __version__
from service.serving.postgres import server_url
from tests.deploy import image
from tests.deploy.image import ROOT, Builder, Stage
from tests.system.running import READY, ask, eventually

REPORT = (ROOT / "tests/data/helin-2023.txt").read_bytes()
DATA = "/var/lib/nianbao/data"
VOLUMES = ("/tmp", "/dev/shm", "/var/lib/nianbao")  # noqa: S108  those of the image
MOST_MEBIBYTES = 130


@contextmanager
def started(builder: Builder, stage: Stage, log: Path, **environment: str) -> Iterator[str]:
    """Run what the image runs by itself; yield its URL, and see it stop as it should."""
    with log.open("wb") as said:
        words = builder.command(stage, stage.command, **environment)
        running = subprocess.Popen(words, stdout=said, stderr=said)
    try:
        eventually(lambda: READY.search(log.read_text("utf-8")) or running.poll() is not None)
        found = READY.search(log.read_text("utf-8"))
        assert found, log.read_text("utf-8")
        yield found[1]
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0, log.read_text("utf-8")


def test_the_image_serves_from_a_root_that_nobody_can_write_to(scratch: Path) -> None:
    try:
        with image.builder(scratch) as builder:
            stage = builder.build((ROOT / "Dockerfile").read_text("utf-8"))
            _look(builder, stage)
            _close(builder, stage)
            _serve(builder, stage, scratch)
    except image.Unable as reason:
        pytest.skip(f"the steps cannot be taken here: {reason}")


def _close(builder: Builder, stage: Stage) -> None:
    """Let nothing be written but to what a container is given: /tmp, shared memory, a volume."""
    uid, _, gid = stage.user.partition(":")
    builder.mount("-o", "remount,ro", stage.root)
    for path in VOLUMES:
        builder.mount("-t", "tmpfs", "-o", f"uid={uid},gid={gid}", "volume", stage.root + path)


def _look(builder: Builder, stage: Stage) -> None:
    assert stage.user.split(":") == ["10001", "10001"]

    def said(*words: str, stdin: bytes = b"") -> str:
        done = subprocess.run(
            builder.command(stage, words), input=stdin, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert said("id", "-un") == "nianbao\n"
    assert said("nianbao", "--version") == f"nianbao {__version__}\n"
    assert said("nianbao", "check", "-", stdin=REPORT).startswith("files 1: error 0")
    assert said("find", "/opt/nianbao", "-writable", "-not", "-type", "l") == ""
    assert "service/storage/migrations/0001_reports.sql" in said("find", "/opt/nianbao")
    assert said("find", "/opt/nianbao", "-name", "pip*") == ""
    mebibytes = int(said("du", "-sm", "/opt/nianbao").split()[0])
    assert 50 < mebibytes < MOST_MEBIBYTES


def _serve(builder: Builder, stage: Stage, scratch: Path) -> None:
    """Serve with the Postgres of the first container as the database of the second one."""
    own = {"HOST": "127.0.0.1", "PORT": "0"}
    with started(builder, stage, scratch / "first.txt", **own):
        url = server_url(f"{DATA}/run")

        def run(*words: str) -> str:
            command = builder.command(stage, words, DATABASE_URL=url)
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        run("nianbao", "migrate")
        key = run("nianbao", "keys", "create", "portal", "--scope", "write").split()[-1]
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        with started(
            builder, stage, scratch / "second.txt", DATABASE_URL=url, PORT=port
        ) as address:
            headers = {"Authorization": f"Bearer {key}", "Content_Type": "text/plain"}
            path = "/v1/agencies/a/reports"
            assert ask(address, path, REPORT, **headers).status == 201
            answer = ask(address, f"{path}/2023", **headers)
            assert json.loads(answer.body)["applications"]["received"]["total"] == 65
            healthy = builder.command(stage, stage.health, PORT=port)
            assert subprocess.run(healthy, check=False).returncode == 0
        assert subprocess.run(healthy, check=False, capture_output=True).returncode == 1

"""gunicorn as the service runs it, on a Postgres of the benchmark's own, and a load upon it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from service.serving.home import claim
from service.serving.lifeline import end, spawn
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import open_folder

CONNECTIONS = 8  # of the load; the service takes so many requests into work at once, and more
# As many as `bare.py` and `bare_post.py` keep: nobody waits for a connection on either side.
POOL_SIZE = "16"
SETTINGS = "python:service.serving.gunicorn_settings"


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a server with the schema of the service."""
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as server:
        migrate(server.url)
        yield server.url


@contextmanager
def gunicorn(application: str, database_url: str, **settings: str) -> Iterator[tuple[str, int]]:
    """Serve an application with the settings of the service; give its URL and process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database_url, "WORKERS": "1"} | settings
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- the log of the requests
        process = spawn(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
            + ["--config", SETTINGS, application],
            farewell=signal.SIGKILL,
            environment=environment,
            log=nowhere,
        )
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        end(process, signal.SIGTERM, signal.SIGKILL, seconds=10)


def requests_a_second(url: str, seconds: float) -> float:
    """Return how many requests for one address are answered, by `wrk` or by callers of our own."""
    wrk = shutil.which("wrk")
    if wrk:
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", url]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        if "Non-2xx" in said or "Socket errors" in said:
            raise RuntimeError(said)
        return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as callers:
        return sum(callers.map(lambda _: _call(url, until), range(CONNECTIONS))) / seconds


def side_by_side(urls: list[str], rounds: int, seconds: float) -> list[float]:
    """Return the median rate of each address; the rounds take turns, so all meet the same noise."""
    for url in urls:
        requests_a_second(url, 1)
    rates = [[requests_a_second(url, seconds) for url in urls] for _ in range(rounds)]
    return [median(column) for column in zip(*rates, strict=True)]


def _call(url: str, until: float) -> int:
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname, place.port)
    done = 0
    while time.monotonic() < until:
        connection.request("GET", place.path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"{url} answers {answer.status}")
        done += 1
    connection.close()
    return done

"""
POST of a new report is answered at least 0.40 times as often as a bare view inserts rows.

The floor is `bare_post`: a Flask view that inserts the body and 28 rows and commits, for the same
texts, on the same Postgres, with the same gunicorn settings and as many connections. Both take
turns. Every text is a report that is not yet stored, of an agency that is not yet known, so it is
read, judged and stored with all of its rows.

The texts are generated, 6.6 kB on average, in all layouts that leave values readable in equal
shares: HTML is a sixth, Markdown, pipes and tabs a third, and the rest is text of which PDF or
a crawler has taken the borders, which takes longer to read than what most portals publish.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from statistics import median
from typing import Final

from benchmarks.measuring import markdown
from benchmarks.serving import POOL_SIZE
from service.serving.home import claim
from service.serving.lifeline import end, spawn
from service.serving.postgres import Postgres
from service.storage.migrate import migrate
from tests.conftest import open_folder, run
from tests.generator.archive import archive

_SCHEMA: Final = """
    CREATE TABLE bare_bodies (key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea);
    CREATE TABLE bare_rows (
        key bigint REFERENCES bare_bodies, code text, natural_person numeric, commercial numeric,
        research numeric, welfare numeric, legal numeric, other numeric, total numeric,
        PRIMARY KEY (key, code)
    );
"""
_ROUNDS: Final = 3
_REQUESTS: Final = 400  # a round, of each
_CALLERS: Final = 8
_AIM: Final = 0.4
_AGENCIES: Final = count()  # a report of another agency each time: there is nothing beside it


@contextmanager
def _gunicorn(application: str, database_url: str) -> Iterator[int]:
    """Serve an application with the settings of the service; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": database_url, "REQUESTS_PER_MINUTE": "0", "POOL_SIZE": POOL_SIZE}
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  the log of the requests
        process = spawn(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
            + ["--config", "python:service.serving.gunicorn_settings", application],
            farewell=signal.SIGKILL,
            environment=os.environ | settings,
            log=nowhere,
        )
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        yield port
    finally:
        end(process, signal.SIGTERM, signal.SIGKILL, seconds=10)


def _send(port: int, path: str, bodies: Iterator[bytes]) -> None:
    """Send one body after another until there is none left; other callers take from them, too."""
    connection = HTTPConnection("127.0.0.1", port)
    for body in bodies:
        headers = {"Content-Type": "text/plain"}
        connection.request("POST", path.format(next(_AGENCIES)), body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:  # noqa: PLR2004
            raise RuntimeError(f"{path} answers {answer.status}")
    connection.close()


def _rate(port: int, path: str, bodies: list[bytes]) -> float:
    """
    Return how many requests a second are answered.

    A connection stays with the process that took it, and one process may have taken six of eight:
    with a share for each caller those of the other would be done early, and their process idle.
    """
    left = iter(bodies)
    began = time.perf_counter()
    with ThreadPoolExecutor(_CALLERS) as callers:
        list(callers.map(lambda _: _send(port, path, left), range(_CALLERS)))
    return len(bodies) / (time.perf_counter() - began)


def measure() -> tuple[float, float]:
    """Return the median rates of the bare view and of the service."""
    bodies = [file.data for file in archive(3, _REQUESTS // 5)]
    with (
        open_folder() as folder,
        claim(folder) as data_dir,
        Postgres(data_dir) as postgres,
    ):
        migrate(postgres.url)
        run(postgres.url, _SCHEMA)
        with (
            _gunicorn("benchmarks.bare_post:app", postgres.url) as bare,
            _gunicorn("service.wsgi:app", postgres.url) as ours,
        ):
            places = ((bare, "/"), (ours, "/v1/agencies/measured-{}/reports"))
            for place in places:
                _rate(*place, bodies[:80])
            rounds = [[_rate(*place, bodies) for place in places] for _ in range(_ROUNDS)]
    floor, rate = (median(column) for column in zip(*rounds, strict=True))
    return floor, rate


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    floor, rate = measure()
    lines = [
        ("a bare view, the body and 28 rows", f"{floor:.0f}", "1"),
        ("a report", f"{rate:.0f}", f"{rate / floor:.2f}"),
    ]
    about = f"Two processes, {_CALLERS} callers, medians of {_ROUNDS} rounds of {_REQUESTS} reports"
    ratio = f"**{rate / floor:.2f} of a bare view's requests a second; the aim is {_AIM:.2f}.**"
    table = markdown(("", "requests a second", "of the bare view"), lines)
    return f"{ratio}\n\n{about}.\n\n{table}"


if __name__ == "__main__":
    print(report())

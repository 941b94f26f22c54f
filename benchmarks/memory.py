"""
A web process stays small, however many reports it has stored.

The aim: less than 120 MB resident after 10,000 reports of 10 kB on average, and no growth after the
first thousand beyond what the allocator rounds up, 5 %.
"""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measuring import markdown, own_reports, real_reports
from benchmarks.serving import gunicorn, postgres
from tests.system.running import below

_STEPS = (100, 1_000, 2_500, 5_000, 7_500, 10_000)
_CALLERS = 4
_MEGABYTE = 1_000_000


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise ProcessLookupError(pid)


def _store(url: str, numbers: range, texts: list[bytes]) -> None:
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname, place.port)
    for number in numbers:
        path = f"/v1/agencies/measured-{number // len(texts)}/reports"
        text = texts[number % len(texts)]
        connection.request("POST", path, text, {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path} answers {answer.status}")
    connection.close()


def measure() -> list[tuple[int, int]]:
    """Store reports by one process; return its size after so many of them."""
    texts = [file.read_bytes() for file in [*own_reports(), *real_reports()]]
    sizes = []
    with (
        postgres() as database_url,
        gunicorn("service.wsgi:app", database_url, REQUESTS_PER_MINUTE="0") as (url, pid),
    ):
        [worker] = below(pid)
        done = 0
        for step in _STEPS:
            parts = [range(done + each, step, _CALLERS) for each in range(_CALLERS)]
            with ThreadPoolExecutor(_CALLERS) as callers:
                list(callers.map(lambda part: _store(url, part, texts), parts))
            done = step
            sizes.append((step, resident(worker.pid)))
    return sizes


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    sizes = measure()
    first = dict(sizes)[1_000]
    lines = [
        (f"{number:,}", f"{size / _MEGABYTE:.1f} MB", f"{size / first:.3f}")
        for number, size in sizes
    ]
    head = ("reports stored", "resident", "of that after 1,000")
    last = sizes[-1][1]
    said = f"{last / _MEGABYTE:.0f} MB, {last / first:.2f} of what it is after 1,000 reports"
    ratio = f"**{said}; the aims are 120 MB and 1.05.**"
    return f"{ratio}\n\nOne process of gunicorn, {_CALLERS} callers.\n\n{markdown(head, lines)}"


if __name__ == "__main__":
    print(report())

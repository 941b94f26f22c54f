"""
Over 1,000,000 reports, requests take what they take over 1,000: 1.3 times at most, p99 twice.

    python -m benchmarks.at_scale SMALL LARGE

SMALL and LARGE are databases that `benchmarks.multitude` has filled. Each has a service of its own
with one worker, and requests go to both in turn, over connections that stay open, so that whatever
else the machine does strikes both. Pages have ten reports in either, those of a county five, since
it has no more among a thousand. What is asked about was asked about once before, so that a million
reports are not measured by the disk that they lie on.
"""

import http.client
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from itertools import cycle
from statistics import quantiles
from time import perf_counter
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

import psycopg2

from benchmarks.measuring import markdown
from service.api.pages import cursor_to
from service.api.representation import timestamp
from tests.conftest import open_folder
from tests.system.running import Service, service

ROUNDS: Final = int(os.environ.get("ROUNDS", "300"))
PAGE: Final = "/v1/reports?limit=10"


class Place(NamedTuple):
    """A report that is stored, at some place in the order of changes."""

    agency_id: str
    year: int
    changed_at: datetime
    division: str


class Scale:
    """A service over one of the databases."""

    def __init__(self, database_url: str, running: Service) -> None:
        """Look for places from the first change to the last."""
        self.places = _places(database_url)
        place = urlsplit(running.url)
        self._connection = http.client.HTTPConnection(place.hostname or "", place.port)

    def seconds(self, path: str) -> float:
        """Return how long the answer takes."""
        began = perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        took = perf_counter() - began
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status} {body.decode()}")
        return took


def _places(database_url: str) -> list[Place]:
    with psycopg2.connect(database_url) as connection, connection.cursor() as statements:
        statements.execute(
            """
            SELECT agency_id, year, numbered.changed_at, division
            FROM (SELECT *, row_number() OVER (ORDER BY changed_at) AS number FROM reports)
                AS numbered
            JOIN agencies USING (agency_id)
            WHERE number %% (SELECT count(*) / 300 + 1 FROM reports) = 0 AND division IS NOT NULL
            """,
            {},
        )
        return [Place(*row) for row in statements.fetchall()]


def _cursor(place: Place) -> str:
    return cursor_to(timestamp(place.changed_at, "microseconds"), place.agency_id, place.year)


Path = Callable[[Place], str]
REQUESTS: Final[dict[str, Path]] = {
    "a report": lambda at: f"/v1/agencies/{at.agency_id}/reports/{at.year}",
    "an agency's list": lambda at: f"/v1/agencies/{at.agency_id}/reports",
    "an agency's series": lambda at: f"/v1/agencies/{at.agency_id}/series",
    "a page, the first": lambda _: PAGE,
    "a page by cursor": lambda at: f"{PAGE}&cursor={_cursor(at)}",
    "a page by `updated_since`": lambda at: (
        f"{PAGE}&updated_since={quote(str(timestamp(at.changed_at, 'microseconds')))}"
    ),
    "a page by `year`": lambda at: f"{PAGE}&year={at.year}",
    "a page by `division`, a province": lambda at: f"{PAGE}&division={at.division[:2]}",
    "a page by `division`, a county": lambda at: f"/v1/reports?limit=5&division={at.division}",
    "a page by `format`": lambda _: f"{PAGE}&format=2019",
    "a page by `severity`": lambda _: f"{PAGE}&severity=error",
    "a page by `rule`, a common one": lambda _: f"{PAGE}&rule=S607",
    "a page by `rule`, a rare one": lambda _: f"{PAGE}&rule=C501",
    "statistics of the nation, all years": lambda _: "/v1/statistics",
    "statistics of a year by province": lambda at: f"/v1/statistics?by=division&year={at.year}",
    "statistics of a county": lambda at: f"/v1/statistics?division={at.division}",
}


def measure(scales: list[Scale], path: Path) -> list[list[float]]:
    """Return for each scale the times of many requests, sent in turn."""
    times: list[list[float]] = [[] for _ in scales]
    places = [cycle(scale.places) for scale in scales]
    warm_up = max(len(scale.places) for scale in scales)
    for turn in range(warm_up + ROUNDS):
        for scale, of, found in zip(scales, places, times, strict=True):
            took = scale.seconds(path(next(of)))
            if turn >= warm_up:
                found.append(took)
    return times


def report(small: str, large: str) -> str:
    """Measure, and return the result as a section of Markdown."""
    with ExitStack() as stack:
        scales = []
        for url in (small, large):
            folder = stack.enter_context(open_folder())
            running = stack.enter_context(service(folder, DATABASE_URL=url, WORKERS="1"))
            scales.append(Scale(url, running.ready()))
        lines = [_line(name, measure(scales, path)) for name, path in REQUESTS.items()]
    head = ["", "p50 small", "p50 large", "ratio", "p99 small", "p99 large", "ratio"]
    return f"{ROUNDS} requests each.\n\n{markdown(head, lines)}"


def _line(name: str, times: list[list[float]]) -> list[str]:
    line = [name]
    for percent in (50, 99):
        small, large = (quantiles(each, n=100)[percent - 1] for each in times)
        line += [f"{small * 1000:.1f} ms", f"{large * 1000:.1f} ms", f"{large / small:.2f}"]
    return line


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    print(report(*arguments))

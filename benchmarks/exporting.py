"""
An export of application rows is at least half as fast as `COPY … TO STDOUT`, in little memory.

Both send the same cells of the same current reports to a client that counts the lines: the export
through gunicorn over HTTP, COPY over the connection to Postgres. COPY of the bare table, which
joins nothing and knows neither names nor what is current, is shown beside it. The memory is that
of the worker process at its highest, less what it was before the first export; the aim is less
than 50 MB.

    python -m benchmarks.exporting [DATABASE_URL]

Without an argument it fills a database of its own, which takes longer than to measure; with one it
measures over what `benchmarks.multitude` has filled.
"""

import http.client
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import psycopg2
from psycopg2.extensions import set_wait_callback

from benchmarks.measuring import markdown, seconds
from benchmarks.multitude import make
from service.serving.home import claim
from service.serving.postgres import Postgres
from service.storage.exports import HEAD
from service.storage.migrate import migrate
from service.storage.records import COLUMNS
from service.storage.waiting import wait
from tests.conftest import open_folder, run
from tests.system.running import Service, service

REPORTS: Final = 100_000
ROUNDS: Final = 5
TABLES: Final = ("agencies", "reports", "application_rows")  # all that is exported here
AIM: Final = 0.5
MOST_GROWTH: Final = 50  # megabytes
PIECE: Final = 1 << 16
_CELLS: Final = ", ".join(("row_code", *COLUMNS["applications"]))
_SAME: Final = f"""(
    SELECT {", ".join(column.value for column in HEAD)}, {_CELLS}
    FROM reports
    JOIN agencies USING (agency_id)
    JOIN application_rows ON (application_rows.agency_id, application_rows.year, revision)
        = (reports.agency_id, reports.year, current_revision)
    WHERE withdrawn_at IS NULL
)"""  # noqa: S608 -- names of our own


class Lines:
    """Counts what is written to it."""

    def __init__(self) -> None:
        """Begin at none."""
        self.number = 0

    def write(self, data: bytes) -> int:
        """Count the line breaks."""
        self.number += data.count(b"\n")
        return len(data)


def exported(running: Service, kind: str) -> int:
    """Return how many lines an export has."""
    place, lines = urlsplit(running.url), Lines()
    with closing(http.client.HTTPConnection(place.hostname or "", place.port)) as connection:
        connection.request("GET", "/v1/exports/applications", headers={"Accept": kind})
        answer = connection.getresponse()
        while piece := answer.read(PIECE):
            lines.write(piece)
    return lines.number


def copied(database_url: str, source: str) -> int:
    """Return how many lines COPY has."""
    set_wait_callback(None)  # under one, psycopg2 knows no COPY
    lines = Lines()
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as statements:
        statements.copy_expert(f"COPY {source} TO STDOUT (FORMAT csv)", lines, size=PIECE)
    set_wait_callback(wait)
    return lines.number


class Memory(NamedTuple):
    """Kilobytes of a process: at this moment, and at its highest."""

    now: int
    highest: int


def memory(pid: int) -> Memory:
    """Return the resident memory of a process."""
    said = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    )
    return Memory(*(int(said[name].split()[0]) for name in ("VmRSS", "VmHWM")))


def worker(running: Service) -> int:
    """Return the process that answers; there is one, below the one that watches it."""
    web = running.child("gunicorn")
    [found] = [each.pid for each in running.descendants() if each.parent == web.pid]
    return found


def report(reports: int = REPORTS) -> str:
    """Fill a database, measure over it, and return the result as a section of Markdown."""
    with open_folder() as folder, claim(folder) as data_dir, Postgres(data_dir) as postgres:
        migrate(postgres.url)
        make(postgres.url, reports, tables=TABLES)
        return over(postgres.url)


def over(database_url: str) -> str:
    """Measure over a database that `benchmarks.multitude` has filled; nothing in it is changed."""
    [[reports]] = run(database_url, "SELECT count(*) FROM reports")
    with (
        open_folder() as folder,
        service(folder, DATABASE_URL=database_url, WORKERS="1") as running,
    ):
        return measured(running.ready(), database_url, reports)


def measured(running: Service, database_url: str, reports: int) -> str:
    """Measure a service over a database that is there."""
    ways = {
        "`COPY` of the same rows": lambda: copied(database_url, _SAME),
        "`COPY` of the bare table": lambda: copied(database_url, f"application_rows ({_CELLS})"),
        "export as CSV": lambda: exported(running, "text/csv"),
        "export as NDJSON": lambda: exported(running, "application/x-ndjson"),
    }
    running.ask("/v1/exports/applications?year=2008", patience=60)
    before = memory(worker(running)).now
    rows = ways["`COPY` of the same rows"]()
    rounds = [{way: seconds(send) for way, send in ways.items()} for _ in range(ROUNDS)]
    times = {way: [each[way] for each in rounds] for way in ways}
    growth = memory(worker(running)).highest - before
    floor = rows / median(times["`COPY` of the same rows"])
    lines = []
    for way, each in times.items():
        pace = rows / median(each)
        lines.append([way, f"{pace:,.0f}", f"{pace / floor:.2f}"])
    slowest = min(lines[2:], key=lambda line: line[2])
    return (
        f"**{slowest[2]} of COPY for the {slowest[0]}, and {growth / 1024:.0f} MB more memory; "
        f"the aims are {AIM} and less than {MOST_GROWTH} MB.**\n\n"
        f"{rows:,} rows of {reports:,} reports, medians of {ROUNDS} rounds.\n\n"
        f"{markdown(('', 'rows a second', 'of COPY'), lines)}"
    )


if __name__ == "__main__":
    print(over(sys.argv[1]) if sys.argv[1:] else report())

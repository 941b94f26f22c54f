"""
An export of application rows is at least half as fast as `COPY … TO STDOUT`, in little memory.

Both send the same cells of the same current reports to a client that counts the lines: the export
through gunicorn over HTTP, COPY over the connection to Postgres. COPY of the bare table, which
joins nothing and knows neither names nor what is current, is shown beside it. The memory is that
of the worker process at its highest, less what it was before the first export; the aim is less
than 50 MB.
"""

import http.client
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
from service.storage import connections
from service.storage.exports import HEAD
from service.storage.migrate import migrate
from service.storage.records import COLUMNS
from tests.conftest import open_folder
from tests.system.running import Service, service

REPORTS: Final = 100_000
ROUNDS: Final = 5
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
    set_wait_callback(connections._wait)  # noqa: SLF001
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
    """Measure, and return the result as a section of Markdown."""
    with (
        open_folder() as folder,
        claim(folder) as data_dir,
        Postgres(data_dir) as postgres,
        open_folder() as other,
    ):
        migrate(postgres.url)
        make(postgres.url, reports)
        with service(other, DATABASE_URL=postgres.url, WORKERS="1") as running:
            return measured(running.ready(), postgres.url, reports)


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
    rounds = [{way: seconds(run) for way, run in ways.items()} for _ in range(ROUNDS)]
    times = {way: [each[way] for each in rounds] for way in ways}
    growth = memory(worker(running)).highest - before
    floor = rows / median(times["`COPY` of the same rows"])
    lines = []
    for way, each in times.items():
        pace = rows / median(each)
        lines.append([way, f"{pace:,.0f}", f"{pace / floor:.2f}"])
    return (
        f"{rows:,} rows of {reports:,} reports, medians of {ROUNDS} rounds. "
        f"The worker grew by {growth / 1024:.0f} MB at most.\n\n"
        f"{markdown(('', 'rows a second', 'of COPY'), lines)}"
    )


if __name__ == "__main__":
    print(report())

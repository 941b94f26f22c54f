"""
A database with very many reports: a few hundred are really stored, and the rest are their copies.

    python -m benchmarks.multitude postgresql://… 1000000

The originals are generated reports on five years of organs that do not exist, sent through intake.
Each copy stands under an agency of its own, with all its rows, and is in the sums over all reports.
What nobody reads in bulk is shorter in a copy, so that a million fits on a disk (17 GB): the bytes
that were uploaded and the texts of the sections are cut to a line, provenance is empty, and what
was printed in the cells is left out. The representation, which GET answers, is whole; it bears the
agency's id of the original.
"""

import logging
import re
import sys
from collections.abc import Sequence
from random import Random
from typing import Final

from psycopg2.extensions import cursor

from service.api.representation import render_to_store
from service.intake.checking import check
from service.intake.storing import store
from service.judging import Upload
from service.limits import Limits
from service.storage.pool import Pool
from service.storage.statistics import fetch_counted, fold
from tests.generator.layouts import LAYOUTS, render
from tests.generator.sheets import blocks
from tests.generator.succession import succession

log = logging.getLogger(__name__)
ORGANS: Final = 60
YEARS: Final = 5
FAULTY: Final = 4  # of so many organs one sends reports with faults; the others' are correct
_LAST_TOTAL: Final = re.compile(r"(（七）总计.*?)([0-9]+)([^0-9\n]*)$", re.MULTILINE)
AT_ONCE: Final = 40  # copies of each original in a transaction
_LAYOUTS: Final = ("pipes-trailing", "markdown", "tabs", "html-spans")
_UNLIMITED: Final = Limits(statement_seconds=600, transaction_seconds=3_600, idle_seconds=3_600)

# 31 provinces of 10 cities of 10 counties; neighbours in number are far apart on the map.
_NUMBER: Final = f"(copy * {ORGANS} + right(agency_id, 3)::integer)"
_DIVISION: Final = f"""
    (11 + mod({_NUMBER} * 7, 31))::text || lpad((mod({_NUMBER} / 31, 10) + 1)::text, 2, '0')
        || lpad(mod({_NUMBER} / 310, 10)::text, 2, '0')
"""
_CHANGED: Final = {
    "agency_id": "agency_id || '-' || copy",
    "division": _DIVISION,
    "changed_at": "clock_timestamp()",
    "source": "substring(source FOR 100)",
    "provenance": "'{}'",
    "body": "left(body, 100)",
    "printed": "'{}'",
}
TABLES: Final = (
    "agencies", "reports", "revisions", "finding_sets", "sections",
    "disclosure_rows", "application_rows", "review_rows", "figures", "findings",
)  # fmt: skip
_PENDING: Final = ("division", "year", "tally")


def make(
    database_url: str, reports: int, organs: int = ORGANS, tables: Sequence[str] = TABLES
) -> None:
    """
    Fill a migrated, empty database with `reports`; the originals are those of `organs`.

    Where `tables` are not all, the copies have no rows in others, and are not in the sums.
    """
    pool = Pool(database_url, 2)
    for organ in range(organs):
        _store_organ(pool, organ)
    pool.close()
    pool = Pool(database_url, 1, _UNLIMITED)
    with pool.transaction() as statements:
        _tally(statements, organs)
    copies = reports // (organs * YEARS)
    for first in range(1, copies, AT_ONCE):
        last = min(first + AT_ONCE, copies) - 1
        with pool.transaction() as statements:
            _copy(statements, first, last, tables)
        log.info("%d reports", (last + 1) * organs * YEARS)
    with pool.transaction() as statements:
        statements.execute("DROP TABLE tallies")
        # Copies have no rare rules, so Postgres would take all that it has not seen for common.
        statements.execute(
            "UPDATE finding_sets SET rules = rules || '{C501}' WHERE agency_id = 'organ-001'"
        )
        statements.execute("ANALYZE")
    pool.close()


def _store_organ(pool: Pool, organ: int) -> None:
    rng = Random(f"organ {organ}")  # noqa: S311 -- seeded, so that it can be made again
    layout = LAYOUTS[_LAYOUTS[organ % len(_LAYOUTS)]]
    kind = "text/html" if layout.name.startswith("html") else "text/plain"
    for content in succession(rng, YEARS):
        text = render(blocks(content), content, layout, rng).text
        if organ % FAULTY == 0:
            text = _LAST_TOTAL.sub(lambda found: f"{found[1]}{int(found[2]) + 1}{found[3]}", text)
        judged = check(Upload(text.encode(), kind, year=content.year))
        store(pool, f"organ-{organ:03}", judged, render_to_store)


def _tally(statements: cursor, organs: int) -> None:
    """Keep what counts of each original, so that it is not worked out for each copy."""
    statements.execute("CREATE TABLE tallies (agency_id text, year smallint, tally json)")
    for organ in range(organs):
        agency_id = f"organ-{organ:03}"
        for _, year, tally in fetch_counted(statements, agency_id):
            statements.execute(
                "INSERT INTO tallies VALUES (%(agency_id)s, %(year)s, %(tally)s)",
                {"agency_id": agency_id, "year": year, "tally": tally.members()},
            )


def _copy(statements: cursor, first: int, last: int, tables: Sequence[str]) -> None:
    """Copy every original under the numbers from `first` to `last`."""
    # What is copied agrees with itself, so the foreign keys need not be looked at.
    statements.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        _insert(statements, table, _columns(statements, table), table, (first, last))
    if tables != TABLES:
        return
    _insert(statements, "statistics_pending", _PENDING, "tallies", (first, last))
    while fold(statements):
        pass


def _columns(statements: cursor, table: str) -> tuple[str, ...]:
    statements.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 -- a name of ours
    return tuple(column.name for column in statements.description or ())


def _insert(
    statements: cursor, table: str, columns: tuple[str, ...], of: str, copies: tuple[int, int]
) -> None:
    """Insert into a table what each original has in `of`, under each number."""
    values = ", ".join(_CHANGED.get(column, column) for column in columns)
    statements.execute(
        f"""
        INSERT INTO {table} ({", ".join(columns)})
        SELECT {values}
        FROM generate_series(%(first)s, %(last)s) AS copy
        CROSS JOIN (SELECT * FROM {of} WHERE agency_id ~ '^organ-[0-9]{{3}}$') AS original
        """,  # noqa: S608 -- names of our own
        {"first": copies[0], "last": copies[1]},
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make(sys.argv[1], int(sys.argv[2]))

"""
Sums over all current reports, by year and division, in step with every write.

Whoever stores, withdraws, judges or removes a report says here, in the same transaction and under
its agency's lock, what counts from then on and what no more. That adds a row, which nobody has to
wait for; the sums follow when some writer folds the rows, and readers add up both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final, NamedTuple

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.storage.sending import later
from service.storage.tallies import Tally, tally_of_representation

LOCK_KEY: Final = 7110051  # see also changes.LOCK_CLASS and migrate.LOCK_KEY
FOLD_EVERY: Final = 128  # rows of a process: what a reader has to add up himself, by and large
MOST_FOLDED: Final = 1_000  # rows at once
NATION: Final = ""
UNKNOWN_DIVISION: Final = "none"
PROVINCE_DIGITS: Final = 2
_written: Final = count(1)  # rows, by this process; what it leaves unfolded, `migrate` folds


class Counted(NamedTuple):
    """What counts under the whole code of a division, None where it is not known."""

    division: str | None
    year: int
    tally: Tally


def fetch_counted(statements: cursor, agency_id: str, year: int | None = None) -> list[Counted]:
    """Return what counts of an agency, or of one of its years."""
    return fetch_counted_of(statements, [agency_id], year)


def fetch_counted_of(
    statements: cursor, agency_ids: Sequence[str], year: int | None = None
) -> list[Counted]:
    """Return what counts of agencies, or of one year of theirs."""
    statements.execute(
        """
        SELECT division, year, NULL, representation
        FROM reports
        JOIN agencies USING (agency_id)
        JOIN revisions USING (agency_id, year)
        JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE agency_id = ANY(%(agency_ids)s) AND (%(year)s IS NULL OR year = %(year)s)
            AND revision = current_revision AND reports.withdrawn_at IS NULL
        """,
        {"agency_ids": list(agency_ids), "year": year},
    )
    return read_counted(statements)


def read_counted(statements: cursor) -> list[Counted]:
    """Return what the rows tell of: division, year, and a tally or a representation."""
    return [
        Counted(
            division,
            year,
            Tally(tally) if tally else tally_of_representation(bytes(representation)),
        )
        for division, year, tally, representation in statements.fetchall()
    ]


def count_reports(
    statements: cursor, counted: Iterable[Counted] = (), no_more: Iterable[Counted] = ()
) -> None:
    """
    Write down what counts from now on and what no more; of one report or of very many.

    The agencies are locked. What is the same on both sides may be left out of both.
    """
    changes: dict[tuple[str | None, int], Tally] = defaultdict(Tally)
    for division, year, tally in counted:
        changes[division, year].add(tally)
    for division, year, tally in no_more:
        changes[division, year].take_away(tally)
    if not changes:
        return
    rows = [(*area, tally.members()) for area, tally in changes.items()]
    places = ", ".join(["%s"] * len(rows))
    later(
        statements,
        f"INSERT INTO statistics_pending (division, year, tally) VALUES {places}",  # noqa: S608
        rows,
    )
    if sum(next(_written) % FOLD_EVERY == 0 for _ in rows):
        fold(statements)


def fold(statements: cursor) -> int:
    """
    Add what is pending to the sums, unless another transaction is just doing so.

    Returns how many rows it was. A lock that is held is not waited for, and rows that others are
    just adding are not seen yet, so nobody waits here.
    """
    statements.execute("SELECT pg_try_advisory_xact_lock(%(key)s)", {"key": LOCK_KEY})
    ((is_ours,),) = statements.fetchall()
    if not is_ours:
        return 0
    pending = _take_pending(statements)
    added: dict[tuple[str, int], Tally] = defaultdict(Tally)
    for division, year, tally in pending:
        for area in _areas(division):
            added[area, year].add(tally)
    if added:
        _save(statements, added)
    return len(pending)


def _take_pending(statements: cursor) -> list[Counted]:
    """Remove rows that are pending, in a statement that sees all that was folded before."""
    statements.execute(
        """
        WITH taken AS (
            DELETE FROM statistics_pending
            WHERE entry IN (SELECT entry FROM statistics_pending LIMIT %(most)s)
            RETURNING *
        )
        SELECT taken.division, taken.year, tally, representation
        FROM taken
        LEFT JOIN finding_sets USING (agency_id, year, revision, judging)
        """,
        {"most": MOST_FOLDED},
    )
    return read_counted(statements)


def _areas(division: str | None) -> Iterator[str]:
    """Yield the areas of `statistics` in which an agency of that division is counted."""
    yield NATION
    if division is None:
        yield UNKNOWN_DIVISION
    else:
        yield division[:PROVINCE_DIGITS]
        yield division


def _save(statements: cursor, added: dict[tuple[str, int], Tally]) -> None:
    """Store the sums with what is added to them; nobody else does so meanwhile."""
    stored = execute_values(
        statements,
        """
        SELECT division, statistics.year, tally
        FROM (VALUES %s) AS wanted (division, year)
        JOIN statistics USING (division, year)
        """,
        list(added),
        page_size=len(added),
        fetch=True,
    )
    for division, year, tally in stored:
        added[division, year].add(Tally(tally))
    execute_values(
        statements,
        """
        INSERT INTO statistics (division, year, tally) VALUES %s
        ON CONFLICT (division, year) DO UPDATE SET tally = excluded.tally
        """,
        [(*area, tally.members()) for area, tally in added.items()],
        page_size=len(added),
    )

"""The sums over all current reports, read: what is folded and what is pending, in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.model.key import UNBOUND, Bounds
from service.storage.moment import of_one_moment
from service.storage.statistics import (
    NATION,
    PROVINCE_DIGITS,
    UNKNOWN_DIVISION,
    Counted,
    fetch_counted_of,
    read_counted,
)
from service.storage.tallies import Tally

_LEVELS: Final = (2, 4, 6)  # digits of the codes of provinces, cities and counties
_PROVINCES: Final = (*map(str, range(10, 100)), UNKNOWN_DIVISION)

Sums = dict[tuple[int, str], Tally]


class Asked(NamedTuple):
    """
    What to sum up, of agencies within `bounds`; no year is all of them.

    `division` is the beginning of a code, NATION for all. With `by_division` there are sums for
    each division of the next level, without it there is one for all.
    """

    year: int | None = None
    division: str = NATION
    by_division: bool = False
    bounds: Bounds = UNBOUND

    @property
    def digits(self) -> int:
        """Return how many digits of its code a division is summed up by."""
        if not self.by_division:
            return 0
        return next((level for level in _LEVELS if level > len(self.division)), _LEVELS[-1])

    def area(self, division: str | None) -> str:
        """Return under what an agency of that division is summed up."""
        if not self.by_division:
            return self.division
        return UNKNOWN_DIVISION if division is None else division[: self.digits]


def fetch_sums(statements: cursor, asked: Asked) -> Sums:
    """Return the tallies of what is asked for, by year and area."""
    of_one_moment(statements)
    sums: Sums = defaultdict(Tally)
    bounds = asked.bounds
    beginning = _common(asked.division, bounds.division or NATION)
    if beginning is not None and (bounds.division is not None or not bounds.are_set):
        _add(sums, asked, _fetch_stored(statements, asked, beginning))
    others = fetch_counted_of(statements, bounds.agency_ids, asked.year) if bounds.are_set else []
    _add(
        sums,
        asked,
        (
            each
            for each in others
            if (each.division or "").startswith(asked.division)
            and not bounds.hold_division(each.division)
        ),
    )
    return sums


def _common(asked: str, bound: str) -> str | None:
    """Return the beginning of the codes that have both beginnings; None where none has."""
    longer = max(asked, bound, key=len)
    return longer if longer.startswith(asked) and longer.startswith(bound) else None


def _add(sums: Sums, asked: Asked, counted: Iterable[Counted]) -> None:
    for division, year, tally in counted:
        sums[year, asked.area(division)].add(tally)


def _fetch_stored(statements: cursor, asked: Asked, beginning: str) -> Iterable[Counted]:
    """Return the sums of the divisions whose codes begin like that, and what is pending of them."""
    statements.execute(
        """
        SELECT NULLIF(division, %(unknown)s), year, tally, NULL
        FROM statistics
        WHERE (%(year)s IS NULL OR year = %(year)s)
            AND (division = ANY(%(codes)s) OR (
                %(codes)s = '{}' AND length(division) = 6
                AND division BETWEEN %(beginning)s AND %(beginning)s || ':' -- which follows 9
            ))
        UNION ALL
        SELECT waiting.division, waiting.year, tally, representation
        FROM statistics_pending AS waiting
        LEFT JOIN finding_sets USING (agency_id, year, revision, judging)
        WHERE (%(year)s IS NULL OR waiting.year = %(year)s)
            AND (%(beginning)s = '' OR waiting.division LIKE %(beginning)s || '%%')
        """,
        {
            "unknown": UNKNOWN_DIVISION,
            "year": asked.year,
            "codes": _codes(asked, beginning),
            "beginning": beginning,
        },
    )
    return read_counted(statements)


def _codes(asked: Asked, beginning: str) -> list[str]:
    """Return the areas of `statistics` that add up to what is asked for; none for counties."""
    if not beginning and not asked.by_division:
        return [NATION]
    if max(len(beginning), asked.digits) <= PROVINCE_DIGITS:
        return [code for code in _PROVINCES if code.startswith(beginning)]
    return []

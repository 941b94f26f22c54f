"""Agencies in lists: by a part of a name, as a type-ahead asks, by division, level and parent."""

from typing import NamedTuple

from psycopg2.extensions import cursor

from service.model.key import UNBOUND, Bounds
from service.storage.agencies import AGENCIES, Agency
from service.storage.bounds import WITHIN_BOUNDS, within
from service.storage.names import START, grams_of_part


class Sought(NamedTuple):
    """
    Which agencies to list, all of them within `bounds`; None asks for nothing.

    `part` is a part of a name as `names.plain` gives it, `division` the beginning of a code.
    """

    part: str | None = None
    division: str | None = None
    level: str | None = None
    parent: str | None = None
    bounds: Bounds = UNBOUND


class Standing(NamedTuple):
    """A place in the order of a list: names that begin with the part come first."""

    begins: bool
    name: str
    agency_id: str


def fetch_agencies(
    statements: cursor, sought: Sought, after: Standing | None, limit: int
) -> list[tuple[Standing, Agency]]:
    """
    Return at most `limit` agencies by their names, each with its place in the order.

    Those with a name that begins with the part are sought first, the others only where the page
    has room: a type-ahead rarely needs them.
    """
    found: list[tuple[Standing, Agency]] = []
    if after is None or after.begins:
        found = _fetch_agencies(statements, sought, after, limit, begins=True)
        after = None
    if sought.part is not None and len(found) < limit:
        found += _fetch_agencies(statements, sought, after, limit - len(found), begins=False)
    return found


def _fetch_agencies(
    statements: cursor, sought: Sought, after: Standing | None, limit: int, *, begins: bool
) -> list[tuple[Standing, Agency]]:
    beginning = START + sought.part if sought.part else None
    part = beginning if begins else sought.part
    statements.execute(
        AGENCIES
        + """
        WHERE (%(part)s IS NULL OR (grams @> %(grams)s AND strpos(sought, %(part)s) > 0))
            AND (%(begins)s OR strpos(sought, %(beginning)s) = 0)
            AND (%(division)s IS NULL OR division LIKE %(division)s || '%%')
            AND (%(level)s IS NULL OR level = %(level)s)
            AND (%(parent)s IS NULL OR parent = %(parent)s)
            AND """
        + WITHIN_BOUNDS
        + """
            AND (%(name)s IS NULL OR (COALESCE(name, ''), agency_id) > (%(name)s, %(agency_id)s))
        ORDER BY COALESCE(name, ''), agency_id
        LIMIT %(limit)s
        """,
        {
            **sought._asdict(),
            **within(sought.bounds),
            "part": part,
            "grams": grams_of_part(part) if part else [],
            "begins": begins,
            "beginning": beginning,
            "name": after.name if after else None,
            "agency_id": after.agency_id if after else None,
            "limit": limit,
        },
    )
    return [
        (Standing(begins, agency.name or "", agency.agency_id), agency)
        for agency in map(Agency._make, statements.fetchall())
    ]

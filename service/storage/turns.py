"""The turn of a writer: what he finds of a year once its agency is locked for him."""

from datetime import datetime
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.errors import StorageConflict
from service.storage.agencies import Agency, first_name


class Turn(NamedTuple):
    """
    What a writer finds once the agency is locked for it, and the server's time.

    `last_revision` is 0 where the year was never stored.
    `sha256` and `etag` are those of the current revision, None where there is none.
    """

    last_revision: int
    sha256: str | None
    etag: str | None
    now: datetime


def take_turn(
    statements: cursor, agency_id: str, year: int | None, division: str | None, printed: str | None
) -> tuple[bool, Agency, Turn]:
    """
    Register the agency unless it is, lock it, and return what a new revision has to follow.

    The first of what is returned is whether it was registered just now, with `printed`, the name
    that a report bears. Migration 0016 has the function, whose plans the server keeps. Raises
    StorageConflict where the agency was purged in between: the next attempt registers it.
    """
    name, sought, words = first_name(printed)
    statements.execute(
        """
        SELECT *
        FROM take_turn(
            %(agency_id)s, %(year)s, %(division)s, %(name)s, %(sought)s, %(grams)s
        )
        """,
        {
            "agency_id": agency_id,
            "year": year,
            "division": division,
            "name": name,
            "sought": sought,
            "grams": words,
        },
    )
    ((is_new, *found),) = statements.fetchall()
    agency = Agency(*found[:_OF_AGENCY])
    if agency.agency_id is None:
        raise StorageConflict
    return is_new, agency, Turn(*found[_OF_AGENCY:])


_OF_AGENCY: Final = len(Agency._fields)


def lock_registered(statements: cursor, agency_id: str) -> tuple[bool, Agency]:
    """Register the agency unless it is, and lock it, as `take_turn` does, for no year of it."""
    is_new, agency, _ = take_turn(statements, agency_id, None, None, None)
    return is_new, agency


def fetch_turn(statements: cursor, agency_id: str, year: int) -> Turn:
    """Return what a new revision has to follow; the agency is locked."""
    _, _, turn = take_turn(statements, agency_id, year, None, None)
    return turn

"""Agencies: registered, learned from uploads, and the lock of all who write for one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.errors import AgencyNotFound
from service.storage.names import found_by
from service.storage.rows import storable
from service.storage.sending import later
from service.storage.statistics import count_reports, fetch_counted


class Registration(NamedTuple):
    """What is said about an agency when it is registered."""

    name: str
    other_names: list[str]
    division: str | None
    level: str | None
    parent: str | None


class Agency(NamedTuple):
    """
    An agency as it is known.

    `name` is the registered one, else that of the first upload that bore one, else None.
    `learned_names` are those of uploads beside the registered ones.
    """

    agency_id: str
    name: str | None
    other_names: list[str]
    learned_names: list[str]
    division: str | None
    level: str | None
    parent: str | None
    registered_at: datetime
    changed_at: datetime

    def names(self) -> Iterable[str]:
        """Return all names, the official one first, each once."""
        given = (self.name, *self.other_names, *self.learned_names)
        return dict.fromkeys(name for name in given if name)


AGENCIES: Final = """
    SELECT
        agency_id, name, other_names, learned_names, division, level, parent,
        registered_at, changed_at
    FROM agencies
"""


def lock_agency(statements: cursor, agency_id: str) -> Agency:
    """
    Wait for whoever else writes for the agency; what follows sees all that they stored.

    Every transaction that stores, withdraws or judges reports begins with it and locks nothing
    else: so no two of them can wait for each other, and a year is never judged beside a neighbour
    that is just being written. Raises AgencyNotFound.
    """
    statements.execute(
        AGENCIES + "WHERE agency_id = %(agency_id)s FOR NO KEY UPDATE",
        {"agency_id": agency_id},
    )
    return _agency(statements)


def first_name(printed: str | None) -> tuple[str | None, str, list[str]]:
    """
    Return the name of an agency that is new, and by what it is found.

    It bears that of its first report from the start, which spares the row and its four indexes a
    second version.
    """
    name = storable(printed) or None
    return name, *found_by([name] if name else [])


def learn_name(statements: cursor, agency: Agency, printed: str | None) -> None:
    """Keep a name that a report bears unless the agency is known by it."""
    known = learned(agency, printed)
    if known != agency:
        _save(statements, known)


def learned(agency: Agency, printed: str | None) -> Agency:
    """Return the agency with a name that a report bears, as it is where it is known by that."""
    name = storable(printed)
    if not name or name in agency.names():
        return agency
    if agency.name is None:
        return agency._replace(name=name)
    return agency._replace(learned_names=[*agency.learned_names, name])


def register(statements: cursor, agency: Agency, registration: Registration) -> bool:
    """
    Replace what is registered about a locked agency; what uploads taught stays.

    Returns whether that is a change: a retry changes nothing, not even the time of the last one.
    """
    registered = agency._replace(**registration._asdict())
    if registered == agency:
        return False
    if registered.division == agency.division:
        _save(statements, registered)
    else:
        _move(statements, registered)
    return True


def _move(statements: cursor, agency: Agency) -> None:
    """Save an agency that has another division now, and count its reports there."""
    leaving = fetch_counted(statements, agency.agency_id)
    _save(statements, agency)
    moved = [each._replace(division=agency.division) for each in leaving]
    count_reports(statements, moved, no_more=leaving)


def _save(statements: cursor, agency: Agency) -> None:
    sought, words = found_by(agency.names())
    later(
        statements,
        """
        UPDATE agencies
        SET name = %(name)s, other_names = %(other_names)s, learned_names = %(learned_names)s,
            division = %(division)s, level = %(level)s, parent = %(parent)s,
            sought = %(sought)s, grams = %(grams)s, changed_at = clock_timestamp()
        WHERE agency_id = %(agency_id)s
        """,
        {**agency._asdict(), "sought": sought, "grams": words},
    )


def fetch_agency(statements: cursor, agency_id: str) -> Agency:
    """Return an agency; raise AgencyNotFound where it is neither registered nor sent a report."""
    statements.execute(AGENCIES + "WHERE agency_id = %(agency_id)s", {"agency_id": agency_id})
    return _agency(statements)


def fetch_division(statements: cursor, agency_id: str) -> str | None:
    """Return the division of an agency; None where none is known, or no such agency."""
    statements.execute(
        "SELECT division FROM agencies WHERE agency_id = %(agency_id)s", {"agency_id": agency_id}
    )
    found = statements.fetchone()
    return found[0] if found else None


def fetch_divisions(statements: cursor, agency_ids: Iterable[str]) -> dict[str, str | None]:
    """Return the divisions of those agencies that are registered."""
    statements.execute(
        "SELECT agency_id, division FROM agencies WHERE agency_id = ANY(%(agency_ids)s)",
        {"agency_ids": list(agency_ids)},
    )
    return dict(statements.fetchall())


def _agency(statements: cursor) -> Agency:
    found = statements.fetchone()
    if found is None:
        raise AgencyNotFound
    return Agency(*found)

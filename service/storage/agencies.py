"""Agencies: registered, learned from uploads, and the lock of all who write for one."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from psycopg2.extensions import cursor

from service.errors import AgencyNotFound
from service.storage.names import grams, sought_in
from service.storage.rows import storable


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


def lock_agency(statements: cursor, agency_id: str, division: str | None = None) -> Agency:
    """
    Register the agency unless it is, and wait for whoever else writes for it.

    What follows sees all that they stored. Every transaction that stores, withdraws or judges
    reports begins with it and locks nothing else: so no two of them can wait for each other, and
    a year is never judged beside a neighbour that is just being written.
    """
    statements.execute(
        """
        INSERT INTO agencies (agency_id, division)
        VALUES (%(agency_id)s, %(division)s)
        ON CONFLICT (agency_id) DO NOTHING
        """,
        {"agency_id": agency_id, "division": division},
    )
    statements.execute(
        """
        SELECT
            agency_id, name, other_names, learned_names, division, level, parent,
            registered_at, changed_at
        FROM agencies
        WHERE agency_id = %(agency_id)s
        FOR NO KEY UPDATE
        """,
        {"agency_id": agency_id},
    )
    (found,) = statements.fetchall()
    return Agency(*found)


def learn_name(statements: cursor, agency: Agency, printed: str | None) -> None:
    """Keep a name that a report bears unless the agency is known by it."""
    name = storable(printed)
    if not name or name in agency.names():
        return
    if agency.name is None:
        learned = agency._replace(name=name)
    else:
        learned = agency._replace(learned_names=[*agency.learned_names, name])
    _save(statements, learned)


def register(statements: cursor, agency: Agency, registration: Registration) -> None:
    """Replace what is registered about a locked agency; what uploads taught stays."""
    _save(statements, agency._replace(**registration._asdict()))


def _save(statements: cursor, agency: Agency) -> None:
    sought = sought_in(agency.names())
    statements.execute(
        """
        UPDATE agencies
        SET name = %(name)s, other_names = %(other_names)s, learned_names = %(learned_names)s,
            division = %(division)s, level = %(level)s, parent = %(parent)s,
            sought = %(sought)s, grams = %(grams)s, changed_at = clock_timestamp()
        WHERE agency_id = %(agency_id)s
        """,
        {**agency._asdict(), "sought": sought, "grams": grams(sought)},
    )


def fetch_agency(statements: cursor, agency_id: str) -> Agency:
    """Return an agency; raise AgencyNotFound where it is neither registered nor sent a report."""
    statements.execute(
        """
        SELECT
            agency_id, name, other_names, learned_names, division, level, parent,
            registered_at, changed_at
        FROM agencies
        WHERE agency_id = %(agency_id)s
        """,
        {"agency_id": agency_id},
    )
    found = statements.fetchone()
    if found is None:
        raise AgencyNotFound
    return Agency(*found)

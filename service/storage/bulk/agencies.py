"""Many agencies, registered and locked in one order, so that no two writers wait for each other."""

from collections.abc import Iterable, Sequence

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.errors import StorageConflict
from service.standard.agencies import registered_division
from service.storage.agencies import Agency
from service.storage.names import grams, sought_in


def lock_agencies(statements: cursor, agency_ids: Sequence[str]) -> dict[str, Agency]:
    """
    Register the agencies that are not, and wait for whoever else writes for one of them.

    It takes the place of `agencies.lock_registered` in a transaction that writes for many: first
    all are registered, then all are locked, both in the order of their ids. Whoever waits for one
    of them holds only such as stand before it, so nobody waits in a circle.
    Raises StorageConflict where one was purged in between.
    """
    ordered = sorted(set(agency_ids))
    execute_values(
        statements,
        """
        INSERT INTO agencies (agency_id, division) VALUES %s
        ON CONFLICT DO NOTHING
        """,
        [(agency_id, registered_division(agency_id)) for agency_id in ordered],
        page_size=len(ordered) or 1,
    )
    statements.execute(
        """
        SELECT
            agency_id, name, other_names, learned_names, division, level, parent,
            registered_at, changed_at
        FROM agencies
        WHERE agency_id = ANY(%(agency_ids)s)
        ORDER BY agency_id
        FOR NO KEY UPDATE
        """,
        {"agency_ids": ordered},
    )
    locked = {agency.agency_id: agency for agency in map(Agency._make, statements.fetchall())}
    if len(locked) < len(ordered):
        raise StorageConflict
    return locked


def save_names(statements: cursor, learned: Iterable[Agency]) -> None:
    """Keep the names that uploads taught of locked agencies."""
    rows = []
    for agency in learned:
        sought = sought_in(agency.names())
        names = (agency.name, agency.learned_names, sought, grams(sought))
        rows.append((agency.agency_id, *names))
    if rows:
        execute_values(
            statements,
            """
            UPDATE agencies
            SET name = learned.name, learned_names = learned.learned_names::text[],
                sought = learned.sought, grams = learned.grams::text[],
                changed_at = clock_timestamp()
            FROM (VALUES %s) AS learned (agency_id, name, learned_names, sought, grams)
            WHERE agencies.agency_id = learned.agency_id
            """,
            rows,
            page_size=len(rows),
        )

"""Many agencies, registered and locked in one order, so that no two writers wait for each other."""

from collections.abc import Iterable, Mapping

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.errors import StorageConflict
from service.standard.agencies import registered_division
from service.storage.agencies import AGENCIES, Agency, first_name
from service.storage.names import found_by


def lock_agencies(statements: cursor, printed: Mapping[str, str | None]) -> dict[str, Agency]:
    """
    Register the agencies that are not, and wait for whoever else writes for one of them.

    `printed` are their ids, each with the name that its first report bears.
    It takes the place of `turns.lock_registered` in a transaction that writes for many: first
    all are registered, then all are locked, both in the order of their ids. Whoever waits for one
    of them holds only such as stand before it, so nobody waits in a circle.
    Raises StorageConflict where one was purged in between.
    """
    ordered = sorted(printed)
    execute_values(
        statements,
        """
        INSERT INTO agencies (agency_id, division, name, sought, grams) VALUES %s
        ON CONFLICT DO NOTHING
        """,
        [(each, registered_division(each), *first_name(printed[each])) for each in ordered],
        template="(%s, %s, %s, %s, %s::text[])",
        page_size=len(ordered) or 1,
    )
    statements.execute(
        AGENCIES + "WHERE agency_id = ANY(%(agency_ids)s) ORDER BY agency_id FOR NO KEY UPDATE",
        {"agency_ids": ordered},
    )
    locked = {agency.agency_id: agency for agency in map(Agency._make, statements.fetchall())}
    if len(locked) < len(ordered):
        raise StorageConflict
    return locked


def save_names(statements: cursor, learned: Iterable[Agency]) -> None:
    """Keep the names that uploads taught of locked agencies."""
    rows = [
        (agency.agency_id, agency.name, agency.learned_names, *found_by(agency.names()))
        for agency in learned
    ]
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

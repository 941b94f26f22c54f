"""Many agencies, registered and locked in one order, so that no two writers wait for each other."""

from collections.abc import Iterable, Mapping

from psycopg2.extensions import cursor
from psycopg2.extras import execute_values

from service.errors import StorageConflict
from service.standard.agencies import registered_division
from service.storage.agencies import Agency
from service.storage.names import grams, sought_in
from service.storage.rows import storable


def lock_agencies(statements: cursor, printed: Mapping[str, str | None]) -> dict[str, Agency]:
    """
    Register the agencies that are not, and wait for whoever else writes for one of them.

    `printed` are their ids, each with the name that its first report bears: what is new bears it
    from the start, which spares the row and its four indexes a second version.
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
        [(each, registered_division(each), *_named(printed[each])) for each in ordered],
        template="(%s, %s, %s, %s, %s::text[])",
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


def _named(printed: str | None) -> tuple[str | None, str, list[str]]:
    """Return a name, and by what it is found."""
    name = storable(printed) or None
    sought = sought_in([name] if name else [])
    return name, sought, grams(sought)


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

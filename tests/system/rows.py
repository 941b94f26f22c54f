"""What the database holds of each agency, table by table."""

from typing import Final

from tests.conftest import run

TABLES: Final = (
    "agencies", "reports", "revisions", "finding_sets", "sections",
    "disclosure_rows", "application_rows", "review_rows", "figures", "findings",
)  # fmt: skip


def rows_by_agency(database_url: str) -> dict[str, tuple[int, ...]]:
    """Return how many rows each agency has, in the order of TABLES."""
    counted: dict[str, list[int]] = {}
    for place, table in enumerate(TABLES):
        query = f"SELECT agency_id, count(*) FROM {table} GROUP BY 1"  # noqa: S608 -- ours
        for agency_id, count in run(database_url, query):
            counted.setdefault(str(agency_id), [0] * len(TABLES))[place] = int(str(count))
    return {agency_id: tuple(counts) for agency_id, counts in counted.items()}


CONTENTS: Final = (
    "sections", "disclosure_rows", "application_rows", "review_rows", "figures", "findings",
)  # fmt: skip


def contents_by_agency(database_url: str) -> dict[str, tuple[str, ...]]:
    """Return a digest of what each table of CONTENTS says of each agency, whatever its id is."""
    digests: dict[str, list[str]] = {}
    for table in CONTENTS:
        query = f"""
            SELECT agency_id, md5(string_agg(said, '' ORDER BY said))
            FROM (
                SELECT agency_id, (to_jsonb({table}) - 'agency_id')::text AS said FROM {table}
            ) AS everything
            GROUP BY 1
        """  # noqa: S608 -- ours
        for agency_id, digest in run(database_url, query):
            digests.setdefault(str(agency_id), []).append(f"{table} {digest}")
    return {agency_id: tuple(found) for agency_id, found in digests.items()}


# What differs between two runs that store the same: times, and what is made of them.
_TIMELESS: Final = """
    to_jsonb(t) - '{registered_at,changed_at,received_at,judged_at,happened_at,entry,etag}'::text[]
        - 'representation'
"""
_WITHOUT_TIME: Final = "convert_from(representation, 'UTF8')::jsonb - 'received_at'"


def digests(database_url: str) -> dict[str, tuple[object, ...]]:
    """Return how many rows each table has, and a digest of all that they hold but the times."""
    found = {}
    for table in (*TABLES, "trail"):
        shown = f", {_WITHOUT_TIME}" if table == "finding_sets" else ""
        query = f"""
            SELECT count(*), md5(string_agg(row, '' ORDER BY row))
            FROM (SELECT md5(concat({_TIMELESS}{shown})) AS row FROM {table} t) AS rows
        """  # noqa: S608 -- ours
        [found[table]] = run(database_url, query)
    return found

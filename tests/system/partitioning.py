"""
Our schema spread over partitions by the hash of agency_id: tables of one server, or of several.

Every table of an agency has a primary key that agency_id leads, so each is found by its own columns
and nobody has to list them here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tests.conftest import run

PARTS = 4


class Reference(NamedTuple):
    """A foreign key, as the catalogue has it."""

    table: str
    name: str
    definition: str


def tables(database_url: str) -> list[str]:
    """Return the tables whose primary key begins with agency_id."""
    found = run(
        database_url,
        """
        SELECT conrelid::regclass::text
        FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype = 'p' AND attname = 'agency_id' AND conparentid = 0
        ORDER BY 1
        """,
    )
    return [str(name) for (name,) in found]


def references(database_url: str) -> list[Reference]:
    """Return the foreign keys of those tables."""
    rows = run(
        database_url,
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE contype = 'f' AND conparentid = 0
        """,
    )
    of_agencies = set(tables(database_url))
    return [Reference(*map(str, row)) for row in rows if row[0] in of_agencies]


def partition(database_url: str) -> None:
    """Part the tables of agencies by the hash of agency_id, with all their constraints."""
    kept = references(database_url)
    _drop(database_url, kept)
    for table in tables(database_url):
        _replace(database_url, table, "INCLUDING ALL")
        for part in range(PARTS):
            run(
                database_url,
                f"CREATE TABLE {table}_{part} PARTITION OF {table} "
                f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})",
            )
    for reference in kept:
        run(
            database_url,
            f"ALTER TABLE {reference.table} ADD CONSTRAINT {reference.name} {reference.definition}",
        )


def distribute(database_url: str, servers: Sequence[str]) -> None:
    """
    Put the tables of agencies on other servers, each of which has the schema with all constraints.

    `servers` are the OPTIONS under which postgres_fdw reaches them. What must be unique, and what
    refers to what, they see to: all rows of an agency are on one of them. Here there can be no
    primary key, since Postgres knows no index over several servers.
    """
    run(database_url, "CREATE EXTENSION postgres_fdw")
    for number, options in enumerate(servers):
        run(
            database_url,
            f"CREATE SERVER part_{number} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({options})",
        )
        run(
            database_url,
            f"CREATE USER MAPPING FOR CURRENT_USER SERVER part_{number} OPTIONS (user 'nianbao')",
        )
    names = tables(database_url)
    _drop(database_url, references(database_url))
    for table in names:
        _replace(database_url, table, "INCLUDING DEFAULTS INCLUDING CONSTRAINTS")
        for number in range(len(servers)):
            run(
                database_url,
                f"CREATE FOREIGN TABLE {table}_{number} PARTITION OF {table} "
                f"FOR VALUES WITH (MODULUS {len(servers)}, REMAINDER {number}) "
                f"SERVER part_{number} OPTIONS (table_name '{table}')",
            )


def _drop(database_url: str, kept: Sequence[Reference]) -> None:
    for reference in kept:
        run(database_url, f"ALTER TABLE {reference.table} DROP CONSTRAINT {reference.name}")


def _replace(database_url: str, table: str, including: str) -> None:
    """Make an empty table that has partitions out of one that has none."""
    run(
        database_url,
        f"CREATE TABLE parted (LIKE {table} {including}) PARTITION BY HASH (agency_id)",
    )
    run(database_url, f"DROP TABLE {table}")
    run(database_url, f"ALTER TABLE parted RENAME TO {table}")

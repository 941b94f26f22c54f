"""No migration since the first release keeps others waiting; CONTRIBUTING.md says how."""

import re
from pathlib import Path

import pytest

from service.storage.migrate import MIGRATIONS

OF_THE_FIRST_RELEASE = 7
SINCE = [
    path for path in sorted(MIGRATIONS.glob("*.sql")) if int(path.name[:4]) > OF_THE_FIRST_RELEASE
]
BESIDE_WRITERS = "-- transactional: false"
BUILT = """
DROP INDEX CONCURRENTLY IF EXISTS a_idx;
CREATE INDEX CONCURRENTLY a_idx ON revisions (sha256);
"""
REWRITING = re.compile(
    r"ALTER COLUMN \w+ (SET DATA )?TYPE|SET NOT NULL|ADD PRIMARY KEY|ADD UNIQUE|VACUUM FULL|CLUSTER"
    r"|ADD COLUMN [^,;]*\b(UNIQUE|GENERATED|DEFAULT (clock_timestamp|random|gen_random_uuid))",
    re.IGNORECASE,
)
INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?(\w+)\s+ON (\w+)", re.IGNORECASE)


def wrong(text: str) -> list[str]:
    """Return what in a migration would keep others waiting."""
    statements = re.sub(r"--.*", "", text)
    made = set(re.findall(r"CREATE TABLE (\w+)", statements, re.IGNORECASE))
    found = [
        f"reads or writes all rows under a lock: {at[0]}" for at in REWRITING.finditer(statements)
    ]
    for concurrently, name, table in INDEX.findall(statements):
        if table not in made and not concurrently:
            found.append(f"{name} locks out the writers of {table}")
        if concurrently and f"DROP INDEX CONCURRENTLY IF EXISTS {name};" not in statements:
            found.append(f"{name} is not dropped first, where a killed run has left it unfinished")
    if "CONCURRENTLY" in statements and BESIDE_WRITERS not in text:
        found.append("an index is built beside writers outside of transactions only")
    if BESIDE_WRITERS in text:
        others = [
            each for each in statements.split(";") if each.strip() and "CONCURRENTLY" not in each
        ]
        found += [f"would be done twice after a kill: {each.strip()}" for each in others]
    for constraint in re.findall(r"ALTER TABLE (\w+)[^;]*?(?:FOREIGN KEY|CHECK)[^;]*", statements):
        if constraint not in made and "NOT VALID" not in statements:
            found.append(f"a constraint of {constraint} is checked under a lock")
    return found


@pytest.mark.parametrize("path", SINCE, ids=lambda path: path.stem)
def test_a_migration_keeps_nobody_waiting(path: Path) -> None:
    assert wrong(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE INDEX a_idx ON revisions (sha256);",
        f"{BESIDE_WRITERS}\nCREATE INDEX CONCURRENTLY a_idx ON revisions (sha256);",
        BUILT,
        f"{BESIDE_WRITERS}\nUPDATE reports SET etag = NULL;",
        "ALTER TABLE revisions ALTER COLUMN year TYPE integer;",
        "ALTER TABLE revisions ALTER COLUMN format SET NOT NULL;",
        "ALTER TABLE revisions ADD COLUMN at timestamptz DEFAULT clock_timestamp();",
        "ALTER TABLE revisions ADD CHECK (year > 2000);",
    ],
)
def test_what_would_keep_others_waiting_is_noticed(text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE a (b integer); CREATE INDEX a_idx ON a (b);",
        "ALTER TABLE revisions ADD COLUMN a text, ADD COLUMN b integer DEFAULT 1;",
        BESIDE_WRITERS + BUILT,
        "ALTER TABLE revisions ADD CHECK (year > 2000) NOT VALID;",
    ],
)
def test_what_keeps_nobody_waiting_passes(text: str) -> None:
    assert wrong(text) == []

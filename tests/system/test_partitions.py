"""The storage tests on our schema parted by the hash of agency_id, on one server and on several."""

import os
import subprocess
import sys

from psycopg2.extensions import parse_dsn

from service.storage.migrate import migrate
from tests.conftest import ROOT, run
from tests.system import extent, partitioning
from tests.system.debian import server

# postgres_fdw reads all of a transaction from one snapshot, which is taken before it waits for the
# lock of an agency. So of two that write for one agency at once, the second does not see what the
# first has stored. On one server, parted or not, each statement sees what is committed by then;
# so it is with Citus, which sends the statements of one agency to its server as they are.
AT_ONCE = (
    "tests/integration/test_reports.py::test_writers_at_once_each_get_their_revision",
    "tests/integration/test_history.py::test_years_that_arrive_at_once_come_out_as_in_order",
)
# They look into plans; those of a foreign server are not shown here.
PLANNED = tuple(
    f"tests/integration/test_listings.py::test_a_page_{name}"
    for name in (
        "begins_in_the_index_at_its_cursor",
        "of_a_city_or_a_county_is_found_through_its_agencies",
        "of_a_province_is_found_along_the_changes",
    )
)
PART = ("reports", "withdrawals", "agencies", "listings", "tags")


def storage_tests(database_url: str, *left_out: str) -> str:
    """Run the storage tests on a database; return what they say, without what makes its own."""
    files = [f"tests/integration/test_{name}.py" for name in PART]
    chosen = extent.of(["tests/integration"], files)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen]
        + [f"--deselect={name}" for name in left_out],
        cwd=ROOT,
        env=os.environ | {"NIANBAO_TEST_DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def test_the_storage_tests_pass_on_a_schema_parted_by_agency(empty_database: str) -> None:
    migrate(empty_database)
    names = partitioning.tables(empty_database)
    assert len(names) >= 10
    partitioning.partition(empty_database)
    storage_tests(empty_database)
    for table in ("reports", "revisions", "findings"):
        counts = [
            run(empty_database, f"SELECT count(*) > 0 FROM {table}_{part}")  # noqa: S608 -- ours
            for part in range(partitioning.PARTS)
        ]
        assert counts == [[(True,)]] * partitioning.PARTS


def test_the_storage_tests_pass_on_a_schema_spread_over_servers() -> None:
    with server() as first, server() as second, server() as coordinator:
        for url in (first, second, coordinator):
            migrate(url)
        options = [f"host '{parse_dsn(url)['host']}', dbname 'postgres'" for url in (first, second)]
        partitioning.distribute(coordinator, options)
        storage_tests(coordinator, *AT_ONCE, *PLANNED)
        for url in (first, second):
            for table in ("reports", "revisions", "findings"):
                assert run(url, f"SELECT count(*) > 0 FROM {table}") == [(True,)]  # noqa: S608 -- ours


def test_every_table_of_agencies_is_parted_and_every_reference_stays_within_a_part(
    empty_database: str,
) -> None:
    migrate(empty_database)
    of_agencies = {
        str(name)
        for (name,) in run(
            empty_database,
            "SELECT table_name FROM information_schema.columns "
            "WHERE column_name = 'agency_id' AND table_schema = 'public' AND is_nullable = 'NO'",
        )
    }
    assert of_agencies == set(partitioning.tables(empty_database))
    for reference in partitioning.references(empty_database):
        assert reference.definition.startswith("FOREIGN KEY (agency_id"), reference

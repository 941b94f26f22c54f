"""Statements that wait for the next one of their transaction travel in front of it."""

import pytest

from service.errors import StorageConflict, StorageError
from service.storage.pool import Pool
from service.storage.sending import later

INSERT = "INSERT INTO agencies (agency_id, name) VALUES (%(agency_id)s, %(name)s)"


def test_what_is_left_for_later_is_there_for_the_next_statement_and_after_commit(
    pool: Pool, agency_id: str
) -> None:
    found = "SELECT name FROM agencies WHERE agency_id = %(agency_id)s"
    with pool.transaction() as statements:
        later(statements, INSERT, {"agency_id": agency_id, "name": "100%s; --"})
        statements.execute(found, {"agency_id": agency_id})
        assert statements.fetchall() == [("100%s; --",)]
        later(statements, INSERT, {"agency_id": f"{agency_id}-b", "name": None})
    with pool.transaction() as statements:
        statements.execute(found, {"agency_id": f"{agency_id}-b"})
        assert statements.fetchall() == [(None,)]


def test_an_error_in_it_leaves_nothing_behind(pool: Pool, agency_id: str) -> None:
    with pytest.raises(StorageConflict):
        _register_twice(pool, agency_id)
    with pool.transaction() as statements:
        statements.execute("SELECT FROM agencies WHERE agency_id = %s", (agency_id,))
        assert statements.fetchall() == []


def test_nothing_of_a_transaction_that_is_given_up_reaches_the_next(
    pool: Pool, agency_id: str
) -> None:
    with pytest.raises(InterruptedError), pool.transaction() as statements:
        _leave_and_give_up(statements, agency_id)
    with pool.transaction() as statements:
        statements.execute("SELECT FROM agencies WHERE agency_id = %s", (agency_id,))
        assert statements.fetchall() == []


def test_a_report_is_never_stored_without_the_revision_that_it_names(
    pool: Pool, agency_id: str
) -> None:
    with pytest.raises(StorageError):
        _name_a_revision(pool, agency_id)
    with pool.transaction() as statements:
        statements.execute("SELECT FROM reports WHERE agency_id = %s", (agency_id,))
        assert statements.fetchall() == []


def _register_twice(pool: Pool, agency_id: str) -> None:
    with pool.transaction() as statements:
        for _ in range(2):
            later(statements, INSERT, {"agency_id": agency_id, "name": None})


def _leave_and_give_up(statements: object, agency_id: str) -> None:
    later(statements, INSERT, {"agency_id": agency_id, "name": None})  # type: ignore[arg-type]
    raise InterruptedError


def _name_a_revision(pool: Pool, agency_id: str) -> None:
    with pool.transaction() as statements:
        later(statements, INSERT, {"agency_id": agency_id, "name": None})
        statements.execute(
            "INSERT INTO reports (agency_id, year, current_revision) VALUES (%s, 2024, 1)",
            (agency_id,),
        )
        assert statements.rowcount == 1  # it is asked at the end

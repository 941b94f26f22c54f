"""Many reports in one transaction leave behind what storing them one by one would have left."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import pytest

from service.api.causes import OF_EXCEPTION
from service.api.representation import render_to_store
from service.bulk.outcome import Outcome, slug_of
from service.bulk.reading import Read, read_many
from service.bulk.storing import store_many
from service.errors import IntakeError, InvalidAgencyId
from service.intake.checking import check
from service.intake.storing import store
from service.intake.terms import Terms
from service.intake.withdrawing import withdraw
from service.judging import Upload
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.statistics import fold
from service.storage.trail import Author
from service.submissions.item import Item
from tests.conftest import new_database
from tests.generator.archive import archive
from tests.integration.texts import report_text

AUTHOR = Author(account="archivist")
TERMS = Terms(author=AUTHOR)
TABLES = (
    "agencies", "reports", "revisions", "finding_sets", "sections", "disclosure_rows",
    "application_rows", "review_rows", "figures", "findings", "trail", "idempotency_keys",
    "statistics",
)  # fmt: skip
TIMES = {"registered_at", "changed_at", "received_at", "judged_at", "withdrawn_at", "happened_at"}


@pytest.fixture
def pools(database_url: str) -> Iterator[tuple[Pool, Pool]]:
    """Give two databases of one's own: one for bulks, one for the same one by one."""
    with new_database(database_url) as first, new_database(database_url) as second:
        pools = []
        for url in (first, second):
            migrate(url)
            pools.append(Pool(url, 1))
        yield pools[0], pools[1]
        for pool in pools:
            pool.close()


def an_item(agency_id: str, data: bytes, year: int | None = None) -> Item:
    digest = sha256(data).hexdigest()[:6]
    return Item(
        f"{agency_id}/{digest}.txt", agency_id, Upload(data, filename="a\\b.txt", year=year)
    )


def items_of(seed: int, agencies: int, years: int = 4) -> list[Item]:
    return [an_item(file.agency_id, file.data) for file in archive(seed, agencies, years)]


def in_bulk(pool: Pool, items: list[Item]) -> list[Outcome]:
    read = read_many(pool, items)
    with pool.transaction() as statements:
        return store_many(statements, read, render_to_store, AUTHOR)


def one_by_one(pool: Pool, items: Iterable[Item]) -> None:
    """Store in the order of agencies and years, and what comes first first."""
    judged = [(item.agency_id, check(item.upload)) for item in items]
    for agency_id, one in sorted(judged, key=lambda each: (each[0], each[1].report.year)):
        store(pool, agency_id, one, render_to_store, TERMS)


def rows(pool: Pool) -> dict[str, list[dict[str, Any]]]:
    """Return all that is stored but the times, and but what is made of them."""
    found = {}
    with pool.transaction() as statements:
        while fold(statements):
            pass
    for table in TABLES:
        with pool.transaction() as statements:
            statements.execute(f"SELECT to_jsonb(t) FROM {table} t")  # noqa: S608 -- ours
            found[table] = sorted((_timeless(row) for (row,) in statements), key=json.dumps)
    return found


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    for name in TIMES & row.keys():
        row[name] = row[name] is not None
    if row.get("representation"):
        representation = bytes.fromhex(row["representation"].removeprefix("\\x"))
        assert row["etag"] == sha256(representation).hexdigest()[:32]
        row["representation"] = json.loads(representation) | {"received_at": None}
    row.pop("etag", None)
    return row


def sums(pool: Pool) -> dict[tuple[str, int], Any]:
    """Return what all that is stored adds up to, without what comes to nothing."""
    with pool.transaction() as statements:
        while fold(statements):
            pass
        statements.execute("SELECT division, year, tally FROM statistics")
        return {(division, year): _something(tally) for division, year, tally in statements}


def _something(tally: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {k: v for k, v in members.items() if v not in (0, [0, 0], ["0", 0])}
        if isinstance(members, dict)
        else members
        for name, members in tally.items()
    }


def assert_same(pools: tuple[Pool, Pool]) -> None:
    bulk, single = map(rows, pools)
    for table in TABLES:
        assert bulk[table] == single[table], table
    added_up = sums(pools[0])
    assert added_up == sums(pools[1])
    assert added_up
    with pools[0].transaction() as statements:
        statements.execute(
            """
            SELECT count(*) FROM reports JOIN revisions USING (agency_id, year)
            JOIN finding_sets USING (agency_id, year, revision, judging)
            WHERE revision = current_revision AND reports.etag <> finding_sets.etag
            """
        )
        assert statements.fetchall() == [(0,)]


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def test_new_agencies_with_several_years(pools: tuple[Pool, Pool]) -> None:
    items = items_of(1, 12)
    outcomes = in_bulk(pools[0], items[::-1])
    one_by_one(pools[1], items)
    assert statuses(outcomes) == ["created"] * len(items)
    assert_same(pools)
    stored = rows(pools[0])
    assert sum(sum(outcome.findings.values()) for outcome in outcomes) == len(stored["findings"])
    assert any(row["rule"].startswith("H") for row in stored["findings"])


def test_years_beside_earlier_ones_that_are_stored(pools: tuple[Pool, Pool]) -> None:
    items = items_of(2, 5)
    for pool in pools:
        one_by_one(pool, items[::2])
    in_bulk(pools[0], items)
    one_by_one(pools[1], items[1::2])
    assert_same(pools)


def test_years_before_later_ones_that_are_stored(pools: tuple[Pool, Pool]) -> None:
    items = items_of(3, 4)
    for pool in pools:
        one_by_one(pool, items[2::4])
    in_bulk(pools[0], items)
    one_by_one(pools[1], [item for place, item in enumerate(items) if place % 4 != 2])
    assert_same(pools)
    assert any(row["judging"] > 1 for row in rows(pools[0])["finding_sets"])


def test_two_revisions_of_a_year_and_the_same_bytes_twice(pools: tuple[Pool, Pool]) -> None:
    first, second = (an_item("a", report_text(2023, received).encode()) for received in (3, 4))
    after = an_item("a", report_text(2024, 9, "另一个局").encode())
    outcomes = in_bulk(pools[0], [after, first, second, first, second])
    assert statuses(outcomes) == ["created", "created", "created", "unchanged", "unchanged"]
    assert [outcome.revision for outcome in outcomes] == [1, 1, 2, 1, 2]
    one_by_one(pools[1], [first, second, after])
    assert_same(pools)


def test_bytes_of_any_revision_are_known_again(pools: tuple[Pool, Pool]) -> None:
    items = [an_item("a", report_text(2023, received).encode()) for received in (3, 4, 5)]
    for pool in pools:
        one_by_one(pool, items)
    assert statuses(in_bulk(pools[0], items)) == ["unchanged"] * 3
    assert_same(pools)


def test_a_withdrawn_year_comes_back_with_other_bytes_only(pools: tuple[Pool, Pool]) -> None:
    old, new = (an_item("a", report_text(2023, received).encode()) for received in (3, 4))
    for pool in pools:
        one_by_one(pool, [old])
        withdraw(pool, "a", 2023, render_to_store, TERMS)
    assert statuses(in_bulk(pools[0], [old])) == ["unchanged"]
    assert_same(pools)
    assert statuses(in_bulk(pools[0], [old, new])) == ["unchanged", "created"]
    one_by_one(pools[1], [new])
    assert_same(pools)


def test_what_is_no_report_is_refused_and_the_others_are_stored(pools: tuple[Pool, Pool]) -> None:
    report = report_text(2023).encode()
    refused = {
        "empty-body": an_item("a", b" "),
        "not-text": an_item("a", b"\x89PNG\r\n\0\xff\xfe\xfd" * 9),
        "not-a-report": an_item("b", "今天下雨，不上班。".encode()),
        "year-disagrees": an_item("a", report, 2020),
        "invalid-agency-id": an_item("a b", report),
    }
    outcomes = in_bulk(pools[0], [*refused.values(), an_item("a", report, 2023)])
    assert [outcome.reason for outcome in outcomes] == [*refused, None]
    assert statuses(outcomes) == ["refused"] * len(refused) + ["created"]
    assert all(outcome.detail for outcome in outcomes[:-1])
    one_by_one(pools[1], [an_item("a", report, 2023)])
    assert_same(pools)


def test_damaged_characters_are_stored_as_one_upload_stores_them(
    pools: tuple[Pool, Pool],
) -> None:
    text = report_text(2023).replace("馆藏目录", "馆\0藏\\目\t录\x0b\r\n")
    text = text.replace("| 3 |", "| 3\\n\0 |").replace("书面", '书"面')
    items = [an_item("a", text.encode()), an_item("b", text.encode("utf-16"))]
    assert statuses(in_bulk(pools[0], items)) == ["created", "created"]
    one_by_one(pools[1], items)
    assert_same(pools)


def test_nothing_is_stored_where_the_transaction_ends_otherwise(
    pools: tuple[Pool, Pool],
) -> None:
    read = read_many(pools[0], items_of(4, 2))

    def give_up() -> None:
        with pools[0].transaction() as statements:
            store_many(statements, read, render_to_store, AUTHOR)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        give_up()
    assert all(found == [] for found in rows(pools[0]).values())


def test_what_was_read_before_another_stored_it_is_unchanged(pools: tuple[Pool, Pool]) -> None:
    items = items_of(5, 2)
    read = read_many(pools[0], items)
    assert all(isinstance(each, Read) for each in read)
    in_bulk(pools[0], items)
    with pools[0].transaction() as statements:
        outcomes = store_many(statements, read, render_to_store, AUTHOR)
    assert statuses(outcomes) == ["unchanged"] * len(items)
    one_by_one(pools[1], items)
    assert_same(pools)


def test_reasons_are_the_slugs_of_the_problems() -> None:
    refusals = [error for error in OF_EXCEPTION if issubclass(error, IntakeError | InvalidAgencyId)]
    assert len(refusals) > 5
    for error in refusals:
        assert slug_of(error()) == OF_EXCEPTION[error].slug

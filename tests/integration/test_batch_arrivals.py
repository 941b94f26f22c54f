"""Reports of a batch, copied into a real Postgres and read again."""

from uuid import uuid4

import pytest

from service.errors import StorageConflict
from service.storage.batch_arrivals import save_items
from service.storage.batch_items import Result, Waiting, fetch_results, fetch_waiting
from service.storage.batch_records import Submission
from service.storage.batches import save_batch
from service.storage.pool import Pool, Statements

SUBMISSION = Submission("", None, "application/zip", 1, "0" * 64, None)
WHOLE = Waiting(1, "a/2024.txt", "a", 9_999, "text/plain", "2024.txt", bytes(range(256)))
LEAST = Waiting(2, "", "a", None, "text/plain", None, b"")
REFUSED = Result(3, "第三", None, "refused", problem="not-a-report", detail='It\'s a "\\".')


@pytest.fixture
def batch_id(pool: Pool) -> str:
    """Give a batch without reports."""
    made = uuid4().hex
    pool.ask(lambda statements: save_batch(statements, made, SUBMISSION))
    return made


def saved(pool: Pool, batch_id: str, *items: tuple[int, Waiting | Result]) -> None:
    pool.ask(save_items, batch_id, items)


def waiting(pool: Pool, batch_id: str, chunk: int) -> list[Waiting]:
    return pool.ask(fetch_waiting, batch_id, chunk, 10, 1_000_000)


def test_whatever_arrives_is_read_again(pool: Pool, batch_id: str) -> None:
    saved(pool, batch_id, (7, LEAST), (7, WHOLE), (8, REFUSED))
    assert waiting(pool, batch_id, 7) == [WHOLE, LEAST]
    assert waiting(pool, batch_id, 8) == []
    assert pool.ask(fetch_results, batch_id, 0, 10) == [REFUSED]


def test_text_that_postgres_does_not_take_is_replaced(pool: Pool, batch_id: str) -> None:
    odd = WHOLE._replace(name="a\0\ud800", filename="\0")
    saved(pool, batch_id, (0, odd))
    (found,) = waiting(pool, batch_id, 0)
    assert (found.name, found.filename) == (
        "a\N{REPLACEMENT CHARACTER}?",
        "\N{REPLACEMENT CHARACTER}",
    )


def test_a_piece_is_kept_with_its_transaction_or_not_at_all(pool: Pool, batch_id: str) -> None:
    def save_twice(statements: Statements) -> None:
        save_items(statements, batch_id, [(0, WHOLE)])
        save_items(statements, batch_id, [(0, LEAST), (0, WHOLE)])

    with pytest.raises(StorageConflict):
        pool.ask(save_twice)
    assert waiting(pool, batch_id, 0) == []

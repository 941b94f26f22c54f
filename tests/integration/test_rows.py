"""Rows that are stored by a function of the server hold what they were given."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from service.storage.pool import Pool
from service.storage.records import Revision, Row
from service.storage.revisions import READING
from service.storage.rows import save


def stored(pool: Pool, agency_id: str, *rows: Row) -> list[tuple[object, ...]]:
    """Return the rows of table four as they are read again."""
    key = Revision(agency_id, 2024, 1, datetime.now(UTC), "", b"", "")
    with pool.transaction() as statements:
        save(
            statements, "save_reading", key, {}, dict.fromkeys(READING, ()) | {"review_rows": rows}
        )
        statements.execute(
            """
            SELECT row_code, upheld, total, printed
            FROM review_rows
            WHERE agency_id = %(agency_id)s
            ORDER BY row_code
            """,
            {"agency_id": agency_id},
        )
        return statements.fetchall()


def row(code: str, upheld: object = 0, total: object = None, printed: str | None = "") -> Row:
    return {"row_code": code, "upheld": upheld, "total": total, "printed": {"total": printed}}


def test_numbers_keep_their_digits_and_what_is_missing_is_null(pool: Pool, agency_id: str) -> None:
    wide = 10**60 + 1
    found = stored(pool, agency_id, row("a", Decimal("2.50"), wide), row("b", -3, None, None))
    assert found == [("a", Decimal("2.50"), wide, {"total": ""}), ("b", -3, None, {"total": None})]
    assert str(found[0][1]) == "2.50"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("'\";%s --", "'\";%s --"),
        (r"\u0000 \\ \n", r"\u0000 \\ \n"),
        ("一\n\t\x0b\x7f\u2028", "一\n\t\x0b\x7f\u2028"),
        ("a\0b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\ud800b", "a?b"),
        ("\0\udfff\\", "\N{REPLACEMENT CHARACTER}?\\"),
    ],
)
def test_texts_come_back_but_for_what_postgres_cannot_hold(
    pool: Pool, agency_id: str, text: str, kept: str
) -> None:
    assert stored(pool, agency_id, row(text, printed=text)) == [(kept, 0, None, {"total": kept})]


def test_no_rows_are_none(pool: Pool, agency_id: str) -> None:
    assert stored(pool, agency_id) == []

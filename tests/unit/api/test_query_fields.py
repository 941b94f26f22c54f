"""Values in queries, and cursors."""

from datetime import UTC, datetime, timedelta

import pytest
from marshmallow import ValidationError

from service.api.pages import Cursor, cursor_to
from service.api.query_fields import Code, Moment

MOMENT = Moment("")
NOON = datetime(2025, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2025-01-31T12:00:00Z", NOON),
        ("2025-01-31t12:00:00z", NOON),
        ("2025-01-31T20:00:00+08:00", NOON),
        ("2025-01-31T20:00:00 08:00", NOON),  # what a query makes of a plus
        ("2025-01-31T12:00:00.000001Z", NOON + timedelta(microseconds=1)),
        ("2956-09-02T03:59:42-18:24", datetime(2956, 9, 2, 22, 23, 42, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59-23:59", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_of_rfc_3339_is_taken_in_utc(printed: str, moment: datetime) -> None:
    taken = MOMENT.deserialize(printed)
    assert taken == moment
    assert taken.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "2025",
        "2025-01-31",
        "2025-01-31T12:00:00",
        "2025-02-31T12:00:00Z",
        "２025-01-31T12:00:00Z",
    ],
)
def test_what_is_no_moment_is_refused(printed: str) -> None:
    with pytest.raises(ValidationError):
        MOMENT.deserialize(printed)


def test_a_code_has_no_line_break_behind_it() -> None:
    code = Code("[A-Z][0-9]{3}", "")
    assert code.deserialize("A103") == "A103"
    for wrong in ("A103\n", "A1034", "a103", 103):
        with pytest.raises(ValidationError):
            code.deserialize(wrong)


def test_a_cursor_leads_back_to_its_place() -> None:
    def place(name: str, year: int) -> tuple[str, int]:
        return name, year

    assert Cursor(place).deserialize(cursor_to("运城", 2024)) == ("运城", 2024)
    for wrong in ("", "x", cursor_to("a"), cursor_to("a", 1, 2), cursor_to("a", 1) + "="):
        with pytest.raises(ValidationError):
            Cursor(place).deserialize(wrong)

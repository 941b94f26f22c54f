"""The five real reports through the whole service."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

NUMBERS = range(5)


@pytest.fixture
def pair(reports_dir: Path, request: pytest.FixtureRequest) -> tuple[bytes, dict[str, Any]]:
    """Give a report as it was received, and what a person read in it."""
    text = sorted(reports_dir.glob("*.txt"))[request.param]
    expected = json.loads(text.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return text.read_bytes(), expected


def as_lists(table: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    return {code: list(cells.values()) for code, cells in table.items()}


@pytest.mark.parametrize("pair", NUMBERS, indirect=True)
def test_a_report_is_stored_once_and_answered_as_a_person_reads_it(
    client: FlaskClient, agency_id: str, pair: tuple[bytes, dict[str, Any]]
) -> None:
    data, expected = pair
    path = f"/v1/agencies/{agency_id}/reports"
    first, again = (client.post(path, data=data, content_type="text/plain") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    found = client.get(first.headers["Location"])
    assert first.data == again.data == found.data
    report = found.json
    assert report is not None
    for member in ("agency_name", "format", "signed_on", "disclosure"):
        assert report[member] == expected[member]
    assert report["year"] == expected["report_year"]
    assert list(report["period"].values()) == expected["period"]
    assert as_lists(report["applications"]) == expected["applications"]
    assert as_lists(report["review"]) == expected["review"]

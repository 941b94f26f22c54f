"""The five real reports, read whole; they stand outside the repository (REPORTS_DIR)."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.golden.reading import (
    WRITTEN,
    Golden,
    cells,
    expected_cells,
    golden,
    misplaced,
    squeezed,
    values,
)

REAL = (
    "000_faef5e9f90555da4",
    "001_258dc9c531000058",
    "002_01ddbf738ad9d107",
    "003_c376f89de5917fc6",
    "004_0d7647d4b5eecc1e",
)
OURS = ("helin-2023", "dongwan-2019", "shixi-2022")


@pytest.fixture(params=[*REAL, *OURS])
def case(request: pytest.FixtureRequest) -> Golden:
    if request.param in OURS:
        return golden(WRITTEN, request.param)
    return golden(request.getfixturevalue("reports_dir"), request.param)


def test_year_format_agency_and_dates_are_read(case: Golden) -> None:
    report, expected = case.report, case.expected
    assert report.year == expected["report_year"]
    assert report.format == expected["format"]
    assert report.agency_name == expected["agency_name"]
    assert report.period is not None
    assert [report.period.start, report.period.end] == [
        date.fromisoformat(day) for day in expected["period"]
    ]
    assert report.signature is not None
    assert report.signature.signed_on == date.fromisoformat(expected["signed_on"])


def test_the_title_bears_the_agency_and_the_year(case: Golden) -> None:
    title = case.report.title
    assert title is not None
    assert (title.agency_name, title.year) == (
        case.expected["agency_name"],
        case.expected["report_year"],
    )
    assert squeezed(case.report.text.quote(title.span)) == title.text


def test_every_cell_is_what_a_person_read(case: Golden) -> None:
    expected = expected_cells(case.expected)
    printed = {pointer: value for pointer, value in expected.items() if value is not None}
    assert values(case.report) == printed


def test_table_three_of_the_five_has_861_cells(reports_dir: Path) -> None:
    read = [
        cell
        for name in REAL
        for pointer, cell in cells(golden(reports_dir, name).report)
        if pointer.startswith("/applications/") and cell.value is not None
    ]
    assert len(read) == 861


def test_a_count_is_an_int_and_an_amount_a_decimal(case: Golden) -> None:
    for pointer, cell in cells(case.report):
        if cell.value is not None:
            kind = Decimal if pointer.endswith("amount_10k_cny") else int
            assert type(cell.value) is kind, pointer


def test_the_text_at_the_place_of_each_number_reads_as_that_number(case: Golden) -> None:
    assert misplaced(case.report) == []
    text = case.report.text
    for figure in case.report.narrative:
        assert text.quote(figure.number) in text.quote(figure.quote)
        assert quoted_number(text.quote(figure.number)) == figure.value, figure.figure


def test_a_cell_keeps_what_is_printed_at_its_place(case: Golden) -> None:
    for pointer, cell in cells(case.report):
        if cell.value is not None:
            assert cell.span is not None, pointer
            assert case.report.text.quote(cell.span) == cell.printed, pointer


def quoted_number(printed: str) -> Decimal:
    factor = 10_000 if "万" in printed else 1
    return factor * Decimal(squeezed(printed).replace(",", "").rstrip("万"))


def test_no_two_cells_claim_the_same_place(case: Golden) -> None:
    spans = sorted(cell.span for _, cell in cells(case.report) if cell.value is not None)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_six_sections_stand_in_order(case: Golden) -> None:
    sections = case.report.sections
    assert [section.number for section in sections] == [1, 2, 3, 4, 5, 6]
    assert [section.printed_number for section in sections] == [1, 2, 3, 4, 5, 6]
    for section, following in pairwise(sections):
        assert section.heading.end <= section.body.start
        assert section.body.end <= following.heading.start


def test_each_prose_figure_is_found_with_its_value_and_quote(case: Golden) -> None:
    found = [
        (figure.figure, figure.value, squeezed(case.report.text.quote(figure.quote)))
        for figure in case.report.narrative
    ]
    missing = [entry for entry in case.expected["narrative"] if not stated(entry, found)]
    assert missing == []


def stated(entry: dict[str, Any], found: list[tuple[str, Any, str]]) -> bool:
    # Some expected quotes carry a reader's remark in brackets, or are cut off by a page break.
    quote = squeezed(entry["quote"].split(" (")[0])
    value = Decimal(str(entry["value"]).rstrip("%"))
    return any(
        code == entry["figure"] and value == number and (quote in printed or entry_is_broken(entry))
        for code, number, printed in found
    )


def entry_is_broken(entry: dict[str, Any]) -> bool:
    return "broken over a page" in entry["quote"]


def test_nothing_is_left_unplaced(case: Golden) -> None:
    assert case.report.problems == ()

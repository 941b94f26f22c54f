"""
Reports composed after the reader, each in layouts mixed by hand, as portals and extractors do.

Their expected JSON is what a careful person reads. The rows that the reader leaves null are listed
with the reason; a report that is read better makes the list fail.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from service.model.finding import Severity
from service.rules.catalogue import check
from tests.golden.reading import (
    WRITTEN,
    Golden,
    concerns,
    expected_cells,
    golden,
    misplaced,
    squeezed,
    values,
)

COMPOSED = WRITTEN / "composed"
SUFFIX = ".expected.json"
CASES = sorted(path.name.removesuffix(SUFFIX) for path in COMPOSED.glob(f"*{SUFFIX}"))

_GLUED = "digits run together: 18-1-0-0-1-0-20 and 1-8-1-0-0-10-20 both add up"

# Rows that are printed and null.
KNOWN_NULL: dict[str, dict[str, str]] = {
    "fenghe-2023": {"/applications/unable.not_held": _GLUED},
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Golden:
    return golden(COMPOSED, request.param)


def name_of(case: Golden) -> str:
    return str(case.expected["source"]).partition(".")[0]


def test_there_are_at_least_five_and_some_of_either_format() -> None:
    formats = Counter(golden(COMPOSED, name).expected["format"] for name in CASES)
    assert formats.total() >= 5
    assert set(formats) == {"2019", "2021"}


def test_no_cell_is_wrong_and_none_is_invented(case: Golden) -> None:
    right = expected_cells(case.expected)
    wrong = {
        pointer: (value, right.get(pointer))
        for pointer, value in values(case.report).items()
        if right.get(pointer) != value
    }
    assert wrong == {}


def test_just_the_rows_known_for_it_are_not_read(case: Golden) -> None:
    rows = {pointer.rpartition("/")[0] for pointer in unread(case)}
    assert rows == set(KNOWN_NULL.get(name_of(case), ()))


def test_a_problem_points_at_each_cell_that_is_not_read(case: Golden) -> None:
    silent = [
        pointer
        for pointer in unread(case)
        if not any(concerns(problem, pointer) for problem in case.report.problems)
    ]
    assert silent == []


def unread(case: Golden) -> list[str]:
    """Return the pointers of the cells that are printed and null."""
    read = values(case.report)
    printed = expected_cells(case.expected).items()
    return [pointer for pointer, value in printed if value is not None and pointer not in read]


def test_a_report_without_ambiguities_is_read_without_a_problem(case: Golden) -> None:
    if not case.expected["ambiguities"]:
        assert case.report.problems == ()


def test_the_text_at_the_place_of_each_number_reads_as_that_number(case: Golden) -> None:
    assert misplaced(case.report) == []


def test_year_format_agency_and_period_are_read(case: Golden) -> None:
    report, expected = case.report, case.expected
    assert (report.year, report.format) == (expected["report_year"], expected["format"])
    assert report.agency_name == expected["agency_name"]
    assert report.period is not None
    assert [report.period.start, report.period.end] == [
        date.fromisoformat(day) for day in expected["period"]
    ]


def test_the_signature_is_read(case: Golden) -> None:
    signature = case.report.signature
    assert signature is not None
    assert signature.agency_name == case.expected["agency_name"]
    assert signature.signed_on == date.fromisoformat(case.expected["signed_on"])


def test_the_sections_stand_in_order(case: Golden) -> None:
    sections = case.report.sections
    assert [section.number for section in sections] == case.expected["sections"]
    assert all(one.body.end <= other.heading.start for one, other in pairwise(sections))


def test_each_figure_of_the_prose_is_found_where_it_is_stated(case: Golden) -> None:
    text = case.report.text
    found = [
        (figure.figure, figure.value, squeezed(text.quote(figure.quote)))
        for figure in case.report.narrative
    ]
    missing = [entry for entry in case.expected["narrative"] if not stated(entry, found)]
    assert missing == []


def stated(entry: dict[str, object], found: list[tuple[str, int | Decimal, str]]) -> bool:
    wanted = squeezed(str(entry["quote"]))
    return any(
        code == entry["figure"] and value == entry["value"] and (wanted in quote or quote in wanted)
        for code, value, quote in found
    )


def test_no_figure_is_made_up(case: Golden) -> None:
    right = {(entry["figure"], entry["value"]) for entry in case.expected["narrative"]}
    found = {(figure.figure, figure.value) for figure in case.report.narrative}
    assert found - right == set()


def test_nothing_is_alarming_but_what_a_person_objects_to(case: Golden) -> None:
    alarms = [
        finding.rule
        for finding in check(case.report).findings
        if finding.severity is not Severity.INFO
    ]
    assert alarms == [entry["rule"] for entry in case.expected["known_inconsistencies"]]

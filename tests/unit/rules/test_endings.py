"""A table that the text ends in is said to be cut off, and not to lack rows."""

import pytest

from service.model.report import Report
from service.rules.catalogue import check
from service.rules.endings import cut_off_tables
from tests.builders import build_report

LACKING = {"carried_out": None}
WITHOUT_REST = {4: None, 5: None, 6: None}


def test_a_table_without_its_last_row_and_with_nothing_behind_is_cut_off() -> None:
    report = build_report(applications=LACKING, sections=WITHOUT_REST, signed_on=None)
    assert cut_off_tables(report) == {"applications"}
    [finding] = [finding for finding in check(report).findings if finding.rule == "T904"]
    assert finding.pointer == "/applications"
    assert finding.place is not None
    assert finding.place.quote.startswith("自然人\t商业企业")
    assert "S606" not in {finding.rule for finding in check(report).findings}


def test_the_head_of_the_next_row_may_stand_behind_it() -> None:
    report = build_report(
        applications=LACKING,
        sections={4: "四、结转", 5: None, 6: None},
        review=None,
        signed_on=None,
    )
    assert cut_off_tables(report) == {"applications"}


@pytest.mark.parametrize(
    "report",
    [
        build_report(),
        build_report(sections=WITHOUT_REST, signed_on=None),
        build_report(applications=LACKING, sections=WITHOUT_REST),
        build_report(applications=LACKING, signed_on=None),
        build_report(year=2015, form="pre2019", signed_on=None),
    ],
    ids=["whole", "all rows", "signed", "sections behind it", "no format"],
)
def test_what_goes_on_or_is_whole_is_not_cut_off(report: Report) -> None:
    assert cut_off_tables(report) == frozenset()

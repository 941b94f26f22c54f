"""A table that the text ends in is said to be cut off, and not to lack rows."""

import pytest

from service.model.report import Report
from service.rules.catalogue import check
from service.rules.endings import cut_off_tables, last_section, unfinished_sentence
from tests.builders import build_report

LACKING = {"carried_out": None}
REST: dict[int, str | None] = dict.fromkeys(range(2, 7))
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


def test_sections_behind_the_end_of_a_text_are_not_missing() -> None:
    report = build_report(applications=LACKING, sections=WITHOUT_REST, signed_on=None)
    assert last_section(report) == 3
    assert "S602" not in {finding.rule for finding in check(report).findings}


def test_a_text_may_end_in_mid_sentence() -> None:
    report = build_report(
        sections={1: "我局认真落实各项要求，及时更新栏目内容，方便公众", **REST}, signed_on=None
    )
    assert last_section(report) == 1
    [finding] = [finding for finding in check(report).findings if finding.rule == "T904"]
    assert finding.place is not None
    assert finding.place.quote == "我局认真落实各项要求，及时更新栏目内容，方便公众"
    assert "S602" not in {finding.rule for finding in check(report).findings}


@pytest.mark.parametrize(
    "report",
    [
        build_report(),
        build_report(sections={1: "我局认真落实各项要求，方便公众。", **REST}, signed_on=None),
        build_report(sections={1: "工作落实。河东市水务局", **REST}, signed_on=None),
        build_report(sections={1: "我局认真落实各项要求，方便广大公众", **REST}),
    ],
    ids=["whole", "a full stop", "a name", "signed"],
)
def test_a_whole_text_has_no_last_section(report: Report) -> None:
    assert unfinished_sentence(report) is None
    assert last_section(report) is None

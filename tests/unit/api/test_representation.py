"""A judged report as the bytes that answer for it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from service.api.representation import render
from service.api.schema_fields import MOST_PRINTED
from service.judging import Identity
from service.model.place import Text
from tests.unit.api.builders import TEXT, a_finding, a_judged_report

MOMENT = datetime(2025, 1, 22, 3, 4, 5, 120_000, tzinfo=UTC)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(a_judged_report()) == render(a_judged_report())


def test_what_is_only_checked_has_no_id_no_revision_and_no_time() -> None:
    members = json.loads(render(a_judged_report()))
    assert [members[name] for name in ("agency_id", "revision", "received_at")] == [None] * 3


def test_what_is_stored_bears_id_revision_and_time_in_utc() -> None:
    members = json.loads(render(a_judged_report(), Identity("jy-daj", 2, MOMENT)))
    assert (members["agency_id"], members["revision"]) == ("jy-daj", 2)
    assert members["received_at"] == "2025-01-22T03:04:05.120Z"


def test_members_stand_in_the_documented_order() -> None:
    assert list(json.loads(render(a_judged_report()))) == [
        "agency_id",
        "year",
        "revision",
        "format",
        "title",
        "agency_name",
        "period",
        "signed_on",
        "source",
        "sections",
        "disclosure",
        "applications",
        "review",
        "narrative",
        "problems",
        "findings",
        "checks",
        "received_at",
    ]


def test_counts_are_integers_amounts_exact_decimals_and_the_unreadable_null() -> None:
    members = json.loads(render(a_judged_report()))
    assert members["applications"] == {
        "received": {"natural_person": 7, "commercial_enterprise": None, "total": 7}
    }
    assert members["disclosure"] == {"administrative_fees": {"amount_10k_cny": "12.50"}}
    assert members["review"] is None


def test_figures_hold_their_value_as_text_with_quote_and_place() -> None:
    (figure,) = json.loads(render(a_judged_report()))["narrative"]
    assert (figure["value"], figure["quote"]) == ("7", "新收申请 7 件")
    assert (figure["place"]["line"], figure["place"]["column"]) == (3, 1)
    assert TEXT.content[figure["place"]["start"] : figure["place"]["end"]] == "新收申请 7 件"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7, "7"),
        (Decimal("99.75"), "99.75"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00000001"), "0.00000001"),
    ],
)
def test_figures_are_written_without_exponents(value: int | Decimal, written: str) -> None:
    judged = a_judged_report()
    figure = replace(judged.report.narrative[0], value=value)
    report = replace(judged.report, narrative=(figure,))
    members = json.loads(render(replace(judged, report=report)))
    assert members["narrative"][0]["value"] == written


def test_findings_carry_the_rule_both_languages_and_the_operands() -> None:
    (finding,) = json.loads(render(a_judged_report()))["findings"]
    assert (finding["rule"], finding["severity"], finding["origin"]) == ("A101", "error", "source")
    assert set(finding["message"]) == {"zh", "en"}
    assert finding["place"]["quote"] == "本年新收 7 / 7"
    assert finding["operands"] == [{"pointer": "/applications/received/natural_person", "value": 7}]


def test_the_checks_say_how_many_rules_passed_and_which_did_not_apply() -> None:
    assert json.loads(render(a_judged_report()))["checks"] == {
        "rule_set": "1.0.0",
        "passed": 3,
        "failed": 1,
        "truncated": False,
        "not_applicable": [{"rule": "Y201", "reason": "no year before"}],
    }


def test_half_a_surrogate_pair_does_not_stop_the_answer() -> None:
    judged = a_judged_report()
    broken = Text(TEXT.content.replace("新收申请", "新\ud800申请"))
    report = replace(judged.report, text=broken)
    members = json.loads(render(replace(judged, report=report)))
    assert members["narrative"][0]["quote"] == "新?申请 7 件"


@pytest.mark.parametrize(("length", "kept"), [(MOST_PRINTED, MOST_PRINTED), (10**6, MOST_PRINTED)])
def test_a_page_that_ran_together_is_not_repeated_in_full(length: int, kept: int) -> None:
    judged = a_judged_report()
    finding = replace(a_finding(), expected="1" * length, actual="2" * length)
    checks = replace(judged.checks, findings=(finding,))
    (shown,) = json.loads(render(replace(judged, checks=checks)))["findings"]
    for member in ("expected", "actual"):
        assert len(shown[member]) == kept
        assert shown[member].endswith("…") == (length > kept)


def test_more_findings_than_are_listed_are_owned_up_to() -> None:
    judged = replace(a_judged_report(), truncated=True)
    assert json.loads(render(judged))["checks"]["truncated"] is True

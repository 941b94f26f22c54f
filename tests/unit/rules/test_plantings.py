"""Faults that are planted are found where they were, and correct reports are silent."""

from collections import Counter

import pytest

from service.rules.catalogue import RULES
from tests.planting.planting import PLANTINGS
from tests.planting.running import judge_correct, judge_planting

CODES = sorted({planting.rule for planting in PLANTINGS})
FEWEST_KINDS, FEWEST_PHRASINGS = 2, 5


@pytest.mark.parametrize("code", CODES)
def test_a_fault_of_the_rule_is_found_where_it_was_planted(code: str) -> None:
    # `make accuracy` plants all kinds, and each many times.
    first, *_, last = [number for number, each in enumerate(PLANTINGS) if each.rule == code]
    outcomes = [judge_planting((number, 0)) for number in (first, last)]
    assert [
        note for outcome in outcomes if not outcome.counts["found"] for note in outcome.notes
    ] == []
    assert all(outcome.counts["planted"] for outcome in outcomes)


def test_correct_reports_raise_no_alarm() -> None:
    notes = [note for seed in range(30) for note in judge_correct(seed).notes]
    assert notes == []


def test_every_rule_on_one_report_has_its_plantings() -> None:
    kinds = Counter(planting.rule for planting in PLANTINGS)
    for rule in RULES:
        # Those of family H look at several reports.
        if rule.code[0] != "H":
            phrased = rule.code[0] == "P"
            assert kinds[rule.code] >= (FEWEST_PHRASINGS if phrased else FEWEST_KINDS), rule.code

"""Rules take a time that grows with the text, and not with the square of it."""

import pytest

from service.allowance import allowance
from service.model.finding import MOST_FINDINGS
from service.parsing.assemble import parse
from service.rules.catalogue import check
from service.rules.sentences import sentences_are_whole
from tests.hostile.bodies import HEAD

SIZE = 200_000


@pytest.mark.parametrize("unit", ["办【676〕第17", "国办〔年年0 】年0 |", "一是五是"])
def test_what_is_opened_and_never_closed_is_judged_in_time(unit: str) -> None:
    report = parse((HEAD + unit * (SIZE // len(unit))).encode())
    with allowance(8):
        sentences_are_whole(report)


def test_of_very_many_faults_of_a_rule_only_the_gravest_become_findings() -> None:
    report = parse((HEAD + "(" * 5_000 + "\n" + "一是好，三是好。").encode())
    findings = [each for each in check(report).findings if each.rule == "W706"]
    assert len(findings) == MOST_FINDINGS + 1  # one more shows that there are more
    assert len({each.fingerprint for each in findings}) == len(findings)

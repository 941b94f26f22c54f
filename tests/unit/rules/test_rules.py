"""Every rule holds, breaks and keeps silent where its cases say so."""

from importlib import import_module
from itertools import chain

import pytest

from service.model.report import Report
from service.rules.catalogue import RULES
from service.rules.rule import NotApplicable, Rule
from tests.unit.rules.cases import Break, Cases, Years, years

FAMILIES = (
    "arithmetic",
    "citations",
    "dates",
    "history",
    "prose",
    "privacy",
    "reading",
    "structure",
    "wording",
)
CASES: dict[str, Cases] = {
    cases.rule.code: cases
    for cases in chain.from_iterable(
        import_module(f"tests.unit.rules.cases.{family}").CASES for family in FAMILIES
    )
}


def _each(kind: str) -> list[object]:
    return [
        pytest.param(cases.rule, case, id=f"{code}-{cases.rule.name}-{number}")
        for code, cases in CASES.items()
        for number, case in enumerate(getattr(cases, kind), start=1)
    ]


@pytest.mark.parametrize(("rule", "report"), _each("holds"))
def test_a_rule_holds(rule: Rule, report: Report | Years) -> None:
    assert rule(*years(report)) == []


@pytest.mark.parametrize(("rule", "case"), _each("breaks"))
def test_a_rule_breaks_at_its_place(rule: Rule, case: Break) -> None:
    report, history = years(case.report)
    outcome = rule(report, history)
    assert not isinstance(outcome, NotApplicable), outcome
    [finding] = rule.findings(outcome, report)
    assert (finding.place and finding.place.quote) == case.at
    assert case.expected in (None, finding.expected)
    assert case.severity in (None, finding.severity)
    assert finding.message.zh.endswith("。")
    assert finding.message.en.endswith(".")


@pytest.mark.parametrize(("rule", "report"), _each("not_applicable"))
def test_a_rule_does_not_apply(rule: Rule, report: Report | Years) -> None:
    outcome = rule(*years(report))
    assert isinstance(outcome, NotApplicable), outcome
    assert outcome.reason


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_the_three_kinds_of_cases(rule: Rule) -> None:
    assert rule.code in CASES, f"{rule.code} has no cases in tests/unit/rules/cases"
    cases = CASES[rule.code]
    assert cases.holds
    assert cases.breaks
    never = rule.documentation.not_applicable == "never."
    assert bool(cases.not_applicable) is not never

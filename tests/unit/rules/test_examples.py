"""What the page of a rule gives as an example holds, or breaks the rule."""

import pytest

from service.rules.catalogue import RULES
from service.rules.rule import NotApplicable, Rule
from tests.unit.rules.examples import example


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_that_holds_is_no_fault(rule: Rule) -> None:
    outcome = rule(*example(rule.documentation.holds))
    assert outcome == [] or (isinstance(outcome, NotApplicable) and rule.code == "P307")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_that_breaks_the_rule_is_a_fault(rule: Rule) -> None:
    outcome = rule(*example(rule.documentation.breaks))
    assert not isinstance(outcome, NotApplicable), outcome
    assert outcome

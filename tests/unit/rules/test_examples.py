"""What the page of a rule gives as an example holds, or breaks the rule."""

import pytest

from service.rules.catalogue import RULES
from service.rules.rule import NotApplicable, Rule
from tests.unit.rules.examples import example

# The examples of family H are of several years.
OF_ONE_REPORT = [rule for rule in RULES if rule.code[0] != "H"]


@pytest.mark.parametrize("rule", OF_ONE_REPORT, ids=lambda rule: rule.code)
def test_the_example_that_holds_is_no_fault(rule: Rule) -> None:
    outcome = rule(example(rule.documentation.holds))
    assert outcome == [] or (isinstance(outcome, NotApplicable) and rule.code == "P307")


@pytest.mark.parametrize("rule", OF_ONE_REPORT, ids=lambda rule: rule.code)
def test_the_example_that_breaks_the_rule_is_a_fault(rule: Rule) -> None:
    outcome = rule(example(rule.documentation.breaks))
    assert not isinstance(outcome, NotApplicable), outcome
    assert outcome

"""The decorator makes a rule of a documented function, and a finding of a fault."""

from dataclasses import replace

import pytest

from service.model.finding import Finding, Operand, Origin, Severity
from service.model.place import Place, Span
from service.model.report import Report
from service.rules.rule import Fault, NotApplicable, Outcome, Rule, rule
from tests.builders import build_report

REPORT = build_report()
FAULT = Fault(
    zh="不符。",
    en="It differs.",
    span=Span(0, 6),
    pointer="/title",
    expected="1",
    actual="2",
    operands=(Operand("/year", 2024),),
)


@rule("Z901", severity=Severity.WARNING, basis="none", version=3)
def title_is_short(report: Report) -> Outcome:
    """
    The title is
    short.

    Why: long ones
    tire.
    Holds: short.
    Breaks: long.
    Not applicable: no title.
    """
    if report.title is None:
        return NotApplicable("no title was found")
    return [FAULT]


def finding(fault: Fault, report: Report = REPORT) -> Finding:
    [found] = title_is_short.findings([fault], report)
    return found


def test_a_rule_is_named_by_its_function_and_documented_by_its_docstring() -> None:
    assert isinstance(title_is_short, Rule)
    assert title_is_short.name == "title-is-short"
    assert title_is_short.documentation.statement == "The title is short."
    assert title_is_short.documentation.why == "long ones tire."
    assert title_is_short.documentation.not_applicable == "no title."


def test_a_rule_is_called_like_its_function() -> None:
    assert title_is_short(REPORT) == [FAULT]
    assert title_is_short(build_report(title=None)) == NotApplicable("no title was found")


def test_a_finding_carries_what_the_rule_and_the_fault_say() -> None:
    found = finding(FAULT)
    assert (found.rule, found.name, found.version) == ("Z901", "title-is-short", 3)
    assert (found.severity, found.origin) == (Severity.WARNING, Origin.SOURCE)
    assert (found.expected, found.actual, found.pointer) == ("1", "2", "/title")
    assert found.message == ("不符。", "It differs.")
    assert found.basis == "none"
    assert found.place == Place(1, 1, 0, 6, "河东市水务局")


def test_a_fault_may_replace_severity_and_quotation() -> None:
    found = finding(replace(FAULT, severity=Severity.INFO, quote="***"))
    assert found.severity is Severity.INFO
    assert found.place == Place(1, 1, 0, 6, "***")


def test_the_fingerprint_is_the_same_wherever_the_text_moves() -> None:
    later = build_report(title="关于河东市水务局2024年报告")
    moved = replace(FAULT, span=Span(2, 8))
    assert finding(FAULT).fingerprint == finding(moved, later).fingerprint
    assert len(finding(FAULT).fingerprint) == 16


@pytest.mark.parametrize(
    "change",
    [
        {"pointer": "/year"},
        {"expected": "3"},
        {"actual": "3"},
        {"operands": (Operand("/year", 2023),)},
        {"span": Span(0, 5)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_place_or_value_has_another_fingerprint(change: dict[str, object]) -> None:
    other = finding(replace(FAULT, **change))  # type: ignore[arg-type]
    assert other.fingerprint != finding(FAULT).fingerprint


def test_the_same_fault_met_twice_has_two_fingerprints() -> None:
    twice = build_report(title="河东市水务局河东市水务局2024年报告")
    faults = [replace(FAULT, pointer=None, span=Span(at, at + 6)) for at in (0, 6)]
    first, second = title_is_short.findings(faults, twice)
    assert first.fingerprint != second.fingerprint


def test_a_docstring_without_a_heading_is_refused() -> None:
    def undocumented(_report: Report) -> Outcome:
        """
        It holds.

        Why: so.
        Holds: yes.
        """
        return []

    with pytest.raises(ValueError, match="Z902"):
        rule("Z902", severity=Severity.INFO, basis="none")(undocumented)

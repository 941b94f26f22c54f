"""The catalogue is complete and in order, its pages are those of its rules."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import service.rules
from service.model.finding import Severity
from service.model.history import History
from service.rules.catalogue import RULE_SET, RULES, check
from service.rules.documentation import FAMILIES, pages, write
from service.rules.rule import Rule
from tests.builders import build_report

DOCS = Path(__file__).parents[3] / "docs" / "rules"


def test_codes_and_names_are_unique_and_codes_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert {code[0] for code in codes} == set(FAMILIES)


def test_every_rule_of_the_package_is_listed() -> None:
    modules = walk_packages(service.rules.__path__, "service.rules.")
    defined = {
        value.code
        for module in modules
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Rule)
    }
    assert defined == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_documentation_of_a_rule_is_sentences(rule: Rule) -> None:
    assert all(part and not part[-1].isspace() for part in rule.documentation)
    assert rule.documentation.statement.endswith(".")
    assert rule.documentation.not_applicable.endswith(".")
    assert rule.basis


def test_a_correct_report_passes_every_rule_that_applies() -> None:
    for report in (build_report(), build_report(year=2020, form="2019")):
        checks = check(report)
        assert checks.findings == ()
        assert checks.failed == 0
        assert checks.passed + len(checks.not_applicable) == len(RULES)
        assert checks.rule_set == RULE_SET


def test_a_report_with_nothing_in_it_is_one_finding() -> None:
    empty = build_report(
        introduction="附件下载",
        period=None,
        signed_on=None,
        sections=dict.fromkeys(range(1, 7)),
    )
    assert [finding.rule for finding in check(empty).findings] == ["S600"]


def test_findings_come_in_reading_order_and_rules_are_counted_once() -> None:
    report = build_report(
        applications={"received": [1, 0, 0, 0, 0, 0, 2], "carried_in": [3, 0, 0, 0, 0, 0, 4]},
        sections={1: "全年发布信息XX条。", 6: "无。"},
    )
    checks = check(report)
    starts = [finding.place.start for finding in checks.findings if finding.place]
    assert starts == sorted(starts)
    assert len(starts) == len(checks.findings)
    rules = [finding.rule for finding in checks.findings]
    assert rules.count("A101") == 2
    assert checks.failed == len(set(rules))
    assert checks.passed + checks.failed + len(checks.not_applicable) == len(RULES)


def test_a_report_is_judged_beside_the_earlier_ones_of_its_organ() -> None:
    report = build_report(
        applications={
            row: [0, 0, 0, 0, 0, 2, 2] for row in ("carried_in", "other.other", "concluded")
        }
    )
    last = build_report(year=2023)
    assert check(report).findings == ()
    findings = check(report, History({2023: last})).findings
    assert [(one.rule, one.pointer) for one in findings] == [
        ("H201", "/applications/carried_in/other_organization"),
        ("H201", "/applications/carried_in/total"),
    ]
    assert findings[1].operands == (
        ("2023#/applications/carried_out/total", 0),
        ("/applications/carried_in/total", 2),
    )


def test_a_finding_about_nothing_printed_comes_last() -> None:
    report = build_report(title=None, sections={6: "无。"})
    assert [finding.rule for finding in check(report).findings] == ["S610", "S601"]


def test_the_same_report_gives_the_same_findings_with_different_fingerprints() -> None:
    report = build_report(applications={"received": [1, 0, 0, 0, 0, 0, 2]})
    checks = check(report)
    assert checks == check(report)
    assert len({finding.fingerprint for finding in checks.findings}) == len(checks.findings)


def test_the_pages_are_up_to_date() -> None:
    written = {
        page.name: page.read_text(encoding="utf-8")
        for page in DOCS.glob("*.md")
        if not page.name.startswith("accuracy")
    }
    assert written == pages(), "run python -m service.rules.documentation"


def test_pages_of_rules_that_are_no_more_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    write(tmp_path)
    assert {page.name for page in tmp_path.glob("*.md")} == set(pages())


def test_the_index_links_every_page() -> None:
    index = pages()["README.md"]
    assert all(f"]({rule.name}.md)" in index for rule in RULES)
    assert all(severity.value in index for severity in Severity)

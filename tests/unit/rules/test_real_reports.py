"""The real reports: every expected finding at its line, and nothing else at error or warning."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from service.model.finding import Checks, Finding, Severity
from service.parsing.assemble import parse
from service.rules.catalogue import check

ROOT = Path(__file__).parents[3]
REPORTS = Path(os.environ.get("REPORTS_DIR", ROOT.parent / "shared" / "reports"))

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"no real reports in {REPORTS}")

GRAVE = {Severity.ERROR, Severity.WARNING}

# Rule, severity, line, and a part of what stands there, by the number of the report.
EXPECTED = {
    "000": [
        ("W701", "info", 199, "只记"),
        ("W701", "info", 218, "事物"),
        ("W701", "info", 234, "另外"),
        ("W701", "info", 283, "处理"),
        ("P312", "info", 77, "12"),
    ],
    "001": [
        ("D402", "error", 107, "1 月 8 日"),
        ("P311", "warning", 21, "85.7"),
        ("C503", "info", 7, "政府信息公开与政务公开"),
        ("W701", "info", 29, "止件数"),
        ("S608", "info", 9, "总体情况"),
    ],
    "002": [
        ("C502", "warning", 4, "国办公开函"),
        ("C501", "info", 4, "国令第711号"),
        ("C503", "info", 4, "国务院办公厅信息与政务公开办公室"),
    ],
    "003": [],
    "004": [("W702", "info", 9, "and")],
}
# True as well, and noted in none of the expectations: the office's name is the same as in 001.
ALSO_TRUE = {"004": {"C503"}}

# Each inconsistency that a person noticed in a fragment and that a rule is there to find.
KNOWN = {
    "changchun-tyjr-2023": ("P301", 3),
    "hezhen-2022": ("S605", 21),
    "lufeng-wjw-2025": ("C502", 1),
    "tongjiang-jtj-2020": ("P311", 9),
}
WITHOUT_INCONSISTENCY = (
    "city-sample-2025.html",
    "huaian-2024-plumber.txt",
    "pingtan-2021.txt",
    "pingtan-czj-2020.txt",
    "shanghai-office-2025.txt",
    "suqian-2023.txt",
)


@cache
def _check(path: Path) -> Checks:
    return check(parse(path.read_bytes()))


def _five(number: str) -> Checks:
    [path] = REPORTS.glob(f"{number}_*.txt")
    return _check(path)


def _line(finding: Finding) -> int | None:
    return finding.place.line if finding.place is not None else None


@pytest.mark.parametrize("number", EXPECTED)
def test_each_expected_finding_points_at_its_line(number: str) -> None:
    found = _five(number).findings
    for rule, severity, line, words in EXPECTED[number]:
        assert [
            finding
            for finding in found
            if (finding.rule, finding.severity, _line(finding)) == (rule, severity, line)
            and finding.place is not None
            and words in finding.place.quote
        ], (rule, [(finding.rule, _line(finding)) for finding in found])


@pytest.mark.parametrize("number", EXPECTED)
def test_nothing_else_is_found(number: str) -> None:
    expected = {rule for rule, *_ in EXPECTED[number]} | ALSO_TRUE.get(number, set())
    found = _five(number).findings
    assert {finding.rule for finding in found} <= expected
    grave = [finding.rule for finding in found if finding.severity in GRAVE]
    assert len(grave) == len([case for case in EXPECTED[number] if case[1] in GRAVE])


@pytest.mark.parametrize("number", EXPECTED)
def test_no_sum_row_column_or_balance_is_reported(number: str) -> None:
    # must_not_report of all five: sums of prose and tables that agree, also over a carry-over.
    assert not [finding.rule for finding in _five(number).findings if finding.rule[0] == "A"]
    assert not {finding.rule for finding in _five(number).findings} & {
        "P301",
        "P302",
        "P303",
        "P304",
        "P310",
        "S610",
    }


@pytest.mark.parametrize("name", WITHOUT_INCONSISTENCY)
def test_whole_reports_without_inconsistency_raise_no_error_or_warning(name: str) -> None:
    grave = [
        (finding.rule, _line(finding), finding.message.zh)
        for finding in _check(REPORTS / "more" / name).findings
        if finding.severity in GRAVE
    ]
    assert grave == []


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_inconsistency_is_found(name: str) -> None:
    rule, line = KNOWN[name]
    found = _check(REPORTS / "more" / f"{name}.txt").findings
    assert (rule, line) in [(finding.rule, _line(finding)) for finding in found]


def test_a_page_that_holds_only_a_title_is_one_finding() -> None:
    checks = _check(REPORTS / "more" / "pingtan-gaj-2020.txt")
    assert [finding.rule for finding in checks.findings] == ["S600"]


def test_every_finding_quotes_what_stands_at_its_place() -> None:
    for path in sorted(REPORTS.glob("*.txt")):
        report = parse(path.read_bytes())
        for finding in check(report).findings:
            assert finding.place is not None
            quote = report.text.content[finding.place.start : finding.place.end]
            assert finding.place.quote == quote
            assert re.search(r"\S", quote)

"""What a doubt of the reading says."""

import pytest

from service.model.finding import Origin
from service.model.problem import Problem, ProblemKind
from service.rules.catalogue import check
from tests.builders import build_report


def _message(printed: str | None) -> str:
    problem = Problem(ProblemKind.NUMBER_NOT_PLACED, "Not placed.", "/review", printed, None)
    [finding] = check(build_report(problems=[problem])).findings
    assert finding.origin is Origin.EXTRACTION
    assert finding.pointer == "/review"
    assert finding.message.en == "Not placed."
    return finding.message.zh


def test_what_is_printed_over_several_lines_is_quoted_on_one() -> None:
    assert "“0 0 3”" in _message("0\n0\t3")


@pytest.mark.parametrize(("printed", "shown"), [("7" * 40, "7" * 40), ("7" * 41, "7" * 40 + "…")])
def test_what_is_long_is_cut(printed: str, shown: str) -> None:
    assert f"“{shown}”" in _message(printed)


def test_what_prints_nothing_is_said_all_the_same() -> None:
    assert "“”" in _message(None)

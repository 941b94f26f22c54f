"""What rules share is worked out once for each report."""

from service.model.report import Report
from service.rules.once import once_a_report
from tests.builders import build_report


def test_the_same_report_is_worked_on_once() -> None:
    asked: list[Report] = []

    @once_a_report
    def derive(report: Report) -> int:
        asked.append(report)
        return len(asked)

    first, second = build_report(), build_report()
    assert first == second
    assert [derive(report) for report in (first, first, second, second, first)] == [1, 1, 2, 2, 3]
    assert [report is first for report in asked] == [True, False, True]

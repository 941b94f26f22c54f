"""What rules share is worked out once for each report."""

from service.model.report import Report
from service.rules.once import once_a_report
from tests.builders import build_report


def test_a_report_is_worked_on_once_beside_last_years() -> None:
    asked: list[Report] = []

    @once_a_report
    def derive(report: Report) -> int:
        asked.append(report)
        return len(asked)

    now, last, other = build_report(), build_report(), build_report()
    assert now == last
    assert [derive(report) for report in (now, now, last, last, now)] == [1, 1, 2, 2, 1]
    assert [derive(report) for report in (other, last, now)] == [3, 2, 4]
    assert [report is now for report in asked] == [True, False, False, True]

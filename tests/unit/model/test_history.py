"""A history gives the earlier years that a rule may look at, and no others."""

from service.model.history import NO_HISTORY, REACH, History
from tests.builders import build_report

HISTORY = History({year: build_report(year=year) for year in (2016, 2018, 2022, 2023, 2025)})


def test_last_is_the_year_before_and_no_other() -> None:
    last = HISTORY.last(build_report(year=2024))
    assert last is not None
    assert last.year == 2023
    assert HISTORY.last(build_report(year=2025)) is None


def test_earlier_years_come_latest_first_and_within_reach() -> None:
    assert [year for year, _ in HISTORY.earlier(build_report(year=2024))] == [2023, 2022]
    assert [year for year, _ in HISTORY.earlier(build_report(year=2018 + REACH))] == [2022, 2018]
    assert [year for year, _ in HISTORY.earlier(build_report(year=2018 + REACH + 1))] == [
        2023,
        2022,
    ]


def test_nothing_comes_before_a_report_whose_year_is_unknown() -> None:
    undated = build_report(year=None)
    assert HISTORY.last(undated) is None
    assert list(HISTORY.earlier(undated)) == []
    assert NO_HISTORY.last(build_report()) is None

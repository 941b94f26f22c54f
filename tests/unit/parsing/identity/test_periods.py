from datetime import date

import pytest

from tests.unit.parsing.writing import TITLE, read


@pytest.mark.parametrize(
    "period",
    [
        "统计期限为2023年1月1日至2023年12月31日",
        "统计期限自2023年1月1日起至2023年12月31日止",
        "统计期限为 2023 年 1 月 1 日—12 月 31 日",
        "数据统计期限从2023年1月1日开始，到2023年12月31日",
        "统计期限从2023年1月1日起，截止于2023年12月31日",
        "统计期限:2023.1.1-2023.12.31",
        "统计期限为二〇二三年一月一日起至十二月三十一日止",
        "统计期限为2023年1月1日00时至2023年12月31日24时",
        "数据的报告期:2023年1月1日——12月31日",
        "情况涵盖2023年1月1日～2023年12月31日",
        "统计期限自2023年1月1日（含）起至2023年12月31日（含当日）止",
        "统计期限为2023-01-01至2023-12-31",
    ],
)
def test_the_period_is_read(period: str) -> None:
    report = read(f"{TITLE}本报告所列{period}。\n一、总体情况\n无。\n")
    assert report.period is not None
    assert (report.period.start, report.period.end) == (date(2023, 1, 1), date(2023, 12, 31))


def test_days_of_other_things_are_no_period() -> None:
    report = read(
        f"{TITLE}2023年3月1日至4月30日开展自查。\n一、总体情况\n2021年1月1日至2021年12月31日轮训。\n"
    )
    assert report.period is None


def test_a_day_that_does_not_exist_is_no_date() -> None:
    report = read(f"{TITLE}统计期限为2023年2月30日至2023年13月31日。\n一、总体情况\n无。\n")
    assert report.period is not None
    assert (report.period.start, report.period.end) == (None, None)


def test_the_year_of_a_document_that_is_cited_is_not_the_reports() -> None:
    report = read(
        "河东市水务局政府信息公开工作年度报告\n按照国办公开办函〔2021〕30号编写。\n一、总体情况\n无。\n"
    )
    assert report.year is None

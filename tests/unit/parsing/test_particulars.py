from datetime import date

import pytest

from tests.unit.parsing.writing import BEHIND, TITLE, read


@pytest.mark.parametrize(
    "period",
    [
        "统计期限为2023年1月1日至2023年12月31日",
        "统计期限自2023年1月1日起至2023年12月31日止",
        "统计期限为 2023 年 1 月 1 日—12 月 31 日",
        "数据统计期限从2023年1月1日开始，到2023年12月31日",
    ],
)
def test_the_period_is_read(period: str) -> None:
    report = read(f"{TITLE}本报告所列{period}。\n一、总体情况\n无。\n")
    assert report.period is not None
    assert (report.period.start, report.period.end) == (date(2023, 1, 1), date(2023, 12, 31))


def test_a_day_that_does_not_exist_is_no_date() -> None:
    report = read(f"{TITLE}统计期限为2023年2月30日至2023年13月31日。\n一、总体情况\n无。\n")
    assert report.period is not None
    assert (report.period.start, report.period.end) == (None, None)


@pytest.mark.parametrize(
    ("signature", "agency", "day"),
    [
        ("河东市水务局\n2024年1月20日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局 2024 年 1 月 20 日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n二〇二四年一月二十日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n二○二四年十二月三十一日", "河东市水务局", date(2024, 12, 31)),
        ("2024年1月20日", None, date(2024, 1, 20)),
    ],
)
def test_the_signature_is_read(signature: str, agency: str | None, day: date) -> None:
    report = read(f"{TITLE}{BEHIND}六、其他需要报告的事项\n无。\n{signature}\n")
    assert report.signature is not None
    assert (report.signature.agency_name, report.signature.signed_on) == (agency, day)


def test_a_date_inside_the_last_sentence_is_no_signature() -> None:
    report = read(
        f"{TITLE}{BEHIND}六、其他需要报告的事项\n新规定自2024年1月20日起施行，我局照办。\n"
    )
    assert report.signature is None


def test_a_cut_signature_gives_no_other_day() -> None:
    report = read(f"{TITLE}{BEHIND}河东市水务局\n2024年1月2")
    assert report.signature is None


def test_the_year_of_a_document_that_is_cited_is_not_the_reports() -> None:
    report = read(
        "河东市水务局政府信息公开工作年度报告\n按照国办公开办函〔2021〕30号编写。\n一、总体情况\n无。\n"
    )
    assert report.year is None


@pytest.mark.parametrize(
    "behind",
    ["附件下载", "扫一扫在手机打开当前页 打印 关闭", "上一条:河东市水务局2022年年度报告 " * 5],
)
def test_links_of_the_page_behind_the_day_do_not_hide_the_signature(behind: str) -> None:
    text = f"六、其他需要报告的事项\n无。 河东市水务局 2024年1月25日 {behind}\n"
    signature = read(TITLE + text).signature
    assert signature is not None
    assert (signature.agency_name, signature.signed_on) == ("河东市水务局", date(2024, 1, 25))


def test_a_day_in_a_sentence_is_no_signature() -> None:
    text = "六、其他需要报告的事项\n经河东市水务局 2023年5月4日 研究，报告如下" + "，各单位照办" * 9
    assert read(TITLE + text + "。\n").signature is None

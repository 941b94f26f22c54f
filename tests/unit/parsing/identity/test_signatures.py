from datetime import date

import pytest

from tests.unit.parsing.writing import BEHIND, TITLE, read


@pytest.mark.parametrize(
    ("signature", "agency", "day"),
    [
        ("河东市水务局\n2024年1月20日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局 2024 年 1 月 20 日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n二〇二四年一月二十日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n二○二四年十二月三十一日", "河东市水务局", date(2024, 12, 31)),
        ("2024年1月20日", None, date(2024, 1, 20)),
        ("河东市水务局\n2024-01-20", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n2024.1.20", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n2024年元月20日", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n2024年1月20日 16:20", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局\n2024年1月20日印发", "河东市水务局", date(2024, 1, 20)),
        ("（河东市水务局 2024年1月20日）", "河东市水务局", date(2024, 1, 20)),
        ("河东市水务局（盖章）\n2024年1月20日", "河东市水务局", date(2024, 1, 20)),
        ("河 东 市 水 务 局\n2024年1月20日", "河东市水务局", date(2024, 1, 20)),
        ("单位:河东市水务局\n日期:2024年1月20日", "河东市水务局", date(2024, 1, 20)),
        ("| | 河东市水务局 |\n| | 2024年1月20日 |", "河东市水务局", date(2024, 1, 20)),
        ("2024年1月20日\n河东市水务局", "河东市水务局", date(2024, 1, 20)),
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


@pytest.mark.parametrize(
    "page",
    [
        "更新时间: 2024年3月5日",
        "2024年5月6日",
        "主办单位: 河东市水务局 2025年2月1日",
        "打印 关闭 2024-03-01",
    ],
)
def test_a_day_of_the_page_behind_is_not_the_signature(page: str) -> None:
    end = "河东市水务局\n2024年1月20日\n"
    signature = read(f"{TITLE}六、其他需要报告的事项\n无。\n{end}{page}\n").signature
    assert signature is not None
    assert signature.signed_on == date(2024, 1, 20)


def test_a_day_of_the_page_alone_is_no_signature() -> None:
    for page in ("发布日期: 2024-01-20 来源: 河东市水务局", "2024-01-20", "发布时间:2024年1月20日"):
        assert read(f"{TITLE}六、其他需要报告的事项\n无。\n{page}\n").signature is None

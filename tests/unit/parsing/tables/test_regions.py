import pytest

from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    GRANTED,
    LAYOUTS,
    RECEIVED,
    TITLE,
    TWO,
    Layout,
    disclosure_2021,
    pipes,
    read,
    row,
    spaces,
)

STATISTICS = (["公开类别", "数量"], ["行政许可", 126], ["行政处罚", 45], ["行政强制", 2])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_its_heading_table_two_begins_at_its_head(layout: Layout) -> None:
    statistics = "".join(layout(cells) for cells in STATISTICS)
    report = read(
        f"{TITLE}一、总体情况\n本局工作平稳。\n{statistics}本局工作平稳。\n"
        f"{disclosure_2021(layout)}五、存在的主要问题及改进情况\n无。\n"
    )
    assert row(report, "disclosure", "regulations") == [0, 0, 4]
    assert row(report, "disclosure", "licensing") == [28]
    assert row(report, "disclosure", "penalties") == [9]
    assert report.problems == ()


def test_without_heading_and_head_rows_are_sought_from_the_section_before() -> None:
    rows = pipes(["行政许可", 28]) + pipes(["行政处罚", 9]) + pipes(["行政强制", 1])
    report = read(
        f"{TITLE}一、总体情况\n本局工作平稳。\n{rows}"
        + pipes(["行政事业性收费", 3])
        + "五、存在的主要问题及改进情况\n无。\n"
    )
    assert row(report, "disclosure", "licensing") == [28]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_that_are_appended_to_the_report_are_read(layout: Layout) -> None:
    report = read(
        f"{TITLE}二、主动公开政府信息情况\n见附表1。\n三、收到和处理政府信息公开申请情况\n见附表2。\n"
        f"六、其他需要报告的事项\n无。\n河东市水务局\n2024年1月20日\n附表1\n{disclosure_2021(layout)}"
        f"附表2\n{layout([RECEIVED, *[2] * 6, 12])}{layout([CARRIED_IN, *[0] * 7])}"
        f"{layout([GRANTED, *[1] * 6, 6])}注：以上为全年数据。\n"
    )
    assert row(report, "disclosure", "normative_documents") == [11, 7, 136]
    assert row(report, "applications", "received") == [2, 2, 2, 2, 2, 2, 12]
    assert report.problems == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_blank_form_does_not_hide_the_table_that_is_appended(layout: Layout) -> None:
    head = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    report = read(
        f"{TITLE}三、收到和处理政府信息公开申请情况\n申请人情况\n{layout(head)}"
        f"{layout([RECEIVED])}{layout([CARRIED_IN])}{layout([GRANTED])}见附表。\n"
        "六、其他需要报告的事项\n无。\n"
        f"附表\n{layout([RECEIVED, *[2] * 6, 12])}{layout([CARRIED_IN, *[0] * 7])}"
        f"{layout([GRANTED, *[1] * 6, 6])}"
    )
    assert row(report, "applications", "received") == [2, 2, 2, 2, 2, 2, 12]


def test_the_number_of_an_annex_is_no_amount() -> None:
    table = disclosure_2021(spaces, fee="").replace("\n", " ")
    report = read(f"{TWO}{table}附件2 申请情况统计表\n{BEHIND}")
    assert row(report, "disclosure", "administrative_fees") == [None]


def test_the_statistics_of_earlier_years_behind_a_report_are_none_of_its_tables() -> None:
    rows = (
        ("（一）收到申请数", "件", 4), ("1.当面申请数", "件", 1), ("2.网络申请数", "件", 3),
        ("（二）申请办结数", "件", 4), ("2.同意公开答复数", "件", 3), ("行政许可", "条", 12),
        ("行政处罚", "条", 3), ("四、行政复议数量", "件", 0), ("五、行政诉讼数量", "件", 0),
    )  # fmt: skip
    for layout in LAYOUTS:
        report = read(
            f"{TITLE}二、主动公开政府信息情况\n见附表。\n三、收到和处理政府信息公开申请情况\n"
            "未收到申请。\n四、政府信息公开行政复议、行政诉讼情况\n无。\n六、其他需要报告的事项\n无。\n"
            f"附表\n{layout(['统计指标', '单位', '统计数'])}{''.join(map(layout, rows))}"
        )
        assert list(report.tables()) == []


HEADINGS = (
    "一、总体情况\n按时公开。\n",
    "二、主动公开政府信息情况\n",
    "三、收到和处理政府信息公开申请情况\n",
    "四、政府信息公开行政复议、行政诉讼情况\n",
    "五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n",
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("section", range(5))
def test_tables_that_stand_together_in_any_section_are_read(layout: Layout, section: int) -> None:
    tables = (
        f"{disclosure_2021(layout)}{layout([RECEIVED, *[2] * 6, 12])}"
        f"{layout([CARRIED_IN, *[0] * 7])}{layout([GRANTED, *[1] * 6, 6])}"
    )
    texts = [text + tables * (at == section) for at, text in enumerate(HEADINGS)]
    report = read(TITLE + "".join(texts))
    assert row(report, "disclosure", "normative_documents") == [11, 7, 136]
    assert row(report, "applications", "received") == [2, 2, 2, 2, 2, 2, 12]
    assert report.problems == ()


def test_a_list_of_kinds_in_another_section_is_no_table_two() -> None:
    texts = list(HEADINGS)
    texts[0] += "".join(map(pipes, STATISTICS))
    assert read(TITLE + "".join(texts)).disclosure is None

import pytest

from service.model.report import FormatCode
from service.parsing.tables.recognition import choose_applications
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from tests.unit.parsing.writing import BEHIND, THREE, TWO, disclosure_2021, pipes, read, row


def test_the_tables_decide_and_not_the_year() -> None:
    report = read(TWO.replace("2023", "2020") + disclosure_2021(pipes) + BEHIND)
    assert (report.year, report.format) == (2020, "2021")


@pytest.mark.parametrize(
    ("year", "code"),
    [(2017, "pre2019"), (2018, "pre2019"), (2019, "2019"), (2020, "2019"), (2021, "2021")],
)
def test_without_tables_the_year_decides(year: int, code: FormatCode) -> None:
    report = read(f"河东市水务局{year}年政府信息公开工作年度报告\n一、总体情况\n无。\n")
    assert report.format == code


def test_without_tables_the_cited_document_goes_before_the_year() -> None:
    title = "河东市水务局2022年政府信息公开工作年度报告\n"
    text = "依照国办公开办函〔2019〕60号编写。\n一、总体情况\n无。\n"
    assert read(title + text).format == "2019"


def test_without_tables_document_and_year_there_is_no_format() -> None:
    assert read("河东市水务局政府信息公开工作年度报告\n一、总体情况\n无。\n").format is None


def test_a_school_that_keeps_to_the_rules_of_schools_follows_no_national_format() -> None:
    cites = "根据《高等学校信息公开办法》编制本报告。\n"
    text = f"河东大学2022-2023学年信息公开工作年度报告\n{cites}一、概述\n学校重视信息公开。\n"
    assert (read(text).year, read(text).format) == (2023, None)
    assert read(text.replace(cites, "")).format == "2021"
    tables = "二、主动公开政府信息情况\n" + disclosure_2021(pipes)
    assert read(text + tables + BEHIND).format == "2021"


@pytest.mark.parametrize("counted", ["其他处理96件", "作其他处理（含主动撤回）34件"])
def test_prose_about_other_results_says_nothing_of_the_rows_of_the_table(counted: str) -> None:
    other = "| （六）其他处 | 3.其他 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n| 理 | | | | | | | | |\n"
    report = read(THREE.replace("三、", f"答复{counted}。\n三、") + other + BEHIND)
    assert report.applications is not None
    assert "other" not in report.applications.rows
    assert row(report, "applications", "other.other") == [9, 0, 0, 0, 0, 0, 9]


@pytest.mark.parametrize(
    "cites",
    [
        "根据《医疗卫生机构信息公开管理办法》要求，编制本报告。\n",
        "按照《供水、供气、供热等公共企事业单位信息公开实施办法》，现公布2023年度报告。\n",
    ],
)
def test_a_hospital_or_utility_with_rules_of_its_own_follows_no_national_format(cites: str) -> None:
    text = f"河东市人民医院2023年信息公开工作年度报告\n{cites}一、概述\n发布信息12条。\n"
    assert (read(text).year, read(text).format) == (2023, None)
    authority = cites.replace("根据", "根据《中华人民共和国政府信息公开条例》、").replace(
        "按照", "按照《中华人民共和国政府信息公开条例》、"
    )
    assert read(text.replace(cites, authority)).format == "2021"
    advised = cites.partition("，")[0].removesuffix("要求") + "，指导医院公开信息。\n"
    assert read(text.replace(cites, advised)).format == "2021"


def test_a_separator_within_the_words_hides_no_single_row_of_other_results() -> None:
    chosen = choose_applications("（六）其他|处理|0|0|0|0|0|0|0|", FORMAT_2021)
    assert chosen is FORMAT_2019.applications

import pytest

from tests.unit.parsing.writing import read

BEHIND_ON_THE_LINE = " 根据《中华人民共和国政府信息公开条例》编制本报告。 一、总体情况 无。"


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("2023年度河东市水务局政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局\n2023 年政府信息公开\n工作年度报告", "河东市水务局", 2023),
        ("河东市水务局２０２３年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局政府信息公开工作年度报告", "河东市水务局", None),
        ("2023年政府信息公开工作年度报告", None, 2023),
        ("河东市水务局\n二〇二三年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局二○二三年度政府信息公开工作年度报告", "河东市水务局", 2023),
        ("二ＯＯ八年河东市水务局政府信息公开工作年度报告", "河东市水务局", 2008),
        ("政务公开\n河东市水务局\n2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("首页\n河东市水\n务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("标题: 河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市人民政府办公室2023年政府信息公开工作年报", "河东市人民政府办公室", 2023),
        ("河东市人民政府信息公开年度报告（2023）", "河东市人民政府", 2023),
        ("河东市水务局政府信息公开工作年度报告（2023年度）", "河东市水务局", 2023),
        ("河东市水务局\n政府信息公开\n工作年度报告\n（2023年）", "河东市水务局", 2023),
        ("政府信息公开工作年度报\n告\n（2023）", None, 2023),
        ("河东市水务局关于2023年度政府信息公开工作的年度报告", "河东市水务局", 2023),
        ("河东市水务局关于2023年政府信息公开工作情况的报告", "河东市水务局", 2023),
        ("河东市水务局关于2023年政府信息公开工作总结的报告", "河东市水务局", 2023),
        ("河东市水务局2023年政府信息公开工作年度报告公示", "河东市水务局", 2023),
        ("2023年政府信息公开工作年度报告（河东市水务局）", "河东市水务局", 2023),
        ("河东市12345热线中心2023年政府信息公开工作年度报告", "河东市12345热线中心", 2023),
        ("河东市水务局关于报送2023年政府信息公开工作年度报告的报告", "河东市水务局", 2023),
        ("河东市水务局2023年政务公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局政府信息公开\n2023年度报告", "河东市水务局", 2023),
        ("河东市水务局政府信息公开2023年工作年度报告", "河东市水务局", 2023),
        ("河东海关2023年政府信息公开工作年度报告", "河东海关", 2023),
        ("河东市供销合作社联合社2023年政府信息公开工作年度报告", "河东市供销合作社联合社", 2023),
        ("文号: 无\n河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("首页 > 年报 > 正文\n河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市人民政府\n河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市\n水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河\n东\n市\n水\n务\n局\n2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("\n".join("河东市水务局2023年政府信息公开工作年度报告"), "河东市水务局", 2023),
        ("河东市水务局2023\n年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局2023年政攻信息公升工作年度报告", "河东市水务局", 2023),
        ("河东市水务局\n2023年政府信惠公开工作年度报告", "河东市水务局", 2023),
        ("河东大学2022-2023学年信息公开工作年度报告", "河东大学", 2023),
        ("河东大学2022—2023学年度信息公开工作年度报告", "河东大学", 2023),
        ("河东大学信息公开工作年度报告（2022至2023学年）", "河东大学", 2023),
        ("标 题 河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("门户网站 河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("发布机构：河东市水务局 河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
        ("河东市水务局2023年政府信息公开工作年度报告发布时间：2024-01-20", "河东市水务局", 2023),
        ("关于河东市水务局2023年政府信息公开工作年度报告的公示", "河东市水务局", 2023),
        ("Page 1 - 河东市水务局2023年政府信息公开工作年度报告", "河东市水务局", 2023),
    ],
)
def test_title_agency_and_year_are_read(title: str, agency: str | None, year: int | None) -> None:
    report = read(f"{title}\n一、总体情况\n无。\n")
    assert (report.agency_name, report.year) == (agency, year)


@pytest.mark.parametrize(
    "title",
    [
        "河东市水务局2023年政府信息公开工作年度报告",
        "河东市水务局 2023年政府信息公开工作年度报告",
        "河东市 水务局 2023年政府信息公开工作年度报告",
        "首页 政务公开 河东市水务局2023年政府信息公开工作年度报告",
    ],
)
def test_a_title_with_the_text_behind_it_on_its_line_is_read(title: str) -> None:
    for behind in (BEHIND_ON_THE_LINE, BEHIND_ON_THE_LINE.lstrip()):
        report = read(title + behind)
        assert report.title is not None
        assert (report.agency_name, report.year) == ("河东市水务局", 2023)


def test_the_title_nearest_to_the_text_is_the_reports() -> None:
    links = "河东市水务局2024年政府信息公开工作年度报告\n2022年政府信息公开工作年度报告\n"
    title = "河东市水务局2023年政府信息公开工作年度报告\n"
    for text in (links + title, title + title.replace("\n", " - 河东市政府门户网站\n")):
        report = read(f"{text}一、总体情况\n无。\n")
        assert (report.agency_name, report.year) == ("河东市水务局", 2023)


@pytest.mark.parametrize("elsewhere", ["现将河东市水务局工作报告如下。", "水务局完善制度。"])
def test_a_name_goes_on_from_the_line_above_where_the_text_says_so(elsewhere: str) -> None:
    text = f"河东市\n水务局2023年政府信息公开工作年度报告\n{elsewhere}\n一、总体情况\n无。\n"
    whole = "河东市" in elsewhere
    assert read(text).agency_name == ("河东市水务局" if whole else "水务局")


def test_a_sentence_that_announces_the_report_is_no_title() -> None:
    report = read("现将河东市水务局2023年政府信息公开工作年度报告\n公布如下\n一、总体情况\n无。\n")
    assert report.title is None


def test_titles_of_two_years_on_one_line_are_links_and_none_is_taken() -> None:
    links = "河东市水务局2022年政府信息公开工作年度报告 "
    report = read(links + "河东市水务局2023年政府信息公开工作年度报告" + BEHIND_ON_THE_LINE)
    assert report.title is None


@pytest.mark.parametrize(
    ("element", "agency"),
    [
        ("<title>河东市2023年政府信息公开工作年度报告</title>", "河东市"),
        (
            '<TITLE id="t">\n 河东市水务局2023年政府信息公开工作年度报告 - 河东市 </TITLE>',
            "河东市水务局",
        ),
        ("<title>河东市人民政府门户网站</title>", None),
    ],
)
def test_the_title_of_a_page_that_shows_none_is_its_title_element(
    element: str, agency: str | None
) -> None:
    page = f"<html><head>{element}</head><body><p>一、总体情况</p><p>无。</p></body></html>"
    report = read(page)
    assert report.agency_name == agency
    if report.title is not None:
        assert report.text.quote(report.title.span).startswith("河东市")
    shown = page.replace("<body>", "<body><p>河西县2022年政府信息公开工作年度报告</p>")
    assert read(shown).agency_name == "河西县"

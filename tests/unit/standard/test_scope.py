import pytest

from service.standard.scope import Scope

BUREAU = Scope(2023, "青川市水利局")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "共收到申请",
        "2023年，我局收到申请",
        "今年以来收到申请",
        "2023年以来收到申请",
        "一直以来，我局重视公开工作，收到申请",
        "去年收到41件，今年收到",
        "2022年收到41件，2023年收到",
        "比上年增加3件，共收到",
        "与2022年相比，共收到",
        "上年结转3件，新收",
        "收到26件（上年为41件），办结",
        "依据2019年修订的《条例》，共收到",
        "2023年1月1日至12月31日，共收到",
        "1—12月共收到",
        "截至2023年12月底，共收到",
        "截至2023年12月底，全年累计收到",
        "5月至12月共收到",
        "近年来，申请增多，2023年收到",
        "与近三年相比有所增加，2023年收到",
        "全市会议要求公开，我局共收到",
        "全市水利系统共收到158件，其中我局收到",
        "局机关收到",
        "市水利局收到",
        "青川市水利局共收到",
        "全面公开，共收到",
        "（二）依申请公开情况市水利局共收到",
        "2023年，累计收到",
    ],
)
def test_a_number_is_the_organs_own_of_the_year(said: str) -> None:
    assert BUREAU.owns(said)


@pytest.mark.parametrize(
    "said",
    [
        "去年收到申请",
        "上一年度收到申请",
        "2022年，我局收到41件，办结",
        "往年收到",
        "2025年收到",
        "自2019年以来收到",
        "历年收到",
        "开通至今收到",
        "上半年收到",
        "第三季度收到",
        "12月收到",
        "前十个月收到",
        "每月收到",
        "日均收到",
        "收到26件（上年为",
        "全市水利系统共收到",
        "全市共收到158件，办结",
        "下属单位收到",
        "各科室收到",
        "市水文局收到",
        "（二）依申请公开情况市水文局共收到",
        "累计收到",
        "截至2023年底，累计收到",
        "截至2023年底，我局网站累计收到",
        "近三年共收到",
        "五年来收到",
        "2023年1-9月收到",
        "1月至11月收到",
        "一至九月收到",
        "2021年、2022年、2023年分别收到",
        "2022和2023年我局分别收到41件、",
        "市河道中心共收到",
    ],
)
def test_a_number_is_another_years_or_another_organs(said: str) -> None:
    assert not BUREAU.owns(said)


@pytest.mark.parametrize("name", ["青川市人民政府", "青川市政府"])
def test_the_whole_city_is_its_governments_own(name: str) -> None:
    government = Scope(2023, name)
    assert government.owns("全市共收到158件，办结")
    assert government.owns("全市各部门收到")
    assert not government.owns("全省共收到")


@pytest.mark.parametrize(
    "said",
    ["各县区收到", "各县（市、区）共收到", "各区县受理", "市直部门收到", "市级部门网站发布"],
)
def test_a_part_of_the_city_is_not_its_governments_own(said: str) -> None:
    government = Scope(2023, "青川市人民政府")
    assert not government.owns(said)
    assert not government.owns(f"市政府本级收到12件，{said}")


@pytest.mark.parametrize("said", ["市政府本级收到", "市本级收到", "本级收到", "我办收到"])
def test_a_governments_own_level_is_not_all_of_it_but_all_of_an_office(said: str) -> None:
    assert not Scope(2023, "青川市人民政府").owns(said)
    assert Scope(2023, "青川市人民政府办公室").owns(said)


def test_who_is_named_with_the_first_act_goes_on_with_the_next() -> None:
    government = Scope(2023, "青川市人民政府")
    assert not government.owns("市政府办公室收到申请12件，办结")
    assert government.owns("市政府办公室收到申请12件，全年共办结")
    assert government.owns("市政府收到申请12件，办结")


def test_all_parts_of_the_city_together_are_its_governments_own() -> None:
    government = Scope(2023, "青川市人民政府")
    for said in ("各县区、市直各部门共收到", "各级行政机关收到", "各县区收到30件，全市共收到"):
        assert government.owns(said)


def test_the_whole_city_is_not_the_governments_offices_own() -> None:
    assert not Scope(2023, "青川市人民政府办公室").owns("全市共收到")


def test_a_text_that_names_no_organ_and_no_year_is_taken_at_its_word() -> None:
    assert Scope(None, None).owns("2022年全市共收到")
    assert not Scope(None, None).owns("去年收到")

import pytest

from tests.unit.parsing.writing import (
    LAYOUTS,
    THREE,
    TITLE,
    TWO,
    Layout,
    html,
    kinds,
    pipes,
    read,
    row,
    tabs,
)

ITEMS = (["机构职能", 30], ["政策文件", 20], ["行政许可", 200], ["行政处罚", 31], ["行政强制", 5])
DECISIONS = (["行政许可", 28], ["行政处罚", 9], ["行政强制", 1])
BEHIND = "三、收到和处理政府信息公开申请情况\n本年度未收到申请。\n"


def values(text: str, *codes: str) -> list[object]:
    """Return the first values of the rows of table two; None where nothing was read."""
    found = read(TWO + text + BEHIND).disclosure
    rows = {} if found is None else found.rows
    return [next(iter(rows[code].cells.values())).value if code in rows else None for code in codes]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("head", [None, ("公开类别", "数量"), ("信息内容", "公开数量（条）")])
def test_kinds_of_what_was_published_are_no_rows_of_table_two(
    layout: Layout, head: tuple[str, str] | None
) -> None:
    cells = [*([head] if head else []), *ITEMS]
    for text in ("".join(map(layout, cells)), "".join(map(layout, [*cells[:-5], *ITEMS[::-1]]))):
        assert values(text, "licensing", "penalties", "coercive_measures") == [None] * 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_number_beside_a_label_that_no_head_explains_is_null_with_a_problem(
    layout: Layout,
) -> None:
    report = read(TWO + "".join(map(layout, [["信息内容", "公开数量"], *DECISIONS[:2]])) + BEHIND)
    assert row(report, "disclosure", "licensing") == [None]
    assert "column-unknown" in kinds(report, "/disclosure/licensing")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_table_two_under_another_head_are_not_read(layout: Layout) -> None:
    text = "".join(map(layout, [["公开类别", "公开数量"], *DECISIONS]))
    assert values(text, "licensing", "penalties", "coercive_measures") == [None] * 3


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("before", ["", "本局工作平稳。\n", "有关情况如下：\n"])
def test_enough_rows_by_themselves_are_those_of_table_two(layout: Layout, before: str) -> None:
    text = before + "".join(map(layout, DECISIONS))
    assert values(text, "licensing", "penalties", "coercive_measures") == [28, 9, 1]


@pytest.mark.parametrize("layout", [pipes, tabs, html])
def test_one_row_under_the_head_of_its_group_is_that_of_table_two(layout: Layout) -> None:
    text = "".join(map(layout, [["第二十条第（五）项"], ["行政许可", 28], ["行政检查", 4]]))
    assert values(text, "licensing") == [28]


@pytest.mark.parametrize(
    "prose",
    [
        "2023年，制发规范性文件0件，行政处罚12件，行政许可0件，行政强制0件，行政事业性收费0万元。\n",
        "1.行政许可。公开行政许可200条。\n2.行政处罚。公开行政处罚31条。\n3.行政强制。公开0条。\n",
        "主动公开行政许可200条；行政处罚31条；行政强制0条；行政事业性收费3条。\n",
    ],
)
def test_prose_that_names_all_kinds_is_no_table_two(prose: str) -> None:
    assert read(TWO + prose + BEHIND).disclosure is None
    assert read(TITLE + "一、总体情况\n" + prose + BEHIND).disclosure is None


def test_prose_that_names_the_grounds_is_no_table_three() -> None:
    grounds = (
        "其中属于国家秘密1件，本机关不掌握相关政府信息5件，没有现成信息需要另行制作2件，"
        "补正后申请内容仍不明确1件，信访举报投诉类申请3件，重复申请2件，予以公开6件。\n"
    )
    assert read(THREE + grounds + "五、存在的主要问题及改进情况\n无。\n").applications is None

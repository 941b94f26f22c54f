import pytest

from tests.unit.parsing.writing import LAYOUTS, TITLE, Layout, disclosure_2021, pipes, read, row

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

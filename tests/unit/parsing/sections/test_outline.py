import pytest

from tests.unit.parsing.writing import TITLE, pipes, read

REPORT = (
    TITLE + "五、存在的主要问题及改进情况\n问题是时效不够。\n"
    "六、其他需要报告的事项\n未收取信息处理费。\n"
)
SIGNED = REPORT + "河东市水务局\n2024年1月18日\n"
FOOTER = "主办：河东市人民政府办公室\n关于本站\n"
TABLE_BEHIND = (
    f"{TITLE}一、总体情况\n工作平稳。\n河东市水务局\n2024年1月18日\n"
    + pipes(["一、本年新收政府信息公开申请数量", 8, 0, 0, 0, 0, 0, 8])
    + FOOTER
)


def last_body(text: str) -> str:
    report = read(text)
    return report.text.quote(report.sections[-1].body)


def test_the_last_section_ends_with_the_signature() -> None:
    body = last_body(SIGNED + FOOTER)
    assert body.endswith("2024年1月18日")
    assert "未收取信息处理费" in body


@pytest.mark.parametrize(
    "text",
    [
        REPORT + "2024年1月18日\n" + FOOTER,
        SIGNED + "注：本年度信息处理费按规定收取。\n" + FOOTER,
        TABLE_BEHIND,
    ],
)
def test_what_follows_is_kept_where_it_may_be_of_the_report(text: str) -> None:
    assert FOOTER.strip() in last_body(text)

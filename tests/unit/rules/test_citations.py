"""What a clerk is told about a wrong citation."""

import pytest

from service.rules.catalogue import check
from tests.builders import build_report

NOTICE = "《关于政府信息公开工作年度报告有关事项的通知》（{number}）"


@pytest.mark.parametrize(
    ("year", "number", "words"),
    [
        (2024, "国办公开办函〔2019〕60号", "不适用于2021年及以后的报告"),
        (2020, "国办公开办函〔2021〕30号", "不适用于2019年至2020年的报告"),
        (2020, "国办公开函〔2019〕60号", "有误，应为“国办公开办函〔2019〕60号”"),
        (2024, "国办公开办函〔2021〕30号", "与所引文件的标题不符"),
    ],
)
def test_the_message_says_what_is_wrong_with_a_number(year: int, number: str, words: str) -> None:
    introduction = NOTICE.format(number=number)
    report = build_report(
        year=year, form="2021" if year > 2020 else "2019", introduction=introduction
    )
    [finding] = check(report).findings
    assert finding.rule == "C502"
    assert words in finding.message.zh


def test_a_report_may_also_cite_the_notice_before() -> None:
    both = "年度报告格式（国办公开办函〔2021〕30号），年度报告通知（国办公开办函〔2019〕60号）"
    assert check(build_report(introduction=both)).findings == ()

"""Which words of a label are named."""

import pytest

from service.rules.catalogue import check
from tests.builders import build_report


@pytest.mark.parametrize(
    ("row", "printed", "named"),
    [
        ("refused.internal_affairs", "5.属于三类内部事物信息", "事物→事务"),
        ("unable.requires_creation", "2.没有现成信息需要另外制作", "另外→另行"),
        ("received", "一、木年新收政府信息厶开申请数量", "木→本；息厶→息公"),
    ],
)
def test_what_differs_is_named_with_the_character_before(
    row: str, printed: str, named: str
) -> None:
    [finding] = check(build_report(labels={row: printed})).findings
    assert finding.message.zh.endswith(f"不一致：{named}。")


def test_what_a_neighbouring_label_left_in_place_of_the_end_is_no_other_wording() -> None:
    labels = {"unable.requires_creation": "2.没有现成信息需要另行法"}
    assert check(build_report(labels=labels)).findings == ()

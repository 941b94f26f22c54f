"""Which words of a label are named, and which brackets are paired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.rules.catalogue import check
from service.rules.sentences import are_paired, unpaired
from tests.builders import build_report


def test_a_short_label_is_shown_whole_beside_the_standard_one() -> None:
    labels = {"refused.internal_affairs": "属于三类内部事物信息"}
    [finding] = check(build_report(labels=labels)).findings
    assert finding.message.zh == "“属于三类内部事物信息”与标准表述“属于三类内部事务信息”不一致。"


@pytest.mark.parametrize(
    ("row", "printed", "named"),
    [
        ("received", "一、木年新收政府信息厶开申请数量", "木→本；息厶→息公"),
        (
            "not_processed.confirmation_or_reissue",
            "要求行政机关确认或重新出具己获取信息",
            "具己→具已",
        ),
    ],
)
def test_what_differs_in_a_long_label_is_named_with_the_character_before(
    row: str, printed: str, named: str
) -> None:
    [finding] = check(build_report(labels={row: printed})).findings
    assert finding.message.zh.endswith(f"不一致：{named}。")


def test_what_a_neighbouring_label_left_in_place_of_the_end_is_no_other_wording() -> None:
    labels = {"unable.requires_creation": "2.没有现成信息需要另行法"}
    assert check(build_report(labels=labels)).findings == ()


@given(st.text(alphabet="（(）)《》【】〔〕\n字", max_size=24))
def test_brackets_that_are_told_to_be_paired_at_once_are_so_one_by_one(content: str) -> None:
    if are_paired(content):
        assert not list(unpaired(content))


@pytest.mark.parametrize("content", ["（（）《（）》）\n", "甲（乙）\n【丙】", "\n"])
def test_usual_brackets_are_told_to_be_paired_at_once(content: str) -> None:
    assert are_paired(content)

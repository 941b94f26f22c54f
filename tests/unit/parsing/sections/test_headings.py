"""Lines that may be headings are told by their last sign; none that is a title may be missed."""

import pytest

from service.parsing.sections.headings import find_headings
from service.parsing.text.cleaning import Squeezed
from service.standard.sections import SECTIONS

DECORATIONS = (
    "{}", "  {}  ", "## {}", "**{}**", "| {} |", "| {} |  |", "《{}》", "（{}）", "{} >",
    "[{}](/zfxxgk/2023/n1.html)", "[{}](/信息公开/总体)", "{} 3", "{} 3-4", "{}……3", "{} (第 3 页)",
    "{}\t第3页", "- {} 12 -", "{}的", "{}等", "“{}”", "{}\r",
)  # fmt: skip
IN_OTHER_WORDS = (
    "一、工作概述", "一、基本情况", "二、主动公开工作", "三、依申请公开信息", "三、收到的申请",
    "四、复议和诉讼", "五、存在的问题及改进措施", "五、存在的不足", "五、困难和下一步打算",
    "五、主要问题及意见建议", "五、问题与努力方向", "五、不足与改进举措", "五、不足及改进思路",
    "五、问题和工作安排", "五、问题和工作计划", "五、问题及对策",
    "六、其他", "六、其它事宜", "六、其他内容",
    "四、依申请公开政府信息和不予公开政府信息的情况", "四、政府信息公开申请办理情况",
    "三、复议、诉讼情况",
    "六、行政复议和行政诉讼情况", "六、存在问题及改进措施", "七、存在的主要问题和改进措施",
    "一、2023年总体情况", "二、2023年度主动公开情况", "五、2023年存在的问题和2024年改进措施",
)  # fmt: skip


def found(line: str) -> bool:
    """Tell whether a line among others holds what may be a heading."""
    folded = f"情况如下\n本机关办理申请3件。\n{line}\n规章 0 0 0\n"
    return bool(find_headings(folded, Squeezed(folded, 0, len(folded))).all())


@pytest.mark.parametrize("decoration", DECORATIONS)
@pytest.mark.parametrize("title", [section.title for section in SECTIONS])
def test_a_title_alone_on_its_line_is_found(title: str, decoration: str) -> None:
    assert found(decoration.format(title).replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("line", IN_OTHER_WORDS)
def test_a_numbered_title_in_other_words_is_found(line: str) -> None:
    assert found(line)


@pytest.mark.parametrize(
    "line",
    [
        "本机关2023年主动公开政府信息情况良好",
        "四、政府信息公开的收费及减免情况",
        "一、本年新收政府信息公开申请",
        "六、改进措施",
        "二、2023年主动公开政府信息356条情况",
    ],
)
def test_no_other_line_is_taken_for_a_heading(line: str) -> None:
    assert not found(line)

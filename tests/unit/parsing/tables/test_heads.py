"""Whether a head is in another order."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.model.place import Span
from service.parsing.tables.cells import read_cells
from service.parsing.tables.heads import begins_with_another, may_begin_with_another

PAIRS = (("总计", "结果维持"),)


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("总计 结果维持 结果纠正\n", True),
        ("总计\n结果维持\n结果纠正\n", True),
        ("总计 | 其他结果 | 结果维持\n", True),
        ("结果维持 结果纠正 总计 结果维持 结果纠正 总计\n", False),
        ("总计\n\n其他结果\n结果维持\n", False),
        # Another table on the same line, and other words in a cell.
        ("三、其他 总计 1 2 3 其他处理 结果维持 结果纠正 总计\n", False),
        ("结果维持官网登录 | 结果纠正 | 总计 | 结果维持 | 结果纠正 | 总计\n", False),
    ],
)
def test_the_last_heading_before_the_first_is_another_order(
    text: str,
    another: bool,  # noqa: FBT001 -- pytest passes it by name
) -> None:
    assert begins_with_another(text, read_cells(text, 0, len(text)), PAIRS) is another


WORDS = (
    "总计",
    "结果维持",
    "结果",
    "维持",
    "结果纠正",
    "(总计)",
    "总.计",
    "共总计",
    "总计 结果维持",
    "无",
    "/",
    "-",
    "x",
)
BETWEEN = (
    " ",
    "\n",
    "|",
    "\t",
    " | ",
    "||",
    "\t\t",
    "\n\n",
    "\t\n",
    " \t\n\t",
    "|\n",
    "| |\n|",
    "\n|---|---|\n",
    "| |\n|---|\n",
    "",
)


@settings(max_examples=500)
@example([("总计", "\n"), ("x", ""), ("结果维持", " ")])
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=9))
def test_what_is_told_from_the_text_alone_passes_no_other_order_over(
    head: list[tuple[str, str]],
) -> None:
    text = "".join(word + between for word, between in head)
    if begins_with_another(text, read_cells(text, 0, len(text)), PAIRS):
        assert may_begin_with_another(text, Span(0, len(text)), PAIRS)


@pytest.mark.parametrize(
    "text",
    [
        "结果维持 结果纠正 总计 结果维持 结果纠正 总计\n",
        "结果维持 结果纠正\n总计\n",
        "行政复议\t总计\t\n\t\t结果维持\t结果纠正\n",
        "行政复议 | 总计 | |\n|---|---|---|\n| 结果维持 | 结果纠正 |\n",
        "总计说明 结果维持\n",
    ],
)
def test_a_usual_head_is_told_from_the_text_alone(text: str) -> None:
    assert not may_begin_with_another(text, Span(0, len(text)), PAIRS)

"""Whether a head is in another order."""

import pytest

from service.parsing.cells import read_cells
from service.parsing.heads import begins_with_another

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

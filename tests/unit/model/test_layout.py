"""The layout of a report is told by what stands between its cells."""

import pytest

from service.model.layout import layout_of
from service.parsing.assemble import parse
from tests.generator.case import case
from tests.generator.layouts import LAYOUTS

WORDS = {
    "html": "html", "markdown": "bars", "pipes": "bars", "tabs": "tabs", "lines": "lines",
    "pdf": "spaces", "one": "spaces", "glued": "glued", "prose": "none",
}  # fmt: skip
TOLD = [name for name in LAYOUTS if name.partition("-")[0] in WORDS]


@pytest.mark.parametrize("name", TOLD)
def test_each_layout_has_its_word(name: str) -> None:
    report = parse(case(3, name).data, charset=None)
    assert layout_of(report) == WORDS[name.partition("-")[0]]


MIXED = """三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1
二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0
（一）予以公开 1 0 0 0 0 0 1
"""


def test_most_cells_decide() -> None:
    assert layout_of(parse(MIXED.encode(), charset=None)) == "bars"

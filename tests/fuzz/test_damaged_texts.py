"""A short run of what `make fuzz` does at length, and proof that its properties can fail."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.place import Span, Text
from service.model.report import Report
from service.model.table import Cell, Row
from service.parsing.assemble import parse
from tests.fuzz import guided
from tests.fuzz.mutations import DAMAGES, Damage, mutate
from tests.fuzz.properties import examine, faults_of
from tests.fuzz.running import tries
from tests.fuzz.seeds import seeds
from tests.fuzz.shrinking import shrink

# Pieces that reports are made of: what chance puts together of them is nearly one.
PIECES = st.sampled_from(
    (
        "河东市水务局2023年政府信息公开工作年度报告\n", "一、总体情况\n", "信息内容", "元", "万元",
        "二、主动公开政府信息情况\n", "三、收到和处理政府信息公开申请情况\n", "（一）予以公开",
        "一、本年新收政府信息公开申请数量", "（七）总计", "规章", "行政规范性文件", "自然人",
        "总计", "行政事业性收费", "（单位：万元）", "本年制发件数", "结果维持", "尚未审结",
        "复议后起诉", "其他", "收到政府信息公开申请", "件", "，", "。", "、", "：", "（", "）", "|",
        "\t", "\n", " ", "-", "—", "/", "无", "+", "0", "7", "12", "1,234", "5.5", "0000000",
        "２３", "两", "2023年1月1日", "千", "<table>", "<tr><td>", "</td><td>", "</td></tr>",
        "&nbsp;", "\0", "\ufffd", "增", "减少", "约",
    )
)  # fmt: skip


def test_a_run_of_damaged_texts_breaks_no_property() -> None:
    failed = [attempt.faults for attempt in islice(tries(seed=20, generated=1), 150)]
    assert not list(filter(None, failed))


@pytest.mark.skipif(not guided.is_available(), reason="atheris has no wheel for this Python")
def test_a_run_guided_by_coverage_breaks_no_property(tmp_path: Path) -> None:
    assert guided.run(tmp_path, seed=20, seconds=120, most=400) >= 400
    assert [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.txt")] == []


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_pieces_of_reports_in_any_order_break_no_property(pieces: list[str]) -> None:
    assert examine("".join(pieces).encode()).faults == []


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_bytes_by_chance_break_no_property(data: bytes) -> None:
    assert examine(data).faults == []


@given(st.text(max_size=200), st.sampled_from(("utf-8", "utf-16", "gb18030", "utf-8-sig")))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_text_by_chance_in_any_encoding_breaks_no_property(text: str, encoding: str) -> None:
    assert examine(("规章 5\n" + text).encode(encoding)).faults == []


@pytest.mark.parametrize("damage", dict.fromkeys(DAMAGES), ids=lambda damage: damage.__name__)
def test_each_damage_changes_texts_and_can_be_made_again(damage: Damage) -> None:
    text, other = (parse(data).text.content for data in seeds(Random(1), generated=0)[:2])
    damaged = [damage(text, other, Random(number)) for number in range(20)]
    assert damaged == [damage(text, other, Random(number)) for number in range(20)]
    assert any(result != text for result in damaged)


def test_damage_survives_texts_without_anything_to_damage() -> None:
    for number in range(300):
        mutate(b"", b"", Random(number))


REPORT = parse(seeds(Random(1), generated=0)[0])
assert REPORT.disclosure is not None
FIRST, SECOND = islice(REPORT.disclosure.rows["regulations"].cells.values(), 2)


def _with(cell: Cell) -> Report:
    """Put `cell` in place of the first one."""
    table = REPORT.disclosure
    assert table is not None
    row = table.rows["regulations"]
    cells = dict(zip(row.cells, [cell, *islice(row.cells.values(), 1, None)], strict=True))
    rows = {**table.rows, "regulations": Row(row.code, row.label, cells)}
    return replace(REPORT, disclosure=replace(table, rows=rows))


def test_a_true_report_has_no_fault() -> None:
    assert FIRST.value is not None
    assert SECOND.value is not None
    assert not list(faults_of(REPORT))


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (FIRST._replace(value=987), "is printed as"),
        (Cell(3, "河东", Span(0, 2)), "is printed as"),
        (FIRST._replace(span=None), "lies nowhere"),
        (FIRST._replace(span=Span(90_000, 90_001)), "lies nowhere"),
        (SECOND, "from the same digits"),
        (FIRST._replace(printed="987"), "is said to be printed"),
    ],
)
def test_a_false_cell_is_a_fault(cell: Cell, fault: str) -> None:
    assert fault in " ".join(faults_of(_with(cell)))


def test_half_a_character_is_a_fault() -> None:
    assert list(faults_of(replace(REPORT, text=Text(REPORT.text.content + "\ud800"))))


def test_a_failing_input_is_made_small() -> None:
    text = "第一行\n" * 50 + "这里是要找的。\n" + "第二行\n" * 50
    small = shrink(text.encode(), lambda data: "要找" in data.decode())
    assert small.decode() == "要找"

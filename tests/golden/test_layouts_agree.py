"""The same report in two layouts that lose nothing is the same report, places apart."""

from functools import cache
from random import Random
from typing import Any, NamedTuple

import pytest

from service.parsing.assemble import parse
from service.rules.catalogue import check
from tests.generator import knowing
from tests.generator.content import content
from tests.generator.facts import Content
from tests.generator.layouts import LAYOUTS, render
from tests.generator.layouts.layout import Borders
from tests.generator.sheets import blocks

SEEDS = range(1, 61)
REFERENCE = "html-spans"
# Where every cell prints a number, a row read word by word is as sure as one with borders.
LOSSLESS = [name for name, layout in LAYOUTS.items() if layout.borders is Borders.KEPT]
SPACED = [name for name, layout in LAYOUTS.items() if layout.borders is Borders.SPACES]
# A mixed report has sheets in PDF text, where blanks vanish.
SHOWS_BLANKS = [
    name for name in LOSSLESS if LAYOUTS[name].knowing is knowing.bordered and name != "mixed"
]


class Read(NamedTuple):
    """What is to agree: the tables' numbers, the prose's figures, and what the rules say."""

    tables: dict[str, dict[str, Any]]
    figures: list[tuple[str, Any, str | None]]
    findings: list[tuple[Any, ...]]


@cache
def facts(seed: int) -> Content:
    return content(Random(f"layouts agree {seed}"))


@cache
def read(seed: int, layout: str) -> Read:
    """Return what is read of a content, printed in a layout without any noise."""
    known = facts(seed)
    text = render(blocks(known), known, LAYOUTS[layout], Random(seed)).text
    report = parse(text.encode())
    return Read(
        tables={
            table.code: {
                f"{row}/{column}": cell.value
                for row, column, cell in table.cells()
                if cell.value is not None
            }
            for table in report.tables()
        },
        figures=[(figure.figure, figure.value, figure.unit) for figure in report.narrative],
        findings=[
            (one.rule, one.severity, one.pointer, one.expected, one.actual, one.operands)
            for one in check(report).findings
        ],
    )


def bare(seed: int) -> bool:
    """Tell whether a number is printed in every cell: no blank, no mark for one, no +3/-2."""
    return all(printed.value is not None for printed in facts(seed).cells.values())


BARE = [seed for seed in SEEDS if bare(seed)]
OTHERS = [seed for seed in SEEDS if not bare(seed)]


def disagreements(layout: str, seeds: list[int], part: str) -> list[tuple[int, Any, Any]]:
    """Return the seeds whose reports are read otherwise in `layout`, with both readings."""
    pairs = ((seed, read(seed, REFERENCE), read(seed, layout)) for seed in seeds)
    return [
        (seed, getattr(one, part), getattr(other, part))
        for seed, one, other in pairs
        if getattr(one, part) != getattr(other, part)
    ]


def test_there_are_layouts_and_contents_enough_to_disagree() -> None:
    assert len(LOSSLESS) > 15
    assert len(SHOWS_BLANKS) > 8
    assert len(BARE) > 15
    assert len(OTHERS) > 15


@pytest.mark.parametrize("part", Read._fields)
@pytest.mark.parametrize("layout", LOSSLESS)
def test_reports_full_of_numbers_agree_in_all_layouts_that_keep_cells(
    layout: str, part: str
) -> None:
    assert disagreements(layout, BARE, part) == []


@pytest.mark.parametrize("part", Read._fields)
@pytest.mark.parametrize("layout", SPACED)
def test_reports_full_of_numbers_agree_in_pdf_text_and_on_one_line(layout: str, part: str) -> None:
    assert disagreements(layout, BARE, part) == []


@pytest.mark.parametrize("part", Read._fields)
@pytest.mark.parametrize("layout", SHOWS_BLANKS)
def test_reports_with_blanks_agree_in_all_layouts_that_show_them(layout: str, part: str) -> None:
    assert disagreements(layout, OTHERS, part) == []


@pytest.mark.parametrize("layout", [*LOSSLESS, *SPACED])
def test_no_layout_makes_a_number_another_or_invents_one(layout: str) -> None:
    for seed in SEEDS:
        surely, here = read(seed, REFERENCE).tables, read(seed, layout).tables
        for table, values in here.items():
            assert values.items() <= surely[table].items(), (seed, table)

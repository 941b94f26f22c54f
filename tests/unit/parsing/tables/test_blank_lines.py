"""What blank lines stand for, where each cell has a line: read out of whole tables."""

from collections.abc import Iterable

import pytest

from service.model.report import Report
from tests.unit.parsing.writing import (
    BEHIND,
    CARRIED_IN,
    FOUR,
    GRANTED,
    RECEIVED,
    THREE,
    kinds,
    read,
    row,
)

BLANK = [None] * 7
TOTAL_ALONE = [*BLANK[:6], 17]


def table(*rows: Iterable[object], part: str = "\n", end: str = "\n", blank: str = "") -> Report:
    """Read table three, whose cells are parted by `part` and its rows by `end`, too."""
    printed = (part.join(str(cell) or blank for cell in cells) for cells in rows)
    return read(THREE + (part + end).join(printed) + "\n" + BEHIND)


@pytest.mark.parametrize("blank", ["\u3000", "\xa0", " "])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("part", ["\n", "\n\n"])
def test_a_line_with_a_blank_is_a_cell_where_most_lines_have_none_between(
    blank: str, end: str, part: str
) -> None:
    labels = (RECEIVED, CARRIED_IN, GRANTED)
    empty = [""] * 6
    rows = [[label, *empty, number] for label, number in zip(labels, (17, 3, 0), strict=True)]
    whole = [[label, 1, 2, 3, 0, 0, 0, 6] for label in ("（二）部分公开", "1.属于国家秘密")]
    report = table(*rows, *whole, part=part, end=end or part, blank=blank)
    assert row(report, "applications", "received") == TOTAL_ALONE
    assert report.problems == ()


def test_lines_of_tabs_are_no_cells_beside_those_that_have_more() -> None:
    cells = "\t\t\n\t\t\t{}\n\t\t\n"
    blank = "\t\t\xa0\n"
    head = "".join(cells.format(words) for words in ("行政复议", "结果维持", "尚未审结", "总计"))
    values = 4 * blank + cells.format(14) + 4 * blank + cells.format(10) + 4 * blank
    report = read(FOUR + head + values + cells.format(7) + BEHIND)
    assert row(report, "review", "reconsideration") == [None, None, None, None, 14]
    assert row(report, "review", "litigation_after_reconsideration")[4] == 7


def test_lines_of_tabs_that_part_all_cells_are_no_cells_themselves() -> None:
    cells = "\t\t\n\t\t\t{}\n\t\t\n"
    head = "".join(cells.format(words) for words in ("行政复议", "结果维持", "尚未审结", "总计"))
    values = "".join("\t\t\n" * 4 + cells.format(number) for number in (14, 10, 7))
    report = read(FOUR + head + values + BEHIND)
    assert row(report, "review", "reconsideration") == [None] * 5
    assert kinds(report, "/review")


def test_blank_lines_are_not_counted_where_most_lines_have_several_between() -> None:
    rows = [[label, *[""] * 6, 17] for label in (RECEIVED, CARRIED_IN, GRANTED)]
    report = table(*rows, end="\n\n")
    for code in ("received", "carried_in", "granted"):
        assert row(report, "applications", code) in (BLANK, TOTAL_ALONE)
    assert "column-unknown" in kinds(report, "/applications/received")


def test_a_blank_line_may_be_the_one_behind_a_blank_cell() -> None:
    rows = [[label, 1, 2, 3, 0, 0, 0, 6] for label in (RECEIVED, CARRIED_IN, "1.属于国家秘密")]
    report = table(*rows, [GRANTED, 3, "", 2, "", 5, "", ""], part="\n\n", end="")
    assert row(report, "applications", "received") == [1, 2, 3, 0, 0, 0, 6]
    assert row(report, "applications", "granted") == BLANK
    assert "column-unknown" in kinds(report, "/applications/granted")


def test_blank_lines_beside_numbers_run_together_are_no_cells() -> None:
    labels = [(RECEIVED, "0000000"), (CARRIED_IN, "0000000"), ("1.属于国家秘密", "00\n\n\n0\n\n0")]
    report = table(*labels, [GRANTED, "", "00", "", "0", "", "0"], part="\n\n", end="")
    assert row(report, "applications", "granted") == BLANK
    assert "column-unknown" in kinds(report, "/applications/granted")

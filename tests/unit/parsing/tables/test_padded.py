"""Labels padded to the columns that they span, as converters to Markdown leave them."""

from collections.abc import Sequence

import pytest

from service.standard.format_2021 import APPLICATIONS
from tests.unit.parsing.writing import BEHIND, THREE, kinds, read, row

PADDING = {None: 2, "三、本年度办理结果": 1}
TOTAL: list[object] = ["", "", "", "", "", "", 17]


def padded(values: Sequence[object], lost: Sequence[str] = (), edge: str = "| ") -> str:
    """Return table three with the same values in each row, those of `lost` without a padding."""
    text = ""
    for template in APPLICATIONS.rows:
        padding = PADDING.get(template.group, 0) - (template.code in lost)
        cells = [template.label, *[""] * padding, *values]
        text += edge + " | ".join(map(str, cells)) + " |\n"
    return text


@pytest.mark.parametrize(
    "values",
    [TOTAL, [5, "", "", "", "", "", ""], ["", 1, "", "", "", "", 1], [1, 0, 0, 0, 0, 0, ""]],
)
def test_blank_cells_that_labels_span_are_no_values(values: list[object]) -> None:
    report = read(THREE + padded(values) + BEHIND)
    expected = [value if value != "" else None for value in values]
    for template in APPLICATIONS.rows:
        assert row(report, "applications", template.code) == expected
    assert report.problems == ()


def test_a_row_that_has_lost_a_cell_is_null_beside_padded_ones() -> None:
    report = read(THREE + padded(TOTAL, ["received", "concluded"]) + BEHIND)
    assert row(report, "applications", "carried_in") == [*[None] * 6, 17]
    assert row(report, "applications", "received") == [None] * 7
    assert kinds(report, "/applications/received") == {"column-unknown"}


def test_without_padding_in_most_rows_blank_cells_before_numbers_leave_columns_open() -> None:
    lost = [template.code for template in APPLICATIONS.rows if PADDING.get(template.group, 0)]
    report = read(THREE + padded(TOTAL, lost) + BEHIND)
    assert row(report, "applications", "received") == [None] * 7

"""What keeps the cells of a report's tables apart, as a word for who counts reports by it."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from service.model.report import Report

PAGE: Final = "html"
GLUED: Final = "glued"
NONE: Final = "none"
_MARKS: Final = {"|": "bars", "\t": "tabs", "\n": "lines"}  # the first that is there tells


def layout_of(report: Report) -> str:
    """
    Return `html`, `bars`, `tabs`, `lines`, `spaces`, or `glued`: what most cells have between them.

    `none` is the layout of a text in which no two cells of a row were read.
    """
    if report.text.flat is not None:
        return PAGE
    found: Counter[str] = Counter()
    for gap, times in Counter(_gaps(report)).items():  # hundreds, but hardly any two differ
        found[_separator(gap)] += times
    return max(found, key=found.__getitem__, default=NONE)


def _gaps(report: Report) -> Iterator[str]:
    """Yield what stands between neighbours in a row."""
    content = report.text.content
    for table in report.tables():
        for row in table.rows.values():
            end = None
            for cell in row.cells.values():
                if cell.span is not None:
                    start, next_end = cell.span
                    if end is not None:
                        yield content[end:start]
                    end = next_end


def _separator(gap: str) -> str:
    if not gap:
        return GLUED
    return next((name for mark, name in _MARKS.items() if mark in gap), "spaces")

"""Where a fault stands: cells that print nothing or no count, and figures of the prose."""

from typing import NamedTuple

from service.model.finding import Severity
from service.model.narrative import Figure
from service.model.place import Span
from service.model.report import Report, Section
from service.model.table import Cell, Table
from service.rules.once import once_a_report
from service.rules.rule import Fault


def cell_span(table: Table, row: str, column: str) -> Span:
    """Return the span of a cell, else of its row's label or first cell, else of the table."""
    found = table.rows.get(row)
    if found is None:
        return table.span
    cell = found.cells.get(column)
    if cell is not None and cell.span is not None:
        return cell.span
    if found.label is not None:
        return found.label.span
    return next((cell.span for cell in found.cells.values() if cell.span), table.span)


class CellOf(NamedTuple):
    """A cell with its table, row and column."""

    table: Table
    row: str
    column: str
    cell: Cell


@once_a_report
def uncounted_cells(report: Report) -> list[CellOf]:
    """Return the cells without a whole number from 0 on: nearly all have one."""
    return [
        CellOf(table, row.code, column, cell)
        for table in report.tables()
        for row in table.rows.values()
        for column, cell in row.cells.items()
        if type(cell.value) is not int or cell.value < 0
    ]


def section_fault(
    report: Report,
    section: Section,
    *,
    zh: str,
    en: str,
    expected: str | None = None,
    severity: Severity | None = None,
) -> Fault:
    """Return a fault of a whole section, shown at its heading."""
    return Fault(
        zh=zh,
        en=en,
        span=section.heading,
        pointer=f"/sections/{report.sections.index(section)}",
        expected=expected,
        severity=severity,
    )


def table_head(report: Report, table: Table) -> Span:
    """Return the first line of a table, cut to what a quotation can hold."""
    start, end = table.span
    line_end = report.text.content.find("\n", start, end)
    return Span(start, min(line_end if line_end > start else end, start + _QUOTED))


_QUOTED = 40


@once_a_report
def _stated(report: Report) -> dict[str, list[Figure]]:
    by_code: dict[str, list[Figure]] = {}
    for figure in report.narrative:
        by_code.setdefault(figure.figure, []).append(figure)
    return by_code


def stated(report: Report, code: str) -> list[Figure]:
    """Return the prose figures of one code, in reading order."""
    return _stated(report).get(code, [])


def figure_pointer(report: Report, figure: Figure) -> str:
    """Return the JSON Pointer of a figure in the representation."""
    return f"/narrative/{report.narrative.index(figure)}"

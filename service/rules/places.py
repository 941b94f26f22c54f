"""Where a fault stands: cells that print nothing, and figures of the prose."""

from service.model.narrative import Figure
from service.model.place import Span
from service.model.report import Report
from service.model.table import Table


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


def table_head(report: Report, table: Table) -> Span:
    """Return the first line of a table, cut to what a quotation can hold."""
    start, end = table.span
    line_end = report.text.content.find("\n", start, end)
    return Span(start, min(line_end if line_end > start else end, start + _QUOTED))


_QUOTED = 40


def figure_pointer(report: Report, figure: Figure) -> str:
    """Return the JSON Pointer of a figure in the representation."""
    return f"/narrative/{report.narrative.index(figure)}"

"""
Reports for tests: a correct one, of which a test changes what it is about.

    build_report()                                   correct, a report on 2024
    build_report(applications={"received": [12, 0, 0, 0, 0, 0, 12]})
    build_report(disclosure=None)                    without table two
    build_report(sections={6: "无。"})
    build_report(figures=[("received", 12)])         a figure in the prose of section one

The text of the report is written together with its values, so every span is true.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from service.model.narrative import Figure
from service.model.place import Span, Text
from service.model.problem import Problem
from service.model.report import (
    FormatCode,
    Period,
    Report,
    Section,
    Signature,
    Source,
    Title,
)
from service.model.table import Cell, Label, Row, Table
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.law import FORMAT_DOCUMENTS
from service.standard.sections import SECTIONS
from service.standard.template import RowTemplate, TableTemplate

Value = int | Decimal | str | None
Rows = Mapping[str, Sequence[Value] | None]
# Code and value of a figure, optionally the words before its number and the printed number.
Stated = (
    tuple[str, int | Decimal] | tuple[str, int | Decimal, str] | tuple[str, int | Decimal, str, str]
)

AGENCY = "河东市水务局"
_BASIS = (
    "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和国务院办公厅政府信息与"
    "政务公开办公室《{title}》（{number}）编制。"
)
INTRODUCTIONS = {
    document.number: _BASIS.format(title=document.title, number=document.number)
    for document in FORMAT_DOCUMENTS
}
BODIES = {
    1: "（一）主动公开。按时发布。（二）依申请公开。依法答复。（三）政府信息管理。定期清理。"
    "（四）平台建设。及时维护。（五）监督保障。加强培训。",
    2: "",
    3: "",
    4: "",
    5: "存在解读形式不够丰富的问题。下一步将改进解读方式，加强业务培训。",
    6: "本机关{year}年度未收取政府信息公开信息处理费。",
}


class _Writer:
    """Text under construction; every piece written returns its span."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def write(self, piece: str) -> Span:
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return Span(start, self.length)

    def line(self, piece: str) -> Span:
        span = self.write(piece)
        self.write("\n")
        return span


def build_report(  # noqa: PLR0913 (a test names what its report is about, nothing else)
    *,
    year: int | None = 2024,
    form: FormatCode | None = "2021",
    title: str | None = "",
    agency_name: str | None = AGENCY,
    introduction: str | None = None,
    period: tuple[date | None, date | None] | str | None = "whole year",
    signed_on: date | str | None = "in time",
    sections: Mapping[int, str | None] | None = None,
    headings: Mapping[int, str] | None = None,
    disclosure: Rows | str | None = "zeros",
    applications: Rows | str | None = "zeros",
    review: Rows | str | None = "zeros",
    labels: Mapping[str, str] | None = None,
    between_cells: str = "\t",
    figures: Sequence[Stated] = (),
    problems: Sequence[Problem] = (),
) -> Report:
    """
    Return a report; what is not given is that of a correct report with nothing but zeros.

    A table is given by the rows that differ from zero, a row of None is left out, a table of None
    is missing. A value that is a string is printed and not read, None prints nothing.
    `labels` maps row or column codes to what is printed instead of the standard label.
    """
    out = _Writer()
    year_words = year if year is not None else ""
    title_text = (
        f"{agency_name or ''}{year_words}年政府信息公开工作年度报告" if title == "" else title
    )
    title_value = None
    if title_text is not None:
        title_value = Title(title_text, agency_name, year, out.line(title_text))
    introduction_start = out.length
    out.line(introduction if introduction is not None else _introduction(form))
    period_value = _write_period(out, year, period)
    introduction_span = Span(introduction_start, out.length)
    template = {"2021": FORMAT_2021, "2019": FORMAT_2019, "pre2019": None, None: None}[form]
    given = {"disclosure": disclosure, "applications": applications, "review": review}
    tables: dict[int, TableTemplate] = (
        {table.section: table for table in template.tables()} if template is not None else {}
    )
    bodies = {**BODIES, **(sections or {})}
    written: dict[str, Table] = {}
    found_sections: list[Section] = []
    found_figures: list[Figure] = []
    for standard in SECTIONS:
        body = bodies[standard.number]
        if body is None:
            continue
        heading_title = (headings or {}).get(standard.number, standard.title)
        heading = out.line("一二三四五六"[standard.number - 1] + "、" + heading_title)
        start = out.length
        out.line(body.format(year=year))
        if standard.number == 1:
            found_figures = [_write_figure(out, *figure) for figure in figures]
        table = tables.get(standard.number)
        if table is not None and given[table.code] is not None:
            rows = given[table.code]
            changes = rows if not isinstance(rows, str) and rows is not None else {}
            written[table.code] = _write_table(out, table, changes, labels or {}, between_cells)
        found_sections.append(
            Section(
                standard.number,
                standard.number,
                heading_title,
                heading,
                Span(start, out.length),
            )
        )
    signature = _write_signature(out, year, agency_name, signed_on)
    content = "".join(out.pieces)
    data = content.encode()
    return Report(
        source=Source(sha256(data).hexdigest(), len(data), "utf-8"),
        text=Text(content),
        format=form,
        title=title_value,
        agency_name=agency_name,
        year=year,
        period=period_value,
        signature=signature,
        introduction=introduction_span,
        sections=tuple(found_sections),
        disclosure=written.get("disclosure"),
        applications=written.get("applications"),
        review=written.get("review"),
        narrative=tuple(found_figures),
        problems=tuple(problems),
    )


def _introduction(form: FormatCode | None) -> str:
    number = (FORMAT_2019 if form == "2019" else FORMAT_2021).document_number
    return INTRODUCTIONS[number]


def _write_period(
    out: _Writer, year: int | None, period: tuple[date | None, date | None] | str | None
) -> Period | None:
    if isinstance(period, str):
        period = (date(year, 1, 1), date(year, 12, 31)) if year is not None else None
    if period is None:
        return None
    printed = "至".join(f"{day.year}年{day.month}月{day.day}日" if day else "" for day in period)
    out.write("统计期限为")
    span = out.write(printed)
    out.line("。")
    return Period(*period, span)


def _write_signature(
    out: _Writer, year: int | None, agency_name: str | None, signed_on: date | str | None
) -> Signature | None:
    if isinstance(signed_on, str):
        signed_on = date(year + 1, 1, 20) if year is not None else None
    if signed_on is None:
        return None
    start = out.length
    out.line(agency_name or "")
    day = out.write(f"{signed_on.year}年{signed_on.month}月{signed_on.day}日")
    return Signature(agency_name, signed_on, Span(start, day.end))


def _write_figure(
    out: _Writer,
    code: str,
    value: int | Decimal,
    quote: str = "有关事项",
    printed: str | None = None,
) -> Figure:
    start = out.length
    out.write(quote)
    number = out.write(str(value) if printed is None else printed)
    end = out.write("件").end
    out.line("。")
    return Figure(code, value, "件", Span(start, end), number, 1)


def _write_table(
    out: _Writer,
    template: TableTemplate,
    changes: Rows,
    labels: Mapping[str, str],
    between: str,
) -> Table:
    start = out.length
    columns = {column.code: column for row in template.rows for column in row.columns}
    headings = []
    for column in columns.values():
        printed = labels.get(column.code, column.label)
        headings.append(Label(column.label, printed, out.write(printed)))
        out.write("\t")
    out.line("")
    rows = {
        row.code: _write_row(
            out, row, changes.get(row.code, [0] * len(row.columns)), labels, between
        )
        for row in template.rows
        if changes.get(row.code, ()) is not None
    }
    end = out.length
    out.line("")
    return Table(template.code, rows, tuple(headings), Span(start, end))


def _write_row(
    out: _Writer,
    template: RowTemplate,
    values: Sequence[Value] | None,
    labels: Mapping[str, str],
    between: str,
) -> Row:
    printed = labels.get(template.code, template.label)
    label = Label(template.label, printed, out.write(printed))
    cells = {}
    for column, value in zip(template.columns, values or (), strict=True):
        out.write(between)
        if value is None:
            cells[column.code] = Cell(None, None, None)
        else:
            span = out.write(str(value))
            cells[column.code] = Cell(None if isinstance(value, str) else value, str(value), span)
    out.line("")
    return Row(template.code, label, cells)

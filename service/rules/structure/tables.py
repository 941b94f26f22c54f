"""Family S, second part: the tables, their format, rows and cells."""

import re

from service.model.finding import Operand, Origin, Severity
from service.model.place import Span
from service.model.problem import ProblemKind
from service.model.report import Report, Section
from service.model.table import Table
from service.rules.arithmetic import DOCUMENT_ROWS, OTHER_ROWS
from service.rules.endings import last_section, rows_within
from service.rules.joined import section_prose
from service.rules.labels import column_label, row_label, table_name
from service.rules.places import cell_span, table_head, uncounted_cells
from service.rules.rule import Fault, NotApplicable, Outcome, rule
from service.rules.structure.formats import EMPTY_PAGE, FORMAT, FREE_FORMAT, is_empty, template
from service.standard.law import format_document
from service.standard.template import TableTemplate

# So many rows or cells are named in a message.
_NAMED = 3


@rule("S604", severity=Severity.ERROR, basis=FORMAT)
def tables_present(report: Report) -> Outcome:
    """
    Sections two, three and four have their tables.

    Why: the tables are the part of the report that is compared and added up nationwide. Where
    the section says in words that there was nothing to count, this is a warning.
    Holds: sections 1, 2, 3, 4, 5, 6.
    Breaks: sections 1, 2, 3, 4, 5, 6; without applications.
    Not applicable: the page holds no report text, the report follows no national format, or
    none of these sections was found.
    """
    if is_empty(report):
        return EMPTY_PAGE
    form = template(report)
    if form is None:
        return FREE_FORMAT
    found = {table.code for table in report.tables()}
    missing = [
        (table.code, section)
        for table in form.tables()
        if (section := report.section(table.section)) is not None
        and table.code not in found
        # The table of the section that the text ends in may have stood behind the end.
        and section.number != last_section(report)
    ]
    if not missing and not found:
        return NotApplicable("no section that holds a table was found")
    return [
        Fault(
            zh=f"“{section.title}”部分没有{table_name(code)}，表格可能缺失或为图片。",
            en=f"The table {code} was not found in its section.",
            span=section.heading,
            pointer=f"/{code}",
            severity=Severity.WARNING if _SAYS_NONE.search(_words(report, section)) else None,
        )
        for code, section in missing
    ]


_SAYS_NONE = re.compile(r"(?:未|没有|无)[^。\n]{0,30}(?:申请|复议|诉讼|规章|规范性文件)")


def _words(report: Report, section: Section) -> str:
    return section_prose(report, section).content


@rule("S605", severity=Severity.WARNING, basis=FORMAT)
def format_is_of_the_year(report: Report) -> Outcome:
    """
    The tables are those of the format for the report's year.

    Why: reports on 2019 and 2020 follow 〔2019〕60号, those on 2021 and later 〔2021〕30号.
    Holds: tables of 2021; report on 2022.
    Breaks: tables of 2019; report on 2022.
    Not applicable: the report's year or the format of its tables is not known.
    """
    year = report.year
    document = format_document(year) if year is not None else None
    tables = [(table, code) for table in report.tables() if (code := _format_of(table)) is not None]
    if document is None or not tables:
        return NotApplicable("the report's year or the format of its tables is not known")
    expected = "2019" if document.last_year is not None else "2021"
    return [
        Fault(
            zh=f"{table_name(table.code)}使用的是{code}年的格式，{year}年报告应使用{document.number}的格式。",
            en=f"The table {table.code} is in the format of {code}, not in that for {year}.",
            span=table_head(report, table),
            pointer=f"/{table.code}",
            expected=expected,
            actual=code,
        )
        for table, code in tables
        if code != expected
    ]


def _format_of(table: Table) -> str | None:
    """Return the format that the table's rows and columns show, None where they fit both."""
    columns = {
        column for row in DOCUMENT_ROWS if row in table.rows for column in table.rows[row].cells
    }
    if columns & {"newly_made", "newly_disclosed", "total_disclosed"}:
        return "2019"
    if columns & {"issued", "repealed", "in_force"}:
        return "2021"
    if table.value("other", "total") is not None:
        return "2019"
    if table.value("other.other", "total") is not None:
        return "2021"
    return None


@rule("S606", severity=Severity.ERROR, basis=FORMAT)
def rows_present(report: Report) -> Outcome:
    """
    Every table has all rows of its format.

    Why: a row that is left out cannot be told from one that was forgotten. Where the table has
    numbers that could not be placed, rows that were not found are only noted.
    Holds: refused.state_secret: natural_person 0.
    Breaks: without refused.state_secret.
    Not applicable: no table was found. Rows torn off with the text are T904's affair.
    """
    form = template(report)
    if form is None:
        return FREE_FORMAT
    tables = {table.code: table for table in report.tables()}
    if not tables:
        return NotApplicable("no table was found")
    return [
        fault
        for standard in form.tables()
        if (table := tables.get(standard.code)) is not None
        and (fault := _missing_rows(report, table, standard)) is not None
    ]


def _missing_rows(report: Report, table: Table, standard: TableTemplate) -> Fault | None:
    missing = [row for row in rows_within(report, standard) if row not in table.rows]
    # One row or three for （六）其他处理: which of them is right is S605's affair.
    if "other" in table.rows:
        missing = [row for row in missing if row not in OTHER_ROWS]
    elif "other" in missing and not table.rows.keys().isdisjoint(OTHER_ROWS):
        missing.remove("other")
    if not missing:
        return None
    labels = "、".join(f"“{row_label(table.code, row)}”" for row in missing[:_NAMED])
    labels += "等" if len(missing) > _NAMED else ""
    doubted = _doubted(report, table)
    lacks = "没有找到" if doubted else "缺少"
    return Fault(
        zh=f"{table_name(table.code)}{lacks}{len(missing)}行：{labels}。",
        en=f"The table {table.code} lacks the rows {', '.join(missing)}.",
        span=table_head(report, table),
        pointer=f"/{table.code}",
        expected=", ".join(missing),
        severity=Severity.INFO if doubted else None,
        origin=Origin.EXTRACTION if doubted else Origin.SOURCE,
    )


_DOUBTS = frozenset(
    {
        ProblemKind.NUMBER_NOT_PLACED,
        ProblemKind.COLUMN_UNKNOWN,
        ProblemKind.DOUBLE_VALUE,
        ProblemKind.TEXT_ENDS_IN_TABLE,
    }
)


def _doubted(report: Report, table: Table) -> bool:
    """Tell whether numbers were met in the table or its section that could not be placed."""
    around = next(
        (section.body for section in report.sections if _within(table.span, section.body)),
        table.span,
    )
    return any(
        problem.kind in _DOUBTS
        and (
            (problem.pointer or "").startswith(f"/{table.code}")
            or (problem.span is not None and _within(problem.span, around))
        )
        for problem in report.problems
    )


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


_BLANK = frozenset("/／\\＼-－—–―无空 　")


@rule("S607", severity=Severity.INFO, basis=FORMAT)
def cells_filled(report: Report) -> Outcome:
    """
    Every cell of the tables bears a number, and zero is written as 0.

    Why: a blank, a stroke or 无 may be a zero or a number forgotten. One finding a table; a
    table without any number is a warning.
    Holds: received printed: 0 0 0 0 0 0 0.
    Breaks: received printed: / / / / / / 0.
    Not applicable: no table was found; a table with numbers that could not be placed.
    """
    tables = list(report.tables())
    if not tables:
        return NotApplicable("no table was found")
    blanks = [
        found
        for found in uncounted_cells(report)
        if found.cell.value is None and set(found.cell.printed or "") <= _BLANK
    ]
    return [
        _blank_cells(table, blank)
        for table in tables
        if (blank := [(row, column) for of, row, column, _ in blanks if of is table])
        # In a table with numbers that found no cell, a cell without one is no fault of the report.
        and not _doubted(report, table)
    ]


def _blank_cells(table: Table, blank: list[tuple[str, str]]) -> Fault:
    names = "、".join(
        f"{row_label(table.code, row)}/{column_label(table.code, column)}"
        for row, column in blank[:_NAMED]
    )
    more = "等" if len(blank) > _NAMED else ""
    return Fault(
        zh=f"{table_name(table.code)}有{len(blank)}格未填数字（{names}{more}）。",
        en=f"Cells of the table {table.code} that bear no number: {len(blank)}.",
        span=cell_span(table, *blank[0]),
        pointer=table.pointer(*blank[0]) if len(blank) == 1 else f"/{table.code}",
        expected="0",
        operands=tuple(Operand(table.pointer(row, column), None) for row, column in blank),
        severity=Severity.WARNING if len(blank) == len(list(table.cells())) else None,
    )

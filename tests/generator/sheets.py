"""
The report as a sequence of paragraphs and sheets, the form that every layout starts from.

A sheet is a table as its author saw it in a word processor: rows of cells with spans.
Noise edits sheets and paragraphs; layouts turn them into text.
"""

from dataclasses import dataclass, field
from typing import Literal

from service.standard.template import TableTemplate
from tests.generator.facts import Content, Key

_RESULTS = "三、本年度办理结果"
Kind = Literal["title", "heading", "text", "signature"]


@dataclass
class SheetCell:
    """A cell; `key` is None in labels and heads, `lost` marks one that noise took away."""

    text: str
    key: Key | None = None
    across: int = 1
    down: int = 1


@dataclass
class SheetRow:
    """
    A row; `unit` names what is lost together when a part of it is.

    `damaged` rows have lost a cell or their label, so that their numbers are doubtful.
    """

    unit: str
    cells: list[SheetCell]
    damaged: bool = False

    def values(self) -> list[SheetCell]:
        """Return the cells that hold values, in printed order."""
        return [cell for cell in self.cells if cell.key is not None]

    def labels(self) -> list[SheetCell]:
        """Return the cells before them."""
        return [cell for cell in self.cells if cell.key is None]


@dataclass
class Sheet:
    """A table with the number of its columns; `head` counts the rows above the first value."""

    table: TableTemplate
    width: int
    head: int
    rows: list[SheetRow]
    lost: set[Key] = field(default_factory=set)


@dataclass
class Paragraph:
    """A paragraph of prose, a heading or a line of the title."""

    text: str
    kind: Kind = "text"


Block = Paragraph | Sheet


def blocks(content: Content) -> list[Block]:
    """Return the report in reading order, each table at the end of its section."""
    sheets = {
        2: disclosure_sheet(content),
        3: applications_sheet(content),
        4: review_sheet(content),
    }
    found: list[Block] = [
        Paragraph(content.agency, "title"),
        Paragraph(f"{content.year}年政府信息公开工作年度报告", "title"),
        Paragraph(content.introduction),
    ]
    for section in content.sections:
        numeral = "一二三四五六"[section.number - 1]
        found.append(Paragraph(f"{numeral}、{section.title}", "heading"))
        found.extend(Paragraph(text) for text in section.paragraphs)
        if section.number in sheets:
            found.append(sheets[section.number])
    signed = content.signed_on
    found.append(Paragraph(content.agency, "signature"))
    found.append(Paragraph(f"{signed.year}年{signed.month}月{signed.day}日", "signature"))
    return found


def disclosure_sheet(content: Content) -> Sheet:
    """Lay out table two: one small head for each group of rows."""
    table = content.format.disclosure
    rows: list[SheetRow] = []
    seen: list[str] = []
    for row in table.rows:
        group = row.group or ""
        if group not in seen:
            seen.append(group)
            rows.append(SheetRow(group, [SheetCell(group, across=4)]))
            heads = [SheetCell("信息内容"), *(SheetCell(column.label) for column in row.columns)]
            rows.append(SheetRow(group, _stretched(heads, 4)))
        cells = [SheetCell(row.label)]
        for column in row.columns:
            key = Key(table.code, row.code, column.code)
            cells.append(SheetCell(content.cells[key].text, key))
        rows.append(SheetRow(group, _stretched(cells, 4)))
    return Sheet(table, 4, 2, rows)


def _stretched(cells: list[SheetCell], width: int) -> list[SheetCell]:
    cells[-1].across = width - len(cells) + 1
    return cells


def applications_sheet(content: Content) -> Sheet:
    """Lay out table three: labels in up to three columns, then seven values."""
    table = content.format.applications
    rows: list[SheetRow] = []
    begun: set[str] = set()
    for row in table.rows:
        cells: list[SheetCell] = []
        if row.group is not None and _RESULTS not in begun:
            begun.add(_RESULTS)
            inside = sum(other.group is not None for other in table.rows)
            cells.append(SheetCell(_RESULTS, down=inside))
        if row.group is not None and row.group not in begun:
            begun.add(row.group)
            inside = sum(other.group == row.group for other in table.rows)
            cells.append(SheetCell(row.group, down=inside))
        depth = 0 if row.group is None else 1 if row.group == _RESULTS else 2
        cells.append(SheetCell(row.label, across=3 - depth))
        for column in row.columns:
            key = Key(table.code, row.code, column.code)
            cells.append(SheetCell(content.cells[key].text, key))
        rows.append(SheetRow(row.code, cells))
    return Sheet(table, 10, 3, [*_applications_head(table), *rows])


def _applications_head(table: TableTemplate) -> list[SheetRow]:
    columns = [column.label for column in table.rows[0].columns]
    return [
        SheetRow(
            "head",
            [SheetCell(table.headings[0], across=3, down=3), SheetCell("申请人情况", across=7)],
        ),
        SheetRow(
            "head",
            [
                SheetCell(columns[0], down=2),
                SheetCell("法人或其他组织", across=5),
                SheetCell(columns[-1], down=2),
            ],
        ),
        SheetRow("head", [SheetCell(label) for label in columns[1:-1]]),
    ]


def review_sheet(content: Content) -> Sheet:
    """Lay out table four: three groups of five side by side, one row of values."""
    table = content.format.review
    outcomes = [column.label for column in table.rows[0].columns]
    first, *litigation = table.rows
    rows = [
        [SheetCell(first.label, across=5), SheetCell("行政诉讼", across=10)],
        [
            *(SheetCell(label, down=2) for label in outcomes),
            *(SheetCell(row.label, across=5) for row in litigation),
        ],
        [SheetCell(label) for _ in litigation for label in outcomes],
        [
            SheetCell(content.cells[key].text, key)
            for row in table.rows
            for key in (Key(table.code, row.code, column.code) for column in row.columns)
        ],
    ]
    return Sheet(table, 15, 3, [SheetRow("review", cells) for cells in rows])

"""Tables whose cells are kept apart by vertical bars, in the many ways converters leave them."""

from random import Random

from tests.generator.layouts.layout import matrix, part
from tests.generator.sheets import Sheet, SheetCell, SheetRow
from tests.generator.writing import Line, Part, plain

_LONG = 8


def _bars(cells: list[SheetCell | None], row: SheetRow, lead: str = "| ", end: str = " |") -> Line:
    """Join cells with bars; a covered position is an empty cell."""
    line = [Part(lead)]
    for index, cell in enumerate(cells):
        line.append(Part(" | " if index else ""))
        line.append(Part("") if cell is None else part(cell, row))
    return [*line, Part(end)]


def _rule(width: int) -> Line:
    return plain("|" + "---|" * width)


def markdown(sheet: Sheet, rng: Random) -> list[Line]:
    """Write one table with a line of dashes under its first row."""
    rows = [_bars(places, row) for row, places in zip(sheet.rows, matrix(sheet), strict=True)]
    return [plain(""), rows[0], _rule(sheet.width), *rows[1:], plain("")]


def markdown_split(sheet: Sheet, rng: Random) -> list[Line]:
    """Write a small table for each group, and new tables with empty heads after page breaks."""
    lines: list[Line] = [plain("")]
    for index, (row, places) in enumerate(zip(sheet.rows, matrix(sheet), strict=True)):
        new_group = row.unit != sheet.rows[index - 1].unit and sheet.table.code == "disclosure"
        if index == 0 or (new_group and rng.random() < 0.7):
            lines += [plain(""), _bars(places, row), _rule(sheet.width)]
            continue
        lines.append(_bars(places, row))
        if sheet.table.code == "applications" and index > sheet.head and rng.random() < 0.07:
            lines += [plain(""), plain("|" + " |" * sheet.width), _rule(sheet.width)]
            lines += _torn_label(lines, row, rng)
    return [*lines, plain("")]


def _torn_label(lines: list[Line], row: SheetRow, rng: Random) -> list[Line]:
    """Carry the last character of the label above a page break over to a row of its own."""
    line = lines[-4]
    at = max(at for at, piece in enumerate(line) if piece.unit and piece.key is None)
    text = line[at].text
    if len(text) < _LONG or rng.random() < 0.5:
        return []
    line[at] = line[at]._replace(text=text[:-1])
    return [[Part("|  | "), Part(text[-1], None, row.unit), Part(" |" * 9)]]


def trailing(sheet: Sheet, rng: Random) -> list[Line]:
    """Write the cells that exist with a bar behind each."""
    return [_bars(list(row.cells), row, lead="") for row in sheet.rows]


def span_pads(sheet: Sheet, rng: Random) -> list[Line]:
    """Write the cells that exist, then a bare bar for every position that spans would cover."""
    lead = rng.choice(("| ", ""))
    return [
        [*_bars(list(row.cells), row, lead), Part(" " + "|" * (sheet.width - len(row.cells)))]
        for row in sheet.rows
    ]


def ragged(sheet: Sheet, rng: Random) -> list[Line]:
    """Shift rows to the left now and then and fill them up with empty cells behind."""
    lines = []
    for row, places in zip(sheet.rows, matrix(sheet), strict=True):
        cells = list(places)
        while cells and cells[0] is None and rng.random() < 0.5:
            cells.pop(0)
        cells += [None] * (sheet.width - len(cells) + rng.randint(0, 1))
        lines.append(_bars(cells, row))
    lines.insert(1, _rule(sheet.width))
    return [plain(""), *lines, plain("")]


def cell_lines(sheet: Sheet, rng: Random) -> list[Line]:
    """Write one cell a line with a bar behind, and the pads of spans as a line of bars."""
    lines: list[Line] = []
    for row in sheet.rows:
        lines += [[part(cell, row), Part(" |" if cell.text else "|")] for cell in row.cells]
        lines.append(plain("|" * max(1, sheet.width - len(row.cells))))
    return lines


def framed_lines(sheet: Sheet, rng: Random) -> list[Line]:
    """Write one cell a line with a bar behind and a lone bar before every row."""
    lines: list[Line] = []
    for row in sheet.rows:
        lines.append(plain("|"))
        lines += [[part(cell, row), Part(" |")] for cell in row.cells]
        pads = sheet.width - len(row.cells)
        if pads:
            lines[-1].append(Part("|" * pads))
    return lines


def lone_bars(sheet: Sheet, rng: Random) -> list[Line]:
    """Write cells and bars on lines of their own by turns."""
    lines: list[Line] = []
    for row in sheet.rows:
        for cell in row.cells:
            if cell.text:
                lines.append([part(cell, row)])
            lines.append(plain("|"))
    return lines

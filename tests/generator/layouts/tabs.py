"""Tables whose cells are kept apart by tabs."""

from random import Random

from tests.generator.layouts.layout import chopped, matrix, part
from tests.generator.sheets import Sheet, SheetCell, SheetRow
from tests.generator.writing import Line, Part, plain


def _tabbed(cells: list[SheetCell | None], row: SheetRow) -> Line:
    line: Line = []
    for index, cell in enumerate(cells):
        line.append(Part("\t" if index else ""))
        line.append(Part("") if cell is None else part(cell, row))
    return line


def rows(sheet: Sheet, rng: Random) -> list[Line]:
    """Write a row a line; positions covered by spans are empty."""
    return [_tabbed(places, row) for row, places in zip(sheet.rows, matrix(sheet), strict=True)]


def shifted(sheet: Sheet, rng: Random) -> list[Line]:
    """Write a row a line with the label columns shifted, labels broken by blanks, and gaps."""
    lines: list[Line] = []
    for row, places in zip(sheet.rows, matrix(sheet), strict=True):
        cells = list(places)
        while cells and cells[0] is None and rng.random() < 0.3:
            cells.pop(0)
        line = _tabbed(cells, row)
        lines.append([_broken(piece, rng) for piece in line])
        if rng.random() < 0.04:
            lines.append(plain(""))
    return lines


def _broken(piece: Part, rng: Random) -> Part:
    if piece.key is not None or len(piece.text) < 5 or rng.random() < 0.8:
        return piece
    return piece._replace(text=" ".join(chopped(piece.text, rng.choice((2, 3)))))


def cell_lines(sheet: Sheet, rng: Random) -> list[Line]:
    """Write one cell a line behind a tab, rows apart by blank lines, column heads broken in two."""
    lines: list[Line] = []
    for row, places in zip(sheet.rows, matrix(sheet), strict=True):
        for index, cell in enumerate(places):
            if cell is None:
                before = places[:index]
                if all(other is None for other in before):
                    lines.append(plain("\t"))
                continue
            text = part(cell, row)
            if cell.key is None and len(cell.text) == 4 and rng.random() < 0.5:
                text = text._replace(text=cell.text[:2] + "\n" + cell.text[2:])
            lines.append([Part("\t"), text])
        lines.append(plain(""))
    return lines

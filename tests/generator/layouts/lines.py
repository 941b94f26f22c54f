"""One cell a line, as text extractors and copying from a browser leave it."""

from random import Random

from tests.generator.layouts.layout import chopped, part
from tests.generator.sheets import Paragraph, Sheet
from tests.generator.writing import Line, plain


def spaced_out(sheet: Sheet, rng: Random) -> list[Line]:
    """Put a blank line behind every cell; a blank cell is one blank line more."""
    lines: list[Line] = []
    for row in sheet.rows:
        for cell in row.cells:
            lines += [[part(cell, row)], plain("")] if cell.text else [plain("")]
    return lines


def wrapped(sheet: Sheet, rng: Random) -> list[Line]:
    """Write cells without gaps: labels broken, those of groups into characters, blanks lost."""
    lines: list[Line] = []
    width = rng.randint(9, 15)
    for row in sheet.rows:
        for cell in row.cells:
            size = 1 if cell.down > 6 else 3 if cell.down > 1 else width
            for piece in chopped(cell.text, size if cell.key is None else 99):
                if piece:
                    lines += [[part(cell, row)._replace(text=piece)]]
    return lines


def exact(sheet: Sheet, rng: Random) -> list[Line]:
    """Write exactly one line a cell: a blank cell is an empty line."""
    return [[part(cell, row)] for row in sheet.rows for cell in row.cells]


def once_each(sheet: Sheet, rng: Random) -> list[Line]:
    """Write one cell a line, but each different text only once, as some copiers do."""
    seen: set[str] = set()
    lines: list[Line] = []
    for row in sheet.rows:
        for cell in row.cells:
            if cell.text and cell.text not in seen:
                seen.add(cell.text)
                lines.append([part(cell, row)])
    return lines


def nothing(sheet: Sheet, rng: Random) -> list[Line]:
    """Leave the table out, as where it was a picture."""
    return []


def paragraph(block: Paragraph, rng: Random) -> list[Line]:
    """Write a paragraph with a blank line behind."""
    return [plain(block.text), plain("")]

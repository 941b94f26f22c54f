"""The whole report on one line: cells with single blanks between them, or with nothing at all."""

from random import Random

from tests.generator.layouts.layout import part
from tests.generator.sheets import Paragraph, Sheet
from tests.generator.writing import Line, Part, plain


def spaced(sheet: Sheet, rng: Random) -> list[Line]:
    """Put a single blank behind every cell that prints something."""
    line: Line = []
    for row in sheet.rows:
        for cell in row.cells:
            if cell.text:
                line += [part(cell, row), Part(" ")]
    return [line]


def glued(sheet: Sheet, rng: Random) -> list[Line]:
    """Put nothing between cells, except a stray blank before a label now and then."""
    line: Line = []
    for row in sheet.rows:
        for cell in row.cells:
            stray = cell.key is None and rng.random() < 0.04
            line += [Part(" " if stray else ""), part(cell, row)]
    return [line]


def spaced_paragraph(block: Paragraph, rng: Random) -> list[Line]:
    """Put a blank behind a paragraph."""
    return [plain(block.text + " ")]


def glued_paragraph(block: Paragraph, rng: Random) -> list[Line]:
    """Put a blank behind headings of the title and the signature only."""
    return [plain(block.text + (" " if block.kind in ("title", "signature") else ""))]

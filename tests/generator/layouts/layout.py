"""What a layout is: how it writes a paragraph, a sheet and the whole."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random

from tests.generator.facts import Content
from tests.generator.knowing import Knowing
from tests.generator.sheets import Paragraph, Sheet, SheetCell, SheetRow
from tests.generator.writing import Line, Part, plain

SheetWriter = Callable[[Sheet, Random], list[Line]]
ParagraphWriter = Callable[[Paragraph, Random], list[Line]]
Frame = Callable[[list[Line], Content, Random], list[Line]]


class Borders(Enum):
    """What separates the cells of a layout, and so how much of it must be read right."""

    KEPT = "cell borders are kept"
    SPACES = "PDF text: cells are separated by spaces or lines"
    NONE = "cells are glued together"
    LOST = "cells are lost: nothing can be asked but silence"


def one_line(paragraph: Paragraph, rng: Random) -> list[Line]:
    """Write a paragraph as one line."""
    return [plain(paragraph.text)]


def unframed(lines: list[Line], content: Content, rng: Random) -> list[Line]:
    """Put nothing around the report."""
    return lines


@dataclass(frozen=True)
class Layout:
    """A way for a report to arrive; `newline` stands behind every line."""

    name: str
    borders: Borders
    sheet: SheetWriter
    knowing: Knowing
    paragraph: ParagraphWriter = one_line
    frame: Frame = unframed
    newline: str = "\n"


def part(cell: SheetCell, row: SheetRow) -> Part:
    """Return the cell's text as a part of its row."""
    return Part(cell.text, cell.key, row.unit)


def matrix(sheet: Sheet) -> list[list[SheetCell | None]]:
    """Return the sheet's rows with None wherever a span covers a position."""
    covered: dict[int, int] = {}
    rows = []
    for row in sheet.rows:
        places: list[SheetCell | None] = []
        cells = list(row.cells)
        while cells or covered.get(len(places)):
            if covered.get(len(places)):
                covered[len(places)] -= 1
                places.append(None)
                continue
            cell = cells.pop(0)
            for offset in range(cell.across):
                covered[len(places)] = cell.down - 1
                places.append(cell if offset == 0 else None)
        rows.append(places)
    return rows


def chopped(text: str, width: int) -> list[str]:
    """Break a label into pieces of at most `width` characters."""
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]

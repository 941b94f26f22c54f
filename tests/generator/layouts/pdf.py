"""PDF text as the common extractors give it: rows on lines, labels wrapped, heads in pieces."""

import re
from collections.abc import Callable
from random import Random

from tests.generator.layouts.layout import SheetWriter, chopped, part
from tests.generator.sheets import Paragraph, Sheet, SheetCell, SheetRow
from tests.generator.writing import Line, Part, plain

_UNBROKEN = re.compile(r"[0-9A-Za-z.,%]+|.")
_WIDE = re.compile(r"[^\x00-\x7f]")
Arrange = Callable[[list[Line], Line], list[Line]]


def paragraph(block: Paragraph, rng: Random) -> list[Line]:
    """Wrap a paragraph at the width of a page, at times with blanks around its numbers."""
    text = block.text
    if rng.random() < 0.5:
        text = re.sub(r"(?<=[一-鿿])(?=[0-9])|(?<=[0-9%])(?=[一-鿿])", " ", text)
    lines, width = [""], 28
    for piece in _UNBROKEN.findall(text):
        if len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return [plain(line) for line in lines]


def _values(row: SheetRow) -> Line:
    line: Line = []
    for cell in row.values():
        if cell.text:
            line += [Part(" " if line else ""), part(cell, row)]
    return line


def _label(row: SheetRow) -> SheetCell | None:
    labels = row.labels()
    return labels[-1] if labels else None


def _end(label: list[Line], values: Line) -> list[Line]:
    """Put the values behind the label's last line."""
    return [*label[:-1], [*label[-1], Part(" "), *values]]


def _below(label: list[Line], values: Line) -> list[Line]:
    """Put the values on a line of their own below a label that was wrapped."""
    return _end(label, values) if len(label) == 1 else [*label, values]


def _above(label: list[Line], values: Line) -> list[Line]:
    """Put the values on a line of their own above a label that was wrapped."""
    return _end(label, values) if len(label) == 1 else [values, *label]


def _middle(label: list[Line], values: Line) -> list[Line]:
    """Put the values between or behind the middle lines of a wrapped label, at half its height."""
    half = len(label) // 2
    if len(label) % 2:
        return [*label[:half], [*label[half], Part(" "), *values], *label[half + 1 :]]
    return [*label[:half], values, *label[half:]]


def _data(
    sheet: Sheet, width: int, arrange: Arrange, group: Callable[[str], list[str]]
) -> list[Line]:
    """Write the rows under the head, group labels in pieces before their first row."""
    gaps = any(not cell.text for row in sheet.rows for cell in row.values())
    lines: list[Line] = []
    for row in sheet.rows[sheet.head :]:
        label = _label(row)
        if not row.values() or label is None:
            lines += _across(row)
            continue
        for cell in row.labels()[:-1]:
            lines += [[Part(piece, None, row.unit)] for piece in group(cell.text)]
        pieces = [[Part(piece, None, row.unit)] for piece in chopped(label.text, width)]
        # Where rows have no values, nobody could tell whose line stands between two labels.
        lines += (_end if gaps else arrange)(pieces, _values(row))
    return lines


def _across(row: SheetRow) -> list[Line]:
    """Write a row without a label of its own, or without values, on one line."""
    line: Line = []
    for cell in row.cells:
        if cell.text:
            line += [Part(" " if line else ""), part(cell, row)]
    return [line]


def _head(sheet: Sheet, rng: Random) -> list[Line]:
    rows = sheet.rows[: sheet.head]
    if sheet.table.code == "disclosure" or rng.random() < 0.4:
        return [line for row in rows for line in _across(row)]
    if sheet.table.code == "review":
        outcomes = SheetRow(rows[1].unit, [cell for cell in rows[1].cells if cell.down > 1])
        litigation = SheetRow(rows[1].unit, [cell for cell in rows[1].cells if cell.down == 1])
        return [
            *_across(rows[0]),
            *_across(litigation),
            *_stacked(outcomes, rng),
            *_stacked(rows[2], rng),
        ]
    size = rng.choice((2, 3))
    return [
        [Part(piece, None, row.unit)]
        for row in rows
        for cell in row.cells
        for piece in chopped(cell.text, size)
    ]


def _stacked(row: SheetRow, rng: Random) -> list[Line]:
    """Write heads character by character downwards: 结 结 其 尚 / 果 果 他 未 / 维 纠 结 审."""
    lines: list[Line] = []
    texts = [cell.text for cell in row.cells]
    size = rng.choice((1, 1, 2))
    for level in range(0, max(map(len, texts)), size):
        pieces = [text[level : level + size] for text in texts if text[level : level + size]]
        lines.append([Part(" ".join(pieces), None, row.unit)])
    if rng.random() < 0.3:
        rng.shuffle(lines)
    return lines


def wrapping(arrange: Arrange) -> SheetWriter:
    """Return the writer that wraps labels and arranges their values in one way."""

    def write(sheet: Sheet, rng: Random) -> list[Line]:
        width = rng.randint(12, 17)
        size = rng.randint(1, 3)
        return [*_head(sheet, rng), *_data(sheet, width, arrange, lambda text: chopped(text, size))]

    return write


rows = wrapping(_end)
below = wrapping(_below)
above = wrapping(_above)


def interleaved(sheet: Sheet, rng: Random) -> list[Line]:
    """Put values at half their label's height, group labels piecemeal down their rows."""
    lines = _data(sheet, rng.randint(13, 16), _middle, lambda _: [])
    pieces = []
    for index, row in enumerate(sheet.rows[sheet.head :], sheet.head):
        for cell in row.labels()[:-1] if row.values() else ():
            units = {other.unit for other in sheet.rows[index : index + cell.down]}
            inside = [at for at, line in enumerate(lines) if line and line[0].unit in units]
            parts = chopped(cell.text, 1 if cell.down > 8 else 4)
            for number, text in enumerate(parts, 1):
                pieces.append((inside[number * (len(inside) - 1) // (len(parts) + 1)], text))
    for at, text in sorted(pieces, reverse=True):
        if rng.random() < 0.4 and lines[at][0].key is None:
            lines[at] = [Part(text + " "), *lines[at]]
        else:
            lines.insert(at, plain(text))
    return [*_head(sheet, rng), *lines]


def aligned(sheet: Sheet, rng: Random) -> list[Line]:
    """Align the columns with blanks, a full-width character being two columns wide."""
    start, step = 44, max(6, 96 // sheet.width)
    lines: list[Line] = []
    for row in sheet.rows:
        line: Line = []
        used = 0
        labels, values = row.labels(), row.values()
        text = " ".join(cell.text for cell in labels if cell.text)
        if values and text:
            line.append(Part(text, None, row.unit))
            used = _columns(text)
        columns = values or labels
        left = start if text else 2
        for index, cell in enumerate(columns):
            gap = max(1, left + index * step - used)
            if not values and not index:
                gap = 2
            line += [Part(" " * gap), part(cell, row)]
            used += gap + _columns(cell.text)
        lines.append(line)
    return lines


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))

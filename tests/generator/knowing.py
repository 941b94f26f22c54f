"""What a careful person could know of a row's cells, by how a layout keeps them apart."""

from collections.abc import Callable
from unicodedata import normalize

from tests.generator.facts import Certainty, Key, Printed
from tests.generator.sheets import Sheet, SheetRow

Cells = dict[Key, Printed]
Certainties = dict[Key, Certainty]
Knowing = Callable[[Sheet, SheetRow, Cells], Certainties]


def _own(cell: Printed) -> Certainty:
    if not cell.readable:
        return Certainty.UNREADABLE
    return Certainty.BLANK if cell.value is None else Certainty.CERTAIN


def bordered(sheet: Sheet, row: SheetRow, cells: Cells) -> Certainties:
    """Every cell has its borders: blanks are seen, only a damaged row is doubtful."""
    known = {cell.key: _own(cells[cell.key]) for cell in row.values() if cell.key is not None}
    return _doubted(known) if row.damaged else known


def tokens(sheet: Sheet, row: SheetRow, cells: Cells) -> Certainties:
    """Blanks vanish: a row that has some and not only blanks leaves its columns in doubt."""
    known = bordered(sheet, row, cells)
    empty = [cell for cell in row.values() if not cell.text]
    return _doubted(known) if empty and len(empty) < len(row.values()) else known


def _doubted(known: Certainties) -> Certainties:
    return {
        key: Certainty.DOUBTFUL if certainty is Certainty.CERTAIN else certainty
        for key, certainty in known.items()
    }


def glued(sheet: Sheet, row: SheetRow, cells: Cells) -> Certainties:
    """Nothing stands between cells: certain where one split is possible or adds up."""
    known = tokens(sheet, row, cells)
    values = row.values()
    texts = [normalize("NFKC", cell.text) for cell in values]
    if len(texts) == 1:
        return known
    if not any(texts):
        return known
    if not (digits := "".join(texts)).isascii() or not digits.isdigit():
        return _doubted(known)
    if not all(texts):
        deceptive = dict.fromkeys(known, Certainty.DECEPTIVE)
        return deceptive if _one_split(sheet, texts) else _doubted(known)
    if any(cell.key is not None and cell.key.column == "change" for cell in values):
        return known if all(len(text) == 1 for text in texts) else _doubted(known)
    return known if _one_split(sheet, texts) else _doubted(known)


def _one_split(sheet: Sheet, texts: list[str]) -> bool:
    digits = "".join(texts)
    if splits(digits, len(texts), summed=0) == 1:
        return True
    if sheet.table.code == "disclosure":
        return False
    width = 7 if sheet.table.code == "applications" else 5
    return len(texts) % width == 0 and splits(digits, len(texts), summed=width) == 1


def splits(digits: str, parts: int, summed: int, most: int = 2) -> int:
    """
    Count the ways to split `digits` into numbers without leading zeros, up to `most`.

    With `summed` set, each group of that many numbers must end in the sum of the others.
    """
    found = 0

    def walk(at: int, left: int, group: tuple[int, ...]) -> None:
        nonlocal found
        if found >= most:
            return
        if summed and len(group) == summed:
            if sum(group[:-1]) != group[-1]:
                return
            group = ()
        if left == 0:
            found += at == len(digits)
            return
        longest = len(digits) - at - left + 1
        if at < len(digits) and digits[at] == "0":
            longest = min(longest, 1)
        for size in range(1, longest + 1):
            walk(at + size, left - 1, (*group, int(digits[at : at + size])))

    walk(0, parts, ())
    return found

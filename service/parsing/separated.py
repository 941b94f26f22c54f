"""
Rows parted by commas or semicolons, as a spreadsheet saves them, made rows parted by tabs.

    row = cell sep cell sep cell …, as long as its neighbours; a cell may stand in quotation marks

A sentence has commas, too, but no cell of digits alone or of nothing between two of them, and no
two sentences need have as many. A row with 1,234 among its cells is longer than the others and
stays as it is, for nothing tells which of its commas part cells. Where blanks part the numbers of
a line, or all its commas part thousands, none of them parts cells.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

_LIKE_CELLS = re.compile(r"([,，;])[ \t\"]*(?:[0-9.]+[ \t\"]*)?(?=\1)")
_PARTED_BY_BLANKS = re.compile(r"[0-9][ \t]+[0-9]")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_QUOTED = re.compile(r'"[^"\n]*"')
_ENOUGH_ALIKE = 3
_FEWEST_PARTED = 2
_LONGEST_ROW = 400


def with_tabs(folded: str) -> str:
    """Return `folded` with tabs for the separators of rows; characters keep their places."""
    for sign in sorted(set(_LIKE_CELLS.findall(folded))):
        folded = _parted(folded, sign)
    return folded


def _parted(folded: str, sign: str) -> str:
    lines = folded.split("\n")
    widths: dict[int, list[int]] = defaultdict(list)
    masked = [_masked(line, sign) for line in lines]
    for number, line in enumerate(masked):
        width = line.count(sign)
        if width >= _FEWEST_PARTED and len(line) <= _LONGEST_ROW and "。" not in line:
            widths[width].append(number)
    for numbers in widths.values():
        if _are_rows([masked[number] for number in numbers], sign):
            for number in numbers:
                row = masked[number].replace(sign, "\t").replace("\0", sign)
                lines[number] = row.replace('"', " ")
    return "\n".join(lines)


def _masked(line: str, sign: str) -> str:
    """Return a line in which the signs within quotation marks do not count."""
    if '"' not in line:
        return line
    return _QUOTED.sub(lambda quoted: quoted.group().replace(sign, "\0"), line)


def _are_rows(lines: Sequence[str], sign: str) -> bool:
    """Tell whether most of some lines of the same width have cells of digits or of nothing."""
    cells = re.compile(rf'(?:{sign}|^)[ \t"]*(?:[0-9.]+[ \t"]*)?(?={sign}|$)')
    if any(_PARTED_BY_BLANKS.search(line) for line in lines):
        return False
    parted = (line for line in lines if sign in _THOUSANDS.sub("", line))
    like_rows = sum(cells.search(line) is not None for line in parted)
    return like_rows >= _ENOUGH_ALIKE and 2 * like_rows > len(lines)

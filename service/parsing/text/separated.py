"""
Rows parted by commas or semicolons, as a spreadsheet saves them, made rows parted by tabs.

Two tabs wherever cells are parted are made one, too.

    row = cell sep cell sep cell …, as long as its neighbours; a cell may stand in quotation marks

A sentence has commas, too, but no cell of digits alone, of a mark or of nothing between two of
them, and no two sentences need have as many. Where some rows are parted so, a row of another width
is, too: of a head, or of a table of its own, and so are a label and a number alone. A row with
1,234 among its cells is longer than the others, and no row of the format. Where blanks part the
numbers of a line, or all its commas part thousands, none of them parts cells.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

_VALUE = r"(?:[0-9.]+(?:[万亿]?元|[件条个次笔项])?|[/无]|[—–-]{1,2})"
_LIKE_CELLS = re.compile(rf"([,，;])[ \t\"]*(?:{_VALUE}[ \t\"]*)?(?=\1)")
_PARTED_BY_BLANKS = re.compile(r"[0-9][ \t]+[0-9]")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_QUOTED = re.compile(r'"[^"\n]*"')
_PAIR = re.compile(rf"[ \"]*[^\t\"。]{{2,40}}[ \"]*\t[ \"]*{_VALUE}[ \"]*")
_BETWEEN_CELLS = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=\S)")
_ENOUGH_GAPS = 8
_DIGIT = re.compile("[0-9]")
_ENOUGH_ALIKE = 3
_FEWEST_PARTED = 2
_LONGEST_ROW = 400


def with_tabs(folded: str) -> str:
    """Return `folded` with tabs for the separators of rows; characters keep their places."""
    if "\t\t" in folded:
        between = [gap.count("\t") for gap in _BETWEEN_CELLS.findall(folded)]
        if len(between) >= _ENOUGH_GAPS and not any(tabs % 2 for tabs in between):
            folded = folded.replace("\t\t", " \t")
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
    groups = [[masked[number] for number in numbers] for numbers in widths.values()]
    pairs = [number for number, line in enumerate(masked) if _is_pair(line, sign)]
    enough = _ENOUGH_ALIKE if len(pairs) < _ENOUGH_ALIKE else _ENOUGH_ALIKE - 1
    fewest = 1 if any(_are_rows(group, sign, enough) for group in groups) else enough
    rows = [
        number
        for numbers, group in zip(widths.values(), groups, strict=True)
        if _are_rows(group, sign, fewest)
        for number in numbers
    ]
    for number in rows + pairs if rows else rows:
        row = masked[number].replace(sign, "\t").replace("\0", sign)
        lines[number] = row.replace('"', " ")
    return "\n".join(lines)


def _is_pair(line: str, sign: str) -> bool:
    """Tell whether a line is a row of two cells, a label and a number."""
    return line.count(sign) == 1 and _PAIR.fullmatch(line.replace(sign, "\t")) is not None


def _masked(line: str, sign: str) -> str:
    """Return a line in which the signs within quotation marks do not count."""
    if '"' not in line:
        return line
    return _QUOTED.sub(lambda quoted: quoted.group().replace(sign, "\0"), line)


def _are_rows(lines: Sequence[str], sign: str, fewest: int) -> bool:
    """
    Tell whether most of some lines of the same width have cells of digits or of nothing.

    Those without digits do not count where other lines are rows (`fewest` is 1): they are heads. A
    cell that comes twice in a row is one that was spanned, and no part of a sentence.
    """
    cells = re.compile(
        rf'(?:{sign}|^)[ \t"]*(?:{_VALUE}[ \t"]*)?(?={sign}|$)'
        rf"|(?<![^{sign}])([^{sign}]{{2,40}}){sign}\1(?![^{sign}])"
    )
    if any(_PARTED_BY_BLANKS.search(line) for line in lines):
        return False
    parted = (line for line in lines if sign in _THOUSANDS.sub("", line))
    like_rows = sum(cells.search(line) is not None for line in parted)
    counted = sum(fewest > 1 or _DIGIT.search(line) is not None for line in lines)
    return like_rows >= fewest and 2 * like_rows > counted

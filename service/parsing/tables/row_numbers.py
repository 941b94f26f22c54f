"""
Lines whose first cell counts the rows: a column 序号, or the index that a program prints.

    line = number cell {cell}, each number one more than the one before, from 0 or 1 on

No value of the format stands before its label in the same line, so such numbers are no values.
"""

import re
from collections.abc import Sequence

from service.parsing.tables.blank_lines import Line
from service.parsing.tables.ribbon import CHINESE_RUN

# What follows is another cell that is not blank, or a label.
_FIRST_CELL = re.compile(
    r"[ \t]*(?:\|[ \t]*)?([0-9]{1,3})"
    r"(?:[ ]*[|\t](?=[ \t|]*[^ \t|])|[ ]+(?=[\"“(]?[\u4e00-\u9fff]|[1-9][.、]))"
)
_HEAD = re.compile(r"[ \t|]*序 ?号[ \t|]")
_FIRST_NUMBERS = (0, 1)
_ENOUGH = 4


def numbered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """
    Return the numbers of the lines, four or more on end, whose first cell counts them.

    Under the head 序号 fewer do: small tables, one for each group of rows, count from 1 each.
    """
    runs: list[list[Line]] = []
    expected = -1
    for line in lines:
        found = _FIRST_CELL.match(line.text)
        if found is None:
            continue
        number = int(found[1])
        if number != expected:
            runs.append([])
        if number == expected or number in _FIRST_NUMBERS:
            runs[-1].append(line)
            expected = number + 1
        else:
            expected = -1
    if not any(runs):
        return frozenset()
    enough = 1 if any(_HEAD.match(line.text) for line in lines) else _ENOUGH
    counting = (run for run in runs if len(run) >= enough and _have_labels(run))
    return frozenset(line.number for run in counting for line in run)


def _have_labels(run: Sequence[Line]) -> bool:
    """Tell whether the lines have words, but for one, the values of table four."""
    return 0 < sum(CHINESE_RUN.search(line.text) is not None for line in run) >= len(run) - 1

"""
What blank lines stand for between the cells of a table that has a line for each.

A blank line is a blank cell, or parts two cells, two rows, two paragraphs. What parts all of them
is usual; what goes beyond is a cell, where nothing else may have put it there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.parsing.tables.tokens import BLANK, PADDING, Kind, Token

# More blank lines than any table has blank cells in a row tell no more.
MOST_BLANKS = 32
_ENOUGH = 3
_HEADING_AND_LINE_BEFORE = 3
_SIGHT = 1_500
# Cells with nothing between: no number of a cell begins so.
_RUN_TOGETHER = re.compile(r"\s*0[0-9]+\s*$")


@dataclass(slots=True)
class Line:
    """A line that is not blank, and the blank ones before it as they are."""

    number: int
    start: int
    text: str
    blanks: Sequence[str]


class BlankLines:
    """The blank lines of a table in which each cell has a line; of no lines, none is a cell."""

    def __init__(self, folded: str, lines: Sequence[Line], *, indented: bool) -> None:
        """Look at all lines of the table; `indented` tells that tabs part no cells."""
        self._folded = folded
        self._last = lines[-1] if lines else None
        tabs = [sum("\t" in blank for blank in line.blanks) for line in lines[1:]]
        self._by_tabs = indented and any("\t" in blank for line in lines for blank in line.blanks)
        self._by_spaces = _are_cells_with_spaces(lines)
        gaps = [len(line.blanks) for line in lines[1:]]
        self._usual_gap = min(1, _usual(gaps))
        self._blank_cells = sum(gap > 0 for gap in gaps)
        together = any(_RUN_TOGETHER.match(line.text) for line in lines)
        in_doubt = tabs.count(0) < _ENOUGH if self._by_tabs else _may_part_cells(gaps)
        self._kind = PADDING if together or (in_doubt and not self._by_spaces) else BLANK

    def before(self, line: Line) -> list[Token]:
        """
        Return the blank cells that blank lines before `line` stand for.

        Where cells are indented by tabs, an empty line parts two rows.
        """
        if self._last is None:
            return []
        kinds = self._kinds(line.blanks)
        first = line.number - len(kinds)
        return [
            Token(kind, line.start, line.start, first + index) for index, kind in enumerate(kinds)
        ]

    def _kinds(self, blanks: Sequence[str]) -> list[Kind]:
        if self._by_spaces:
            return [self._kind for blank in blanks if _has_space(blank)]
        if self._by_tabs:
            return [self._kind if "\t" in blank else PADDING for blank in blanks]
        return [self._kind] * (len(blanks) - self._usual_gap)

    def behind(self, start: int, end: int) -> list[Token]:
        """Return the blank cells that blank lines between the last line and `end` stand for."""
        if self._last is None or self._by_spaces:
            return []
        number, at = self._last.number, self._last.start + len(self._last.text)
        behind = self._folded[at:end].split("\n")[1 : MOST_BLANKS + 1]
        if not self._by_tabs:
            # What follows the last of them is the next heading.
            behind = behind[:-1] if self._are_cells_throughout(start) else []
        return [
            Token(BLANK, end, end, number + index)
            for index, line in enumerate(behind, start=1)
            if "\t" in line or not self._by_tabs
        ]

    def _are_cells_throughout(self, start: int) -> bool:
        """Tell whether blank lines are cells, and none parts the section from the one before."""
        lines = self._folded[max(0, start - _SIGHT) : start].rsplit("\n", 2)
        parted = len(lines) < _HEADING_AND_LINE_BEFORE or not lines[1].strip()
        return self._usual_gap == 0 and self._blank_cells >= _ENOUGH and not parted


def _usual(gaps: Sequence[int]) -> int:
    """Return how many blank lines stand between most lines, the fewest of several such."""
    return max(set(gaps), key=lambda gap: (gaps.count(gap), -gap), default=0)


def _may_part_cells(gaps: Sequence[int]) -> bool:
    """
    Tell whether blank lines beyond the usual may not be a cell each.

    They are not where each blank cell has the line that parts it from the next one, too.
    """
    usual = _usual(gaps)
    return usual > 1 or (usual == 1 < max(gaps) and all(gap % 2 for gap in gaps))


def _has_space(blank: str) -> bool:
    """Tell whether a blank line has more than tabs: what stood in a blank cell for nothing."""
    return bool(blank.strip("\t"))


def _are_cells_with_spaces(lines: Sequence[Line]) -> bool:
    """Tell whether blank lines beside numbers have a space, or none, and most lines none before."""
    numbers = [line.text.strip().isdigit() for line in lines]
    kinds = {
        blank.strip("\t")
        for line, *beside in zip(lines[1:], numbers, numbers[1:], strict=False)
        for blank in line.blanks
        if any(beside)
    }
    spaced = sum(any(map(_has_space, line.blanks)) for line in lines[1:])
    return len(kinds) == 2 and "" in kinds and 2 * spaced < len(lines)  # noqa: PLR2004

"""
Which value of a row stands in which column.

A value is placed only where its column is certain. Blanks make it uncertain: those before the
first and behind the last number may be cells of merged label columns, blank lines between rows,
or values that are not printed. What the complete rows of the same table show decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, takewhile
from types import MappingProxyType
from typing import NamedTuple

from service.parsing.tables.tokens import BLANK, NUMBER, PADDING, Token

_ENOUGH_ROWS = 3


class Layout(NamedTuple):
    """
    What the rows of a table tell about one another.

    `in_line`: columns -> the cell of the line that is the first column, in a regular grid.
    `behind_label`: columns -> how many blanks stand between the label and the first column.
    `blank_lines_count`: whether a blank line beside numbers is a blank cell.
    `labelled`: whether rows begin with labels; where not, the first cell is the first column.
    `irregular`: columns of which some row has more cells from its first number to its last.
    """

    in_line: Mapping[int, int] = MappingProxyType({})
    behind_label: Mapping[int, int] = MappingProxyType({})
    blank_lines_count: bool = True
    labelled: bool = True
    irregular: frozenset[int] = frozenset()


class _Row(NamedTuple):
    """The blanks that lead, first to last number, and the blanks behind."""

    lead: Sequence[Token]
    core: Sequence[Token]
    tail: Sequence[Token]

    @property
    def cells(self) -> list[Token]:
        return [*self.lead, *self.core, *self.tail]

    @property
    def on_one_line(self) -> bool:
        first = self.lead[0] if self.lead else self.core[0]
        last = self.tail[-1] if self.tail else self.core[-1]
        return first.cut and first.line == last.line


def place(
    tokens: Sequence[Token], columns: int, layout: Callable[[], Layout] = Layout
) -> Sequence[Token | None] | None:
    """
    Return one token (a number or a printed blank) per column, or None where that is not certain.

    Certain is a row with a number in its first and last column; a row with cells enough whose
    first number comes right behind the label; a row of one cell a line with as many cells as
    columns; as many numbers and printed marks, such as / or 无, as columns; and a row cut by
    pipes or tabs whose first column is known from rows like it. A blank line is no more than a
    hint: where the numbers alone fill the columns, it was none.
    """
    kinds = [token.kind for token in tokens]
    if kinds in ([NUMBER] * columns, [BLANK] * columns):
        return tokens
    if NUMBER not in kinds:
        # Blanks before them are cells of merged label columns.
        marks = [token for token in tokens if _is_printed(token)]
        return marks if len(marks) == columns else [None] * columns
    numbers = [token for token in tokens if token.kind is NUMBER]
    if _share_cells(numbers):
        return numbers if len(numbers) == columns else None
    glued = columns > 1 and any(token.glued for token in numbers)
    only_numbers = glued or all(map(_is_number_or_blank_line, tokens))
    printed = numbers if only_numbers else _printed_cells(tokens)
    if len(printed) == columns:
        return printed
    return None if glued else _in_cells(_parts(tokens), columns, layout)


def _in_cells(
    row: _Row, columns: int, layout: Callable[[], Layout]
) -> Sequence[Token | None] | None:
    """Place a row of cells of which some are blank, or None."""
    if PADDING in [token.kind for token in row.core] or len(row.core) > columns:
        return None
    if len(row.core) == columns:
        return row.core if _is_whole(row, columns, layout) else None
    return _among_blanks(row, columns, layout())


def _is_whole(row: _Row, columns: int, layout: Callable[[], Layout]) -> bool:
    """Tell whether the cells from a row's first number to its last are all of its columns."""
    beside = [*row.lead, *row.tail]
    if any(map(_is_printed, beside)):
        return False
    if not (beside and row.on_one_line) or all(token.kind is NUMBER for token in row.core):
        return True
    # A blank cell within may stand in no column, and one beside in the first or the last.
    return layout().labelled and columns not in layout().irregular


def _among_blanks(row: _Row, columns: int, layout: Layout) -> Sequence[Token] | None:
    """Place a row that has blanks in its first or last column, or None."""
    cells = row.cells
    if not layout.labelled and len(cells) > columns and row.on_one_line:
        # A column that the format does not have may stand before the first.
        return None
    if not layout.blank_lines_count and any(map(_is_blank_line, (*row.lead, *row.tail))):
        return None
    marked = _printed_in_front(cells) == columns == sum(map(_is_printed, cells))
    if not row.lead or marked or (not layout.labelled and len(cells) == columns):
        first = 0
    elif row.on_one_line:
        first = layout.behind_label.get(columns, -1)
        first = layout.in_line.get(columns, cells[0].cell + first) - cells[0].cell
    else:
        first = 0 if len(cells) == columns and _cell_by_cell(cells) else -1
    inside = len(row.lead) + len(row.core) <= first + columns <= len(cells)
    return cells[first : first + columns] if 0 <= first <= len(row.lead) and inside else None


def learn_layout(
    rows: Iterable[tuple[Sequence[Token], int]], heads: Mapping[int, tuple[int, int]]
) -> Layout:
    """
    Return what `rows`, each with the number of its columns, tell about one another.

    `heads` tells, by columns, in which cell of how many the head has its first column.

    Only rows that are all alike tell: all lines with as many cells, or all with as many behind
    the label. Their numbers, taken together, must reach from the first column to the last, or
    stand under the head; or each row has its total alone, in as many cells behind the label as
    there are columns.
    """
    cut: dict[int, list[_Row]] = {}
    blank_lines_count = True
    for tokens, columns in rows:
        if any(token.kind is NUMBER for token in tokens):
            row = _parts(tokens)
            if row.on_one_line:
                cut.setdefault(columns, []).append(row)
            elif len(row.core) == columns and any(map(_is_blank_line, (*row.lead, *row.tail))):
                blank_lines_count = False
    in_line = {
        columns: _first_in_line(alike, columns, heads.get(columns))
        for columns, alike in cut.items()
    }
    behind = {columns: _first_behind_label(alike, columns) for columns, alike in cut.items()}
    irregular = frozenset(
        columns for columns, alike in cut.items() if any(len(row.core) > columns for row in alike)
    )
    return Layout(_known(in_line), _known(behind), blank_lines_count, irregular=irregular)


def _first_in_line(rows: Sequence[_Row], columns: int, head: tuple[int, int] | None) -> int | None:
    """Return the cell of the line that is the first column of every row, where that is certain."""
    widths = {row.cells[0].width for row in rows}
    if len(widths) > 1:
        return None
    first = min(row.core[0].cell for row in rows)
    end = max(row.core[-1].cell for row in rows) + 1
    if end - first == columns:
        return first
    if head is not None and widths == {head[1]} and head[0] <= first and end <= head[0] + columns:
        return head[0]
    return None


def _first_behind_label(rows: Sequence[_Row], columns: int) -> int | None:
    """Return how many blanks stand behind the label of every row, where that is certain."""
    first = min(len(row.lead) for row in rows)
    end = max(len(row.lead) + len(row.core) for row in rows)
    if _are_totals(rows, columns):
        return 0
    alike = len({len(row.cells) for row in rows}) == 1
    return first if alike and end - first == columns else None


def _are_totals(rows: Sequence[_Row], columns: int) -> bool:
    """Tell whether each row has its last column alone; blanks behind that are padding."""
    alone = all(len(row.core) == 1 and len(row.lead) == columns - 1 for row in rows)
    return alone and len(rows) >= _ENOUGH_ROWS and not all(row.tail for row in rows)


def _known(found: Mapping[int, int | None]) -> dict[int, int]:
    return {columns: first for columns, first in found.items() if first is not None}


def _parts(tokens: Sequence[Token]) -> _Row:
    """Part a row; padding ends its blanks, for what lies beyond is not of this row."""
    kinds = [token.kind for token in tokens]
    first = kinds.index(NUMBER)
    last = len(kinds) - kinds[::-1].index(NUMBER)
    start, end = first, last
    while start > 0 and kinds[start - 1] is BLANK:
        start -= 1
    while end < len(kinds) and kinds[end] is BLANK:
        end += 1
    return _Row(tokens[start:first], tokens[first:last], tokens[last:end])


def is_printed_whole(tokens: Sequence[Token]) -> bool:
    """Tell whether the values stand on one line, not cut into cells, and all are printed."""
    return all(
        _is_printed(token) and not token.cut and token.line == tokens[0].line for token in tokens
    )


def _share_cells(numbers: Sequence[Token]) -> bool:
    """Tell whether two numbers stand in one cell of several: then no cell tells of a column."""
    return any(
        one.width > 1 and (one.line, one.cell) == (other.line, other.cell)
        for one, other in pairwise(numbers)
    )


def _printed_in_front(tokens: Sequence[Token]) -> int:
    """Count the numbers and marks before the first blank cell."""
    return sum(1 for _ in takewhile(_is_printed, tokens))


def _printed_cells(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return numbers and marks one a line, without the blank lines; nothing for other rows."""
    printed = [token for token in tokens if not _is_blank_line(token)]
    are_lines = all(_is_printed(token) and not token.cut for token in printed)
    return printed if are_lines and _cell_by_cell(printed) else ()


def _cell_by_cell(tokens: Sequence[Token]) -> bool:
    return len({token.line for token in tokens}) == len(tokens)


def _is_number_or_blank_line(token: Token) -> bool:
    return token.kind is NUMBER or _is_blank_line(token)


def _is_blank_line(token: Token) -> bool:
    return token.start == token.end and not token.cut


def _is_printed(token: Token) -> bool:
    return token.start < token.end

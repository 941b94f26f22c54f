"""
Tokens -> cells: the numbers of one row, placed in its columns or kept out with a problem.

A value is placed only where its column is certain. Digits run together are split only where one
split is possible, or where several are and one alone makes the row add up; that one is marked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Cell
from service.parsing.numerals import read_number, read_sign, scale
from service.parsing.tokens import NUMBER, Kind, Token
from service.standard.template import ColumnTemplate, Quantity

_MOST_SPLITS = 2000
_ENOUGH_ROWS = 3


class Windows(NamedTuple):
    """
    What the complete rows of a table tell about the others.

    `first`: (columns, cells behind the label) -> the cell that is the first column.
    `blank_lines_count`: whether a blank line beside numbers is a blank cell.
    """

    first: Mapping[tuple[int, int], int] = MappingProxyType({})
    blank_lines_count: bool = True


_TEN_THOUSAND = Decimal(10_000)
_MONEY = ("元", "万", "亿")


_NO_WINDOWS = Windows()


class RowValues(NamedTuple):
    """The cells of a row by column code, and what could not be placed."""

    cells: dict[str, Cell]
    problems: tuple[Problem, ...]


class Reader(NamedTuple):
    """
    Reads the values of rows; `content` is the decoded text, `folded` its folded form.

    `windows` tell where the first column of a row stands, `units` which unit the printed heading
    of an amount announces, by column code.
    """

    content: str
    folded: str
    windows: Windows = _NO_WINDOWS
    units: Mapping[str, str] | None = None

    def row(
        self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token], pointer: str
    ) -> RowValues:
        """Place `tokens` in `columns`, or leave the columns null with a problem that says why."""
        placed = place(tokens, len(columns), self.windows)
        if placed is not None:
            return self._cells(columns, placed, pointer)
        numbers = [token for token in tokens if token.kind is Kind.NUMBER]
        if any(token.glued for token in numbers):
            return self._split(columns, numbers, pointer)
        return self._unplaced(columns, numbers, pointer)

    def _cells(
        self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token | None], pointer: str
    ) -> RowValues:
        cells: dict[str, Cell] = {}
        problems: list[Problem] = []
        for column, token in zip(columns, tokens, strict=True):
            cell, problem = self._cell(column, token, f"{pointer}/{column.code}")
            cells[column.code] = cell
            if problem is not None:
                problems.append(problem)
        return RowValues(cells, tuple(problems))

    def _cell(
        self, column: ColumnTemplate, token: Token | None, pointer: str
    ) -> tuple[Cell, Problem | None]:
        if token is None:
            return Cell(None, None, None), None
        span = Span(token.start, token.end)
        printed = self.content[token.start : token.end] or None
        if token.kind is Kind.BLANK:
            return Cell(None, printed, span if printed else None), None
        unit = (self.units or {}).get(column.code)
        value, kind = _value(column, self.folded[token.start : token.end], unit)
        if kind is None:
            return Cell(value, printed, span), None
        message = f"{printed} cannot be read as {column.quantity.value}; the cell is null."
        return Cell(None, printed, span), Problem(kind, message, pointer, printed, span)

    def _split(
        self, columns: Sequence[ColumnTemplate], numbers: Sequence[Token], pointer: str
    ) -> RowValues:
        splits = _splits([self.folded[t.start : t.end] for t in numbers], len(columns))
        fitting = splits
        if len(splits) > 1 and columns[-1].code == "total":
            fitting = [split for split in splits if _adds_up(split)]
        if len(fitting) != 1:
            return self._unplaced(columns, numbers, pointer)
        values = self._cells(columns, _cut_tokens(numbers, fitting[0]), pointer)
        if len(splits) == 1:
            return values
        span, printed = self._printed(numbers)
        message = f"{printed} can be read in {len(splits)} ways; the one that adds up was taken."
        problem = Problem(ProblemKind.SPLIT_BY_SUM, message, pointer, printed, span)
        return RowValues(values.cells, (*values.problems, problem))

    def _unplaced(
        self, columns: Sequence[ColumnTemplate], numbers: Sequence[Token], pointer: str
    ) -> RowValues:
        cells = {column.code: Cell(None, None, None) for column in columns}
        if not numbers:
            return RowValues(cells, ())
        span, printed = self._printed(numbers)
        message = (
            f"{len(numbers)} numbers stand in a row of {len(columns)} columns and nothing tells "
            "their columns; the row is null."
        )
        problem = Problem(ProblemKind.COLUMN_UNKNOWN, message, pointer, printed, span)
        return RowValues(cells, (problem,))

    def _printed(self, tokens: Sequence[Token]) -> tuple[Span, str]:
        span = Span(tokens[0].start, tokens[-1].end)
        return span, self.content[span.start : span.end]


def place(
    tokens: Sequence[Token], columns: int, windows: Windows = _NO_WINDOWS
) -> Sequence[Token | None] | None:
    """
    Return one token (a number or a printed blank) per column, or None where that is not certain.

    Certain is a row with a number in its first and last column; a row with cells enough whose
    first number comes right behind the label; a row of one cell a line with as many cells as
    columns; and one cut by pipes or tabs whose first column other rows as long pin down
    (`windows`). A blank line is no more than a hint: where the numbers alone fill the columns,
    it was none.
    """
    kinds = [token.kind for token in tokens]
    if Kind.NUMBER not in kinds:
        return tokens if kinds == [Kind.BLANK] * columns else [None] * columns
    numbers = [token for token in tokens if token.kind is Kind.NUMBER]
    glued = columns > 1 and any(token.glued for token in numbers)
    if len(numbers) == columns and (glued or _only_blank_lines(tokens)):
        return numbers
    lead, core, tail = _parts(tokens)
    if glued or Kind.PADDING in [token.kind for token in core] or len(core) > columns:
        return None
    if len(core) == columns:
        return None if any(token.start < token.end for token in (*lead, *tail)) else core
    row = [*lead, *core, *tail]
    at_once = not lead or (len(row) == columns and _cell_by_cell(row))
    if not windows.blank_lines_count and any(map(_is_blank_line, (*lead, *tail))):
        return None
    first = 0 if at_once else windows.first.get((columns, len(row)), len(row))
    inside = first <= len(lead) and len(lead) + len(core) <= first + columns <= len(row)
    return row[first : first + columns] if inside else None


def learn_windows(rows: Iterable[tuple[Sequence[Token], int]]) -> Windows:
    """
    Return in which cell the first column stands, by columns and length of the row.

    A complete row tells for all rows as long. Where all rows of a table are as long as one
    another, their numbers may pin it down together, reaching from the first column to the last;
    or each holds its total alone, in as many cells as columns.
    """
    reach: dict[tuple[int, int], list[tuple[int, int]]] = {}
    blank_lines_count = True
    for tokens, columns in rows:
        if not any(token.kind is Kind.NUMBER for token in tokens):
            continue
        lead, core, tail = _parts(tokens)
        key = (columns, len(lead) + len(core) + len(tail))
        reach.setdefault(key, []).append((len(lead), len(lead) + len(core)))
        if len(core) == columns and any(map(_is_blank_line, (*lead, *tail))):
            blank_lines_count = False
    first: dict[tuple[int, int], int] = {}
    for (columns, length), ends in reach.items():
        starts = {start for start, end in ends if end - start == columns}
        if len([key for key in reach if key[0] == columns]) == 1:
            starts |= _pinned_together(ends, columns, length)
        pinned = starts.pop() if len(starts) == 1 else length
        if all(pinned <= start and end <= pinned + columns for start, end in ends):
            first[columns, length] = pinned
    return Windows(first, blank_lines_count)


def _pinned_together(ends: Sequence[tuple[int, int]], columns: int, length: int) -> set[int]:
    """Return where rows that are all as long have their first column, if they tell together."""
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    if last - first == columns:
        return {first}
    only_totals = all(end - start == 1 and end == length for start, end in ends)
    return {0} if only_totals and length == columns and len(ends) >= _ENOUGH_ROWS else set()


def _cell_by_cell(tokens: Sequence[Token]) -> bool:
    """Tell whether every cell stands on a line of its own."""
    return len({token.line for token in tokens}) == len(tokens)


def _parts(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    """
    Part a row into the blanks that lead, first to last number, and the blanks behind.

    Padding ends the blanks on either side: what lies beyond it is not of this row.
    """
    kinds = [token.kind for token in tokens]
    first = kinds.index(Kind.NUMBER)
    last = len(kinds) - kinds[::-1].index(Kind.NUMBER)
    start, end = first, last
    while start > 0 and kinds[start - 1] is Kind.BLANK:
        start -= 1
    while end < len(kinds) and kinds[end] is Kind.BLANK:
        end += 1
    return tokens[start:first], tokens[first:last], tokens[last:end]


def _only_blank_lines(tokens: Sequence[Token]) -> bool:
    return all(token.kind is Kind.NUMBER or _is_blank_line(token) for token in tokens)


def _is_blank_line(token: Token) -> bool:
    return token.start == token.end and not token.cut


def _value(
    column: ColumnTemplate, printed: str, heading_unit: str | None
) -> tuple[int | Decimal | None, ProblemKind | None]:
    match = NUMBER.fullmatch(printed)
    number = read_number(match.group("number")) if match else None
    if match is None or number is None:
        return None, ProblemKind.UNREADABLE_CELL
    sign, unit, note = match.group("sign"), match.group("unit") or "", match.group("note") or ""
    if column.quantity is Quantity.AMOUNT and not sign:
        return _amount(number, unit, note, heading_unit)
    if column.quantity is Quantity.CHANGE and not unit.startswith(_MONEY):
        return read_sign(sign or "") * number, None
    if column.quantity is Quantity.AMOUNT or unit.startswith(_MONEY) or sign not in (None, "-"):
        return None, ProblemKind.UNREADABLE_CELL
    return (-number if sign else number), None


def _amount(
    number: int | Decimal, unit: str, note: str, heading_unit: str | None
) -> tuple[Decimal | None, ProblemKind | None]:
    """Return the amount in 万元, by the unit in the cell or else in the heading; 0 needs none."""
    if "元" in note:
        unit = note.removeprefix("单位").lstrip(":") if not unit else "?"
    unit = unit or heading_unit or ""
    if unit and unit[0] in _MONEY:
        myriad = unit[0] if unit[0] in "万亿" else None
        return _plain(Decimal(scale(number, myriad)) / _TEN_THOUSAND), None
    if not unit and number == 0:
        return Decimal(number), None
    return None, ProblemKind.UNREADABLE_CELL if unit else ProblemKind.UNIT_NOT_PRINTED


def _plain(amount: Decimal) -> Decimal:
    """Strip trailing zeros without turning 100 into 1E+2."""
    normal = amount.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


def _splits(pieces: Sequence[str], columns: int) -> list[tuple[str, ...]]:
    """Return every way to cut `pieces` of digits into `columns` integers without leading zeros."""
    if not all(piece.isdigit() for piece in pieces) or sum(map(len, pieces)) > 4 * columns:
        return []
    found: list[tuple[str, ...]] = []
    for split in _cut_pieces(list(pieces), columns):
        found.append(split)
        if len(found) > _MOST_SPLITS:
            return []
    return found


def _cut_pieces(pieces: list[str], columns: int) -> Iterator[tuple[str, ...]]:
    if not pieces:
        if columns == 0:
            yield ()
        return
    if not len(pieces) <= columns <= sum(map(len, pieces)):
        return
    piece, rest = pieces[0], pieces[1:]
    longest = 1 if piece[0] == "0" else len(piece)
    for length in range(1, longest + 1):
        left = [piece[length:], *rest] if length < len(piece) else rest
        for tail in _cut_pieces(left, columns - 1):
            yield (piece[:length], *tail)


def _adds_up(split: tuple[str, ...]) -> bool:
    *parts, total = map(int, split)
    return sum(parts) == total


def _cut_tokens(tokens: Sequence[Token], split: tuple[str, ...]) -> list[Token]:
    cut: list[Token] = []
    queue = list(tokens)
    at = queue[0].start
    for digits in split:
        if at >= queue[0].end:
            queue.pop(0)
            at = queue[0].start
        cut.append(queue[0]._replace(start=at, end=at + len(digits)))
        at += len(digits)
    return cut

"""
Tokens -> cells: the numbers of one row, placed in its columns or kept out with a problem.

A value is placed only where its column is certain. Digits run together are split only where one
split is possible, or where several are and one alone makes the row add up; that one is marked.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Cell
from service.parsing.cells import NUMBER_CELL, Kind, Token
from service.parsing.numerals import read_number, read_sign, scale
from service.standard.template import ColumnTemplate, Quantity

_MOST_SPLITS = 2000
# (columns, values with blanks) of complete rows -> how many blanks led them.
Margins = dict[tuple[int, int], set[int]]
_TEN_THOUSAND = Decimal(10_000)


class RowValues(NamedTuple):
    """The cells of a row by column code, and what could not be placed."""

    cells: dict[str, Cell]
    problems: tuple[Problem, ...]


class Reader(NamedTuple):
    """Reads the values of rows; `content` is the decoded text, `folded` its folded form."""

    content: str
    folded: str
    margins: Margins | None = None

    def row(
        self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token], pointer: str
    ) -> RowValues:
        """Place `tokens` in `columns`, or leave the columns null with a problem that says why."""
        placed = place(tokens, len(columns), self.margins)
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
        value, kind = _value(column, self.folded[token.start : token.end])
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
    tokens: Sequence[Token], columns: int, margins: Margins | None = None
) -> Sequence[Token | None] | None:
    """
    Return one token (a number or a printed blank) per column, or None where that is not certain.

    Blanks before the first and behind the last number may be cells of merged label columns:
    they are dropped where that leaves one way to fill the columns, or where all complete rows
    that are as long leave the same ones out (`margins`). A blank line is no more than a hint:
    where the numbers alone fill the columns, it was none.
    """
    kinds = [token.kind for token in tokens]
    if Kind.NUMBER not in kinds:
        return tokens if kinds == [Kind.BLANK] * columns else [None] * columns
    if columns > 1 and any(token.glued for token in tokens):
        return tokens if kinds == [Kind.NUMBER] * columns else None
    if kinds.count(Kind.NUMBER) == columns and _only_blank_lines(tokens):
        return [token for token in tokens if token.kind is Kind.NUMBER]
    lead, core, tail = _parts(tokens)
    missing = columns - len(core)
    if Kind.PADDING in [token.kind for token in core]:
        return None
    before = [n for n in range(missing + 1) if n <= len(lead) and missing - n <= len(tail)]
    if len(before) > 1 and margins is not None:
        dropped = margins.get((columns, len(lead) + len(core) + len(tail)), set())
        before = [n for n in before if dropped == {len(lead) - n}]
    if len(before) != 1:
        return None
    return [*lead[len(lead) - before[0] :], *core, *tail[: missing - before[0]]]


def learn_margins(rows: Iterable[tuple[Sequence[Token], int]]) -> Margins:
    """Return, for the rows with a number in each of their columns, the blanks that lead them."""
    margins: Margins = {}
    for tokens, columns in rows:
        if sum(token.kind is Kind.NUMBER for token in tokens) == columns:
            lead, core, tail = _parts(tokens)
            if len(core) == columns:
                length = len(lead) + len(core) + len(tail)
                margins.setdefault((columns, length), set()).add(len(lead))
    return margins


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
    return all(
        token.kind is Kind.NUMBER or (token.start == token.end and not token.cut)
        for token in tokens
    )


def _value(column: ColumnTemplate, printed: str) -> tuple[int | Decimal | None, ProblemKind | None]:
    match = NUMBER_CELL.fullmatch(printed)
    number = read_number(match.group("number")) if match else None
    if match is None or number is None:
        return None, ProblemKind.UNREADABLE_CELL
    sign, unit = match.group("sign"), match.group("unit")
    if column.quantity is Quantity.AMOUNT:
        return _amount(column, number, unit) if not sign else (None, ProblemKind.UNREADABLE_CELL)
    if unit and unit[0] in "万亿":
        return None, ProblemKind.UNREADABLE_CELL
    if column.quantity is Quantity.CHANGE:
        return read_sign(sign or "") * number, None
    if sign:
        number = read_sign(sign) * number
    return number, None


def _amount(
    column: ColumnTemplate, number: int | Decimal, unit: str | None
) -> tuple[Decimal | None, ProblemKind | None]:
    """Return the amount in 万元; a bare number other than zero needs a unit in the heading."""
    if unit in {"元", "万元", "亿元", "万", "亿"}:
        myriad = unit[0] if unit[0] in "万亿" else None
        return _plain(Decimal(scale(number, myriad)) / _TEN_THOUSAND), None
    if unit is None and (column.unit == "万元" or number == 0):
        return Decimal(number), None
    return None, ProblemKind.UNIT_NOT_PRINTED


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

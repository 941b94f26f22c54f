"""
Tokens -> cells: the numbers of one row, placed in its columns or kept out with a problem.

A value is placed only where its column is certain. Digits run together are split only where one
split is possible, or where several are and one alone makes the row add up; that one is marked.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Cell
from service.parsing.numerals import MOST_DIGITS, is_sign, read_number, read_sign, scale
from service.parsing.tables.columns import Layout, place
from service.parsing.tables.tokens import BLANK, NUMBER, NUMBER_PATTERN, Token
from service.standard.template import ColumnTemplate, Quantity

_MOST_SPLITS = 2000
# In a shorter row of small numbers two that are alike tell nothing.
_FEWEST_SHIFTED = 7
# Rows of one column and of two stand beside those of three.
_MOST_REPEATED = 2

_COUNT = Quantity.COUNT
# What the constructor of a named tuple calls, in half its time: a report has hundreds of cells.
_new = tuple.__new__
_TEN_THOUSAND = Decimal(10_000)
_MONEY = ("元", "万", "亿")
_DECREASE = re.compile("[减降↓]")


class RowValues(NamedTuple):
    """The cells of a row by column code, and what could not be placed."""

    cells: dict[str, Cell]
    problems: tuple[Problem, ...]


class Reader:
    """Reads the values of the rows of one table."""

    def __init__(
        self,
        content: str,
        folded: str,
        learn: Callable[[], Layout] = Layout,
        units: Mapping[str, str] | None = None,
        *,
        totals_printed: bool = False,
    ) -> None:
        """
        Read from the decoded text `content` and its folded form.

        `learn` returns what the other rows tell about columns, and is asked only where a row alone
        does not tell enough; `units` are those that the printed headings of amounts announce, by
        column code; `totals_printed` tells that nearly all rows end in a number.
        """
        self._content = content
        self._folded = folded
        self._learn = learn
        self._units = units or {}
        self._totals_printed = totals_printed

    @cached_property
    def _layout(self) -> Layout:
        return self._learn()

    def row(
        self,
        columns: Sequence[ColumnTemplate],
        tokens: Sequence[Token],
        pointer: str,
        *,
        whole: bool = False,
    ) -> RowValues:
        """
        Place `tokens` in `columns`, or leave the columns null with a problem that says why.

        `whole` tells that they are known to be all of the cells.
        """
        tokens = self._once(columns, tokens)
        placed = tokens if whole else place(tokens, len(columns), lambda: self._layout)
        if placed is not None:
            if self._is_shifted(columns, placed):
                return self._shifted(columns, placed, pointer)
            return self._cells(columns, placed, pointer)
        numbers = [token for token in tokens if token.kind is NUMBER]
        if any(token.glued for token in numbers):
            return self._split(columns, numbers, pointer)
        return self._unplaced(columns, numbers, pointer)

    def _once(self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token]) -> Sequence[Token]:
        """
        Return the numbers of a short row without those that a program repeated of its last cell.

        Where that spans the columns of longer rows, each of its places bears the number.
        """
        last = len(columns) - 1
        if last >= _MOST_REPEATED or len(tokens) <= len(columns):
            return tokens
        in_line = all(t.kind is NUMBER and t.cut and t.line == tokens[0].line for t in tokens)
        printed = {self._folded[token.start : token.end] for token in tokens[last:]}
        return tokens[: len(columns)] if in_line and len(printed) == 1 else tokens

    def adds_up(self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token]) -> bool:
        """Tell whether a row has a number in each column and they make up its total."""
        printed = [self._folded[token.start : token.end] for token in tokens]
        whole = len(printed) == len(columns) and all(map(_is_count, printed))
        return whole and columns[-1].code == "total" and _adds_up(printed)

    def _shifted(
        self, columns: Sequence[ColumnTemplate], placed: Sequence[Token | None], pointer: str
    ) -> RowValues:
        """Leave a row null whose total may stand in the column before its own."""
        last = [token for token in placed if token is not None and token.kind is NUMBER][-1:]
        span, printed = self._printed(last)
        message = f"{printed} may be the total, whose own cell is blank; the row is null."
        problem = Problem(ProblemKind.COLUMN_UNKNOWN, message, pointer, printed, span)
        return RowValues({column.code: Cell(None, None, None) for column in columns}, (problem,))

    def _is_shifted(
        self, columns: Sequence[ColumnTemplate], placed: Sequence[Token | None]
    ) -> bool:
        """
        Tell whether the total seems to stand in the column before its own, which is blank.

        A cell was lost then, and nothing tells which one; where the others have their totals, it
        need not have been empty.
        """
        if columns[-1].code != "total" or len(placed) < _FEWEST_SHIFTED:
            return False
        *parts, total = placed
        if total is not None and total.kind is NUMBER:
            return False
        printed = [self._folded[token.start : token.end] for token in parts if token is not None]
        if len(printed) < len(parts) or not all(map(_is_count, printed)):
            return False
        last = int(printed[-1])
        rest = sum(map(int, printed[:-1]))
        return last > 0 and (last == rest or (self._totals_printed and last > rest))

    def _cells(
        self, columns: Sequence[ColumnTemplate], tokens: Sequence[Token | None], pointer: str
    ) -> RowValues:
        cells: dict[str, Cell] = {}
        problems: list[Problem] = []
        content, folded = self._content, self._folded
        for column, token in zip(columns, tokens, strict=True):
            if token is not None and column.quantity is _COUNT:
                start, end = token.start, token.end
                digits = folded[start:end]
                if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
                    span = _new(Span, (start, end))
                    cells[column.code] = _new(Cell, (int(digits), content[start:end], span))
                    continue
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
        digits = self._folded[token.start : token.end]
        printed = self._content[token.start : token.end] or None
        if token.kind is BLANK:
            return Cell(None, printed, span if printed else None), None
        value, kind = _value(column, digits, self._units.get(column.code))
        if kind is None:
            return Cell(value, printed, span), None
        message = f"{printed} cannot be read as {column.quantity.value}; the cell is null."
        return Cell(None, printed, span), Problem(kind, message, pointer, printed, span)

    def _split(
        self, columns: Sequence[ColumnTemplate], numbers: Sequence[Token], pointer: str
    ) -> RowValues:
        splits = []
        if not self._are_parted(numbers):
            splits = _splits([self._folded[t.start : t.end] for t in numbers], len(columns))
        fitting = splits
        if columns[-1].code == "total":
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

    def _are_parted(self, numbers: Sequence[Token]) -> bool:
        """Tell whether signs part the numbers: then each is a cell, and blank ones are lost."""
        return any(self._folded[one.end : other.start].strip() for one, other in pairwise(numbers))

    def _unplaced(
        self, columns: Sequence[ColumnTemplate], numbers: Sequence[Token], pointer: str
    ) -> RowValues:
        cells = {column.code: Cell(None, None, None) for column in columns}
        if not numbers:
            return RowValues(cells, ())
        span, printed = self._printed(numbers)
        message = f"{_numbers_stand(len(numbers), len(columns))}; the row is null."
        problem = Problem(ProblemKind.COLUMN_UNKNOWN, message, pointer, printed, span)
        return RowValues(cells, (problem,))

    def _printed(self, tokens: Sequence[Token]) -> tuple[Span, str]:
        span = Span(tokens[0].start, tokens[-1].end)
        return span, self._content[span.start : span.end]


def _numbers_stand(count: int, columns: int) -> str:
    if count == 1:
        return f"1 number stands in a row of {columns} columns and nothing tells its column"
    return f"{count} numbers stand in a row of {columns} columns and nothing tells their columns"


def _is_count(printed: str) -> bool:
    return printed.isascii() and printed.isdigit()


def _value(
    column: ColumnTemplate, printed: str, heading_unit: str | None
) -> tuple[int | Decimal | None, ProblemKind | None]:
    match = NUMBER_PATTERN.fullmatch(printed)
    number = read_number(match.group("number")) if match else None
    if match is None or number is None:
        return None, ProblemKind.UNREADABLE_CELL
    sign, arrow = match.group("sign", "arrow")
    if sign and arrow:
        return None, ProblemKind.UNREADABLE_CELL
    sign, unit, note = sign or arrow, match.group("unit") or "", match.group("note") or ""
    if column.quantity is Quantity.AMOUNT and not sign:
        return _amount(number, unit, note, heading_unit)
    if column.quantity is Quantity.CHANGE and not unit.startswith(_MONEY):
        return _change(number, sign, note)
    if column.quantity is Quantity.AMOUNT or unit.startswith(_MONEY) or sign not in (None, "-"):
        return None, ProblemKind.UNREADABLE_CELL
    return (-number if sign else number), None


def _change(
    number: int | Decimal, sign: str | None, note: str
) -> tuple[int | Decimal | None, ProblemKind | None]:
    """Return a change by its sign, which may stand behind it in brackets: 4（减）."""
    sign = sign or note
    if is_sign(sign):
        return read_sign(sign) * number, None
    if number and _DECREASE.search(sign):
        return None, ProblemKind.UNREADABLE_CELL
    return number, None


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


def _adds_up(split: Sequence[str]) -> bool:
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
        cut.append(replace(queue[0], start=at, end=at + len(digits)))
        at += len(digits)
    return cut

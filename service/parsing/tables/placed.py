"""Numbers that one table left out and another has taken, so that they are placed after all."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Table

_NUMBER = re.compile(r"[0-9]+")


def without_placed(
    folded: str, problems: Sequence[Problem], tables: Iterable[Table | None]
) -> list[Problem]:
    """
    Return the problems but for those about numbers that are the values of a table.

    Where a heading is missing, a table is sought in a region that holds its neighbours, too.
    """
    if not problems:
        return []
    taken = sorted(
        cell.span
        for table in tables
        if table is not None
        for row in table.rows.values()
        for cell in row.cells.values()
        if cell.value is not None and cell.span is not None
    )
    return [problem for problem in problems if not _is_placed(folded, problem, taken)]


def _is_placed(folded: str, problem: Problem, taken: Sequence[Span]) -> bool:
    if problem.kind is not ProblemKind.NUMBER_NOT_PLACED or problem.span is None:
        return False
    numbers = [Span(*match.span()) for match in _NUMBER.finditer(folded, *problem.span)]
    return bool(numbers) and all(_is_within(number, taken) for number in numbers)


def _is_within(number: Span, taken: Sequence[Span]) -> bool:
    index = bisect_right(taken, (number.start, number.end)) - 1
    candidates = taken[max(index, 0) : index + 2]
    return any(span.start <= number.start and number.end <= span.end for span in candidates)

"""
Table four, whose rows stand side by side: fifteen values in one line under a stacked head.

    reconsideration | litigation_direct | litigation_after_reconsideration
    upheld corrected other pending total, three times

The head's characters arrive in every order, so the values are placed by their number alone:
fifteen together, or runs that follow one another and make up fifteen.
"""

from collections.abc import Sequence

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Label, Row, Table
from service.parsing.cells import Kind, Token, read_cells
from service.parsing.labels import Ribbon, find_labels, key_of
from service.parsing.values import Reader
from service.standard.template import TableTemplate

_WIDTH = 15
_HEAD_SIGNS = ("未经复议直接起诉", "复议后起诉", "结果维持", "尚未审结", "结果纠正")


def read_review(
    content: str, folded: str, template: TableTemplate, region: Span
) -> tuple[Table | None, list[Problem]]:
    """Return table four and its problems; no table where its head is not in `region`."""
    tokens = read_cells(folded, region.start, region.end)
    ribbon = Ribbon(folded, tokens)
    head = _head_end(ribbon)
    if head is None:
        return None, []
    first, last = head
    runs = _runs(tokens[first:])
    reader = Reader(content, folded)
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    fives = _fives(runs)
    for index, row in enumerate(template.rows):
        pointer = f"/{template.code}/{row.code}"
        values = reader.row(row.columns, fives[index] if fives else [], pointer)
        problems += values.problems
        rows[row.code] = Row(row.code, _label(content, ribbon, row.label), values.cells)
    if not fives:
        problems += [_not_placed(content, template.code, run) for run in runs]
    ends = [token.end for run in runs for token in run] or [last]
    return Table(template.code, rows, (), Span(tokens[0].start, max(ends))), problems


def _head_end(ribbon: Ribbon) -> tuple[int, int] | None:
    """Return the index of the first token of the head and the offset of its end, or None."""
    found = [ribbon.text.find(sign) for sign in _HEAD_SIGNS]
    places = [at for at in found if at >= 0]
    if not places:
        return None
    start, end = min(places), max(places)
    return ribbon.token(start), ribbon.offset(end) + 1


def _label(content: str, ribbon: Ribbon, standard: str) -> Label | None:
    match = find_labels(ribbon, [(key_of(standard),)], ())[0]
    return ribbon.label(content, standard, match) if match is not None else None


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the runs of values with no text between, without lone numbers among words."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.TEXT:
            runs.append([])
        elif token.kind is not Kind.PADDING:
            runs[-1].append(token)
    numbers = [run for run in map(_without_margins, runs) if run]
    whole = [run for run in numbers if len(run) >= _WIDTH]
    return whole[:1] or [run for run in numbers if len(run) > 1 or run[0].glued or run[0].cut]


def _without_margins(run: list[Token]) -> list[Token]:
    """Drop blanks around the numbers of a run that is longer than the table is wide."""
    while len(run) > _WIDTH and run[-1].kind is Kind.BLANK:
        run = run[:-1]
    while len(run) > _WIDTH and run[0].kind is Kind.BLANK:
        run = run[1:]
    return run if any(token.kind is Kind.NUMBER for token in run) else []


def _fives(runs: list[list[Token]]) -> list[list[Token]] | None:
    """Cut the runs into three groups of five, or return None where they are not fifteen values."""
    tokens = [token for run in runs for token in run]
    if len(tokens) == _WIDTH and all(len(run) % 5 == 0 for run in runs):
        return [tokens[start : start + 5] for start in (0, 5, 10)]
    if len(tokens) == 1 and tokens[0].glued and tokens[0].end - tokens[0].start == _WIDTH:
        start = tokens[0].start
        cut = [
            tokens[0]._replace(start=start + i, end=start + i + 1, glued=False)
            for i in range(_WIDTH)
        ]
        return [cut[first : first + 5] for first in (0, 5, 10)]
    return None


def _not_placed(content: str, code: str, run: list[Token]) -> Problem:
    span = Span(run[0].start, run[-1].end)
    message = f"{len(run)} values stand under a head of fifteen columns; they were left out."
    return Problem(
        ProblemKind.NUMBER_NOT_PLACED, message, f"/{code}", content[span.start : span.end], span
    )

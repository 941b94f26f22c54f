"""Cases of family T."""

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.rules.reading import (
    amounts_have_units,
    cells_are_readable,
    encoding_is_certain,
    numbers_are_apart,
    numbers_are_placed,
    text_is_complete,
    text_is_one_report,
)
from service.rules.rule import Rule
from tests.builders import build_report
from tests.unit.rules.cases import Break, Cases


def _cases(rule: Rule, *kinds: ProblemKind) -> Cases:
    others = [
        Problem(kind, "something else", None, None, None)
        for kind in ProblemKind
        if kind not in kinds
    ]
    return Cases(
        rule,
        holds=[build_report(), build_report(problems=others)],
        breaks=[
            Break(
                build_report(
                    problems=[Problem(kind, "What was met.", "/applications", "12", Span(0, 5))]
                ),
                "河东市水务",
            )
            for kind in kinds
        ],
    )


CASES = (
    _cases(
        numbers_are_placed,
        ProblemKind.NUMBER_NOT_PLACED,
        ProblemKind.COLUMN_UNKNOWN,
        ProblemKind.DOUBLE_VALUE,
        ProblemKind.TOO_MANY_NUMBERS,
        ProblemKind.TEXT_TOO_LONG,
    ),
    _cases(numbers_are_apart, ProblemKind.SPLIT_BY_SUM),
    _cases(cells_are_readable, ProblemKind.UNREADABLE_CELL),
    _cases(text_is_complete, ProblemKind.TEXT_ENDS_IN_TABLE),
    _cases(encoding_is_certain, ProblemKind.DOUBTFUL_ENCODING),
    _cases(amounts_have_units, ProblemKind.UNIT_NOT_PRINTED),
    _cases(text_is_one_report, ProblemKind.SECOND_REPORT),
)

"""What the reader met and could not place or read with certainty."""

from dataclasses import dataclass
from enum import StrEnum

from service.model.place import Span


class ProblemKind(StrEnum):
    """Why something printed did not become a value."""

    NUMBER_NOT_PLACED = "number-not-placed"
    SPLIT_BY_SUM = "split-by-sum"
    UNREADABLE_CELL = "unreadable-cell"
    COLUMN_UNKNOWN = "column-unknown"
    UNIT_NOT_PRINTED = "unit-not-printed"
    DOUBLE_VALUE = "double-value"
    TEXT_ENDS_IN_TABLE = "text-ends-in-table"
    DOUBTFUL_ENCODING = "doubtful-encoding"
    SECOND_REPORT = "second-report"
    TOO_MANY_NUMBERS = "too-many-numbers"
    TEXT_TOO_LONG = "text-too-long"


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something printed that was kept out of the values, with its place.

    `pointer` is the JSON Pointer of the row, cell or table that it concerns, where one is known.
    `message` is one English sentence that says what was met and what was done about it.
    """

    kind: ProblemKind
    message: str
    pointer: str | None
    printed: str | None
    span: Span | None

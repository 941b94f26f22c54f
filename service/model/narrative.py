"""Figures that the prose of a report states."""

from dataclasses import dataclass
from decimal import Decimal

from service.model.place import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A number of the prose together with what it counts.

    `figure` is a code of `service.standard.figures`.
    `value` is exact: `1490 万` is 14900000; a percentage keeps its number, 99.75 for 99.75%.
    `unit` is the measure word or sign printed behind the number (件, 条, %), or None.
    `quote` spans the clause that says what is counted; `number` the number alone.
    `section` is the number of the section it stands in, 0 for the introduction.
    """

    figure: str
    value: int | Decimal
    unit: str | None
    quote: Span
    number: Span
    section: int

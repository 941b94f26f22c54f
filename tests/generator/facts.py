"""What is known for certain about a generated report: its values, and how they were printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from service.standard.template import FormatTemplate

Number = int | Decimal


class Key(NamedTuple):
    """A cell by the codes of the standard: table, row and column."""

    table: str
    row: str
    column: str

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the cell in the representation."""
        return f"/{self.table}/{self.row}/{self.column}"


class Printed(NamedTuple):
    """
    A cell's number and the text that stands for it.

    `value` is None where no number is printed: a blank or a mark such as `/`.
    `readable` is False where digits are printed whose unit nobody can know.
    """

    value: Number | None
    text: str
    readable: bool = True


class Certainty(Enum):
    """What a careful person could say of a cell from the text alone."""

    CERTAIN = "the number is printed and its cell is plain"
    DOUBTFUL = "a number is printed, but its digits or its cell cannot be told"
    UNREADABLE = "something is printed that no single number can be made of"
    DECEPTIVE = "the text plainly reads as another number: nobody is to blame"
    BLANK = "no number is printed in the cell"
    ABSENT = "the text has lost the cell"


class KnownFigure(NamedTuple):
    """A figure the prose states; one that is not `required` may be read or left."""

    code: str
    value: Number
    required: bool = True


class Section(NamedTuple):
    """A section's standard number, its printed title and the paragraphs before its table."""

    number: int
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """Everything a generated report says, before any layout is chosen."""

    agency: str
    year: int
    format: FormatTemplate
    start: date
    end: date
    signed_on: date
    introduction: str
    sections: tuple[Section, ...]
    cells: dict[Key, Printed]
    figures: tuple[KnownFigure, ...]

"""An annual report as the reader made it out, before any rule looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from service.model.narrative import Figure
from service.model.place import Span, Text
from service.model.problem import Problem
from service.model.table import Table

FormatCode = Literal["2021", "2019", "pre2019"]
FORMATS: Final[tuple[FormatCode, ...]] = get_args(FormatCode)


@dataclass(frozen=True, slots=True)
class Source:
    """
    How the bytes became text.

    `encoding` is the Python codec name without byte-order mark suffixes: utf-8, utf-16-le, gb18030.
    """

    sha256: str
    size: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Title:
    """The report's own title line or lines; `text` has line breaks and layout spaces taken out."""

    text: str
    agency_name: str | None
    year: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """The stated statistical period; a date that is not printed or impossible is None."""

    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing organ, where it is named, and the day; `span` is where the day is printed."""

    agency_name: str | None
    signed_on: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """
    One of the report's sections, from its heading to the next.

    `number` is that of the standard section its title was recognised as, 1 to 6, 0 for none;
    `printed_number` is the number that the heading bears, None where it bears none.
    `title` is the printed title without its number; `body` spans what follows the heading.
    """

    number: int
    printed_number: int | None
    title: str
    heading: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Report:
    """
    Everything that was read from one text; all spans refer to `text`.

    A table that the text does not contain is None.
    `introduction` spans what stands between the title and the first section.
    """

    source: Source
    text: Text
    format: FormatCode | None
    title: Title | None
    agency_name: str | None
    year: int | None
    period: Period | None
    signature: Signature | None
    introduction: Span
    sections: tuple[Section, ...]
    disclosure: Table | None
    applications: Table | None
    review: Table | None
    narrative: tuple[Figure, ...]
    problems: tuple[Problem, ...]

    def tables(self) -> Iterator[Table]:
        """Yield the tables that the text contains, in the order of the format."""
        for table in (self.disclosure, self.applications, self.review):
            if table is not None:
                yield table

    def section(self, number: int) -> Section | None:
        """Return the first section recognised as the standard one of that number."""
        for section in self.sections:
            if section.number == number:
                return section
        return None

    def figures(self, code: str) -> Iterator[Figure]:
        """Yield the prose figures of one code, in reading order."""
        for figure in self.narrative:
            if figure.figure == code:
                yield figure

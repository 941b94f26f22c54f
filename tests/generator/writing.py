"""Lines of text that remember which cell each of their parts came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.generator.facts import Certainty, Key


class Part(NamedTuple):
    """
    A run of characters of one origin.

    `key` is the cell whose number it prints; `unit` the row or group it belongs to.
    """

    text: str
    key: Key | None = None
    unit: str | None = None


Line = list[Part]


class Piece(NamedTuple):
    """A part's place in the finished text."""

    start: int
    end: int
    key: Key | None
    unit: str | None


@dataclass
class Rendered:
    """
    A report in one layout: its text, where its parts stand, and what is certain of each cell.

    `seams` are offsets where a line or paragraph begins, so where a piece may be torn out.
    """

    text: str
    pieces: list[Piece] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)
    certainty: dict[Key, Certainty] = field(default_factory=dict)


def plain(text: str) -> Line:
    """Return a line that belongs to no table."""
    return [Part(text)]


def write(lines: Iterable[Line], newline: str = "\n") -> Rendered:
    """Join lines into a text, noting where everything stands."""
    chunks: list[str] = []
    rendered = Rendered("")
    at = 0
    for line in lines:
        rendered.seams.append(at)
        for part in line:
            if part.unit is not None and part.text:
                rendered.pieces.append(Piece(at, at + len(part.text), part.key, part.unit))
            chunks.append(part.text)
            at += len(part.text)
        chunks.append(newline)
        at += len(newline)
    rendered.text = "".join(chunks)
    return rendered

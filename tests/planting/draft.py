"""A correct report as its author would keep it: in parts that can be changed one by one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from service.standard.template import FormatTemplate
from tests.generator.facts import Content, Key, Number, Printed, Section
from tests.generator.layouts import LAYOUTS, render
from tests.generator.sheets import Block, Paragraph, Sheet, blocks

# Without a page around them that names the report and its year once more.
BARE_LAYOUTS = ("html-spans", "markdown", "tabs", "pipes-trailing", "lines-exact")
Change = Callable[[list[Block]], None]
ChangeText = Callable[[str], str]


@dataclass
class Draft:
    """
    A report under work.

    `said` holds the sentences of section one by what they are about, in reading order;
    `changes` and `text_changes` are made when it is laid out, to what only a layout has.
    """

    agency: str
    year: int
    format: FormatTemplate
    layout: str
    title: str
    introduction: list[str]
    period: str
    titles: dict[int, str]
    said: dict[str, list[str]]
    bodies: dict[int, list[str]]
    cells: dict[Key, Printed]
    signed_on: date
    changes: list[Change] = field(default_factory=list)
    text_changes: list[ChangeText] = field(default_factory=list)
    encoding: str = "utf-8"
    broken_bytes: bytes = b""

    def number(self, table: str, row: str, column: str = "total") -> Number:
        """Return the number printed in a cell; 0 where the format has no such cell."""
        printed = self.cells.get(Key(table, row, column))
        return printed.value if printed is not None and printed.value is not None else 0

    def count(self, row: str, column: str = "total") -> int:
        """Return a number of table three."""
        return int(self.number("applications", row, column))

    def set(self, table: str, row: str, column: str, value: Number) -> str:
        """Print another number in a cell and return the cell's pointer."""
        key = Key(table, row, column)
        self.cells[key] = Printed(value, str(value))
        return key.pointer

    def add(self, table: str, row: str, column: str, more: int) -> str:
        """Add to the number in a cell and return the cell's pointer."""
        return self.set(table, row, column, self.number(table, row, column) + more)

    def text(self, rng: Random) -> str:
        """Lay the report out."""
        content = self._content()
        parts = blocks(content)
        parts[1] = Paragraph(self.title, "title")
        for change in self.changes:
            change(parts)
        text = render(parts, content, LAYOUTS[self.layout], rng).text
        for change_text in self.text_changes:
            text = change_text(text)
        return text

    def data(self, rng: Random) -> bytes:
        """Return the report as bytes."""
        return self.text(rng).encode(self.encoding) + self.broken_bytes

    def _content(self) -> Content:
        bodies = {**self.bodies, 1: [*self.bodies.get(1, []), *self._aspects()]}
        return Content(
            agency=self.agency,
            year=self.year,
            format=self.format,
            start=date(self.year, 1, 1),
            end=date(self.year, 12, 31),
            signed_on=self.signed_on,
            introduction="".join([*self.introduction, self.period]),
            sections=tuple(
                Section(number, title, tuple(bodies.get(number, ())))
                for number, title in self.titles.items()
            ),
            cells=self.cells,
            figures=(),
        )

    def _aspects(self) -> list[str]:
        return [
            f"（{numeral}）{about}。{''.join(sentences)}"
            for numeral, (about, sentences) in zip(
                "一二三四五六七", self.said.items(), strict=False
            )
        ]


def sheet_of(parts: list[Block], table: str) -> Sheet:
    """Return the sheet of a table."""
    return next(part for part in parts if isinstance(part, Sheet) and part.table.code == table)


def without_row(draft: Draft, table: str, row: str) -> None:
    """Take a row out of a table as it is laid out."""

    def change(parts: list[Block]) -> None:
        sheet = sheet_of(parts, table)
        sheet.rows = [
            each
            for each in sheet.rows
            if not any(cell.key is not None and cell.key.row == row for cell in each.cells)
        ]

    draft.changes.append(change)


def relabel(draft: Draft, table: str, old: str, new: str) -> None:
    """Print another label, or a part of one."""

    def change(parts: list[Block]) -> None:
        for row in sheet_of(parts, table).rows:
            for cell in row.labels():
                if old in cell.text:
                    cell.text = cell.text.replace(old, new)
                    return

    draft.changes.append(change)

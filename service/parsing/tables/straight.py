"""
A table printed as the format has it, read straight on: plain rows, each at its label.

This is a shortcut, and answers only what the reader of all layouts (`alignment`) would: where all
rows stand in order at their labels, each complete, and no other number is in the region. To that
reader is left whatever has more to it: a mark among the numbers, a blank between, a label in doubt.
"""

import re
from collections.abc import Sequence
from functools import cache

from service.model.place import Span
from service.model.table import Cell, Row, Table
from service.parsing.tables.alignment import find_headings, row_keys
from service.parsing.tables.anchoring import holds_unknown_words
from service.parsing.tables.heads import (
    columns_turned_round,
    may_begin_with_another,
    names_columns_in_another_order,
    short_pairs,
    units_of_headings,
)
from service.parsing.tables.labels import find_labels
from service.parsing.tables.plain_rows import MARKS, Gaps, PlainRows, find_plain_rows
from service.parsing.tables.ribbon import Match, bare_key
from service.parsing.tables.signs import head_start
from service.parsing.tables.tokens import NUMBER, Token
from service.parsing.tables.values import Reader
from service.parsing.text.cleaning import line_start
from service.standard.template import ColumnTemplate, Quantity, TableTemplate

_LONGEST_NUMBERING = 2
_MARK_OR_BORDER = re.compile(rf"[|\t{MARKS}]")
# What the constructor of a named tuple calls, in half its time: a report has hundreds of cells.
_new = tuple.__new__


def read_straight(content: str, folded: str, template: TableTemplate, region: Span) -> Table | None:
    """
    Return the table of `template` where `region` holds it as the format has it, else None.

    It is for the caller to know that the columns are those of the template.
    """
    found = find_plain_rows(folded, _columns(template), region)
    if found is None:
        return None
    ribbon = Gaps(folded, found.rows, region.end)
    labels = _labels(ribbon, template)
    head = Span(region.start, found.rows[0].numbers[0][0])
    if not labels or may_begin_with_another(folded, head, short_pairs(template)):
        return None
    certainty = _Certainty(folded, template, region, ribbon, found)
    if names_columns_in_another_order(folded, region, template):
        return None
    if columns_turned_round(ribbon, template) or not certainty.holds(labels):
        return None
    units = units_of_headings(folded[region.start : region.end], template)
    reader = Reader(content, folded, units=units)
    rows: dict[str, Row] = {}
    for row, label, plain in zip(template.rows, labels, found.rows, strict=True):
        cells = _cells(content, row.columns, plain.numbers, reader)
        if cells is None:
            return None
        rows[row.code] = Row(row.code, ribbon.label(content, row.label, label), cells)
    headings = find_headings(content, ribbon, template)
    last = max(found.rows[-1].numbers[-1][1], ribbon.offset(labels[-1].end - 1) + 1)
    return Table(template.code, rows, headings, Span(ribbon.offset(labels[0].start), last))


@cache
def _columns(template: TableTemplate) -> list[tuple[ColumnTemplate, ...]]:
    return [row.columns for row in template.rows]


def _labels(ribbon: Gaps, template: TableTemplate) -> list[Match]:
    """Return the labels of all rows; none where one is lost, or may be another of its words."""
    keys = row_keys(template)
    head = head_start(ribbon, template) or 0
    before = ribbon.text[:head]
    if before and any(wordings[0] in before for wordings in keys):
        return []
    doubt = _Doubt()
    matches = [match for match in find_labels(ribbon, keys, doubt, head) if match is not None]
    return matches if len(matches) == len(keys) and not doubt.was_asked else []


class _Doubt(set[int]):
    """Notes that the search asks which of several words is the label, by the values behind it."""

    was_asked = False

    def __contains__(self, position: object) -> bool:
        """Answer nothing that matters: the label is in doubt."""
        self.was_asked = True
        return False


class _Certainty:
    """Tells whether the numbers of each row stand where they can be no other row's."""

    def __init__(
        self, folded: str, template: TableTemplate, region: Span, ribbon: Gaps, found: PlainRows
    ) -> None:
        self._folded = folded
        self._template = template
        self._ribbon = ribbon
        self._found = found
        self._has_blanks = _MARK_OR_BORDER.search(folded, *region) is not None

    def holds(self, labels: Sequence[Match]) -> bool:
        """Ask it of all rows."""
        before = 0
        ribbon = self._ribbon
        for row, label in enumerate(labels):
            start, end = label
            if not start < ribbon.positions[row] <= end or ribbon.is_amid_prose(row):
                return False
            if not self._is_beside(row, label, ribbon.text[before:start]):
                return False
            before = end
        return True

    def _is_beside(self, row: int, label: Match, words: str) -> bool:
        """
        Tell whether a row's numbers stand within its label, or behind it as the layout has it.

        A line of several may also stand below its label, if no unknown `words` do so above that.
        """
        if len(words) > _LONGEST_NUMBERING and self._is_end_of_words(label):
            return False
        has_several = len(self._found.rows[row].numbers) > 1
        if self._ribbon.positions[row] < label.end:
            return has_several
        is_below = self._ribbon.is_below_words(row)
        if self._found.on_lines or not is_below:
            return self._found.on_lines is is_below
        is_alone = not self._has_blanks and not holds_unknown_words(words, self._template)
        return has_several and is_alone

    def _is_end_of_words(self, label: Match) -> bool:
        """Tell whether a label is no more than some words of a longer one."""
        start = self._ribbon.offset(label.start)
        words = self._folded[line_start(self._folded, start) : start].replace("\t", "|")
        return holds_unknown_words(bare_key(words.rpartition("|")[2]), self._template)


def _cells(
    content: str,
    columns: tuple[ColumnTemplate, ...],
    numbers: Sequence[tuple[int, int]],
    reader: Reader,
) -> dict[str, Cell] | None:
    """Return the cells of a row, or None where one of them could not be read."""
    if _are_counts(columns):
        return counts(content, columns, numbers)
    tokens = [Token(NUMBER, start, end, 0) for start, end in numbers]
    values = reader.row(columns, tokens, "")
    return None if values.problems else values.cells


@cache
def _are_counts(columns: tuple[ColumnTemplate, ...]) -> bool:
    return all(column.quantity is Quantity.COUNT for column in columns)


def counts(
    content: str, columns: Sequence[ColumnTemplate], numbers: Sequence[tuple[int, int]]
) -> dict[str, Cell]:
    """Return the cells of a row of plain counts."""
    cells = {}
    for column, place in zip(columns, numbers, strict=True):
        start, end = place
        printed = content[start:end]
        cells[column.code] = _new(Cell, (int(printed), printed, _new(Span, place)))
    return cells

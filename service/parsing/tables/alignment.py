"""
The stream of a table aligned with a format's template: the one algorithm for all layouts.

    stream -> labels in their known order (`labels`)
           -> groups of values (`groups`), given to rows (`anchoring`)
           -> values in the columns of each row (`values`)

What cannot be placed with certainty stays out, with a problem that points at it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Label, Row, Table
from service.parsing.bounds import is_read_in_part, too_many_words
from service.parsing.tables.anchoring import Anchoring
from service.parsing.tables.cells import read_cells
from service.parsing.tables.columns import Layout, learn_layout
from service.parsing.tables.groups import Group, gather
from service.parsing.tables.headless import are_rows_of_table
from service.parsing.tables.heads import (
    cells_of_heads,
    columns_in_another_order,
    columns_of_rows,
    units_of_headings,
)
from service.parsing.tables.labels import NO_VALUES, find_labels, numeral_of
from service.parsing.tables.padded import strip_padding
from service.parsing.tables.ribbon import Match, Ribbon, key_of
from service.parsing.tables.signs import head_start, is_table, table_start
from service.parsing.tables.tokens import NUMBER, Token
from service.parsing.tables.values import Reader
from service.standard.template import ColumnTemplate, RowTemplate, TableTemplate

_ENOUGH_ROWS = 4
_MOST_BLANK_TOTALS = 8


@dataclass(slots=True)
class Reading:
    """What was read of one table; no table where the text has none."""

    table: Table | None
    problems: list[Problem] = field(default_factory=list)


def read_table(
    content: str,
    folded: str,
    template: TableTemplate,
    region: Span,
    *,
    own_section: bool,
    columns_known: bool,
) -> Reading:
    """
    Read the table of `template` from `region` of the text.

    Where it is not known that the columns are those of the template (`columns_known`), rows of
    several columns stay null.

    `own_section` tells that the region is the table's section: see `is_table`.
    """
    tokens, cut_off = _without_open_end(read_cells(folded, region.start, region.end), folded)
    open_line = tokens[-1].line if tokens and _ends_in_line(folded, region.end) else None
    ribbon = Ribbon(folded, tokens)
    keys = row_keys(template)
    head = head_start(ribbon, template)
    start = table_start(ribbon, keys, head)
    matches = find_labels(ribbon, keys, ribbon.followed, start, _numerals(template))
    if not any(matches):
        return Reading(None)
    groups = [group for group in gather(tokens, ribbon) if group.position >= start]
    anchoring = Anchoring(folded, tokens, ribbon, template, matches)
    anchoring.anchor(groups)
    anchoring.fill(groups)
    strip_padding(groups, template)
    if not is_table(groups, template, keys, matches, ribbon, own_section=own_section):
        return Reading(None)

    def layout() -> Layout:
        heads = cells_of_heads(folded, tokens, template)
        return _layout(groups, template, anchoring, heads, open_line)

    units = units_of_headings(folded[region.start : region.end], template)
    reader = Reader(content, folded, layout, units, totals_printed=_print_totals(groups))
    if columns_known:
        strange = columns_in_another_order(folded, tokens, ribbon, template)
    elif are_rows_of_table(folded, tokens, groups, template, matches, ribbon):
        strange = columns_of_rows(template)
    else:
        strange = frozenset(row.columns for row in template.rows)
    builder = _Builder(content, template, ribbon, matches, reader, strange)
    reading = builder.build(groups, anchoring, open_line)
    if cut_off is not None:
        reading.problems.append(_cut_off_problem(content, template, cut_off))
    if is_read_in_part(folded, region, len(tokens)):
        last = Span(tokens[-1].start, tokens[-1].end)
        reading.problems.append(too_many_words(content, template.code, last))
    return reading


def _print_totals(groups: Sequence[Group]) -> bool:
    """Tell whether nearly all rows of several cells end in a number."""
    rows = [group for group in groups if group.row is not None and len(group.values) > 1]
    blank = sum(group.values[-1].kind is not NUMBER for group in rows)
    return len(rows) >= _ENOUGH_ROWS and _MOST_BLANK_TOTALS * blank <= len(rows)


def _ends_in_line(folded: str, end: int) -> bool:
    """Tell whether the text ends at `end` within a line: cells of that line may be missing."""
    return not folded[end:].strip() and not folded.endswith("\n")


def _without_open_end(tokens: list[Token], folded: str) -> tuple[list[Token], Token | None]:
    """Take off a number that ends with the text itself: the rest of its digits may be missing."""
    if tokens and tokens[-1].kind is NUMBER and tokens[-1].end == len(folded):
        return tokens[:-1], tokens[-1]
    return tokens, None


def _cut_off_problem(content: str, template: TableTemplate, token: Token) -> Problem:
    span = Span(token.start, token.end)
    message = "The text ends with this number, whose other digits may be missing; it was left out."
    pointer = f"/{template.code}"
    return Problem(
        ProblemKind.TEXT_ENDS_IN_TABLE, message, pointer, content[span.start : span.end], span
    )


def _layout(
    groups: Sequence[Group],
    template: TableTemplate,
    anchoring: Anchoring,
    heads: dict[int, tuple[int, int]],
    open_line: int | None,
) -> Layout:
    """Learn from the rows what they tell about one another, but not from one that is cut off."""
    rows = (
        (group.tokens, len(template.rows[group.row].columns))
        for group in groups
        if group.row is not None
        and not anchoring.is_doubtful(group)
        and open_line not in group.lines
    )
    return learn_layout(rows, heads)


@cache
def row_keys(template: TableTemplate) -> list[tuple[str, ...]]:
    """Return the wordings of each row's label, the standard one first."""
    return [
        tuple(key_of(label) for label in (row.label, *row.accepted, *row.variants))
        for row in template.rows
    ]


@cache
def _numerals(template: TableTemplate) -> list[str]:
    """Return the numerals that the labels bear."""
    return [numeral_of(row.label) for row in template.rows]


@cache
def _columns(template: TableTemplate) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the labels of the columns, each once, and how they are sought."""
    labels = dict.fromkeys(column.label for row in template.rows for column in row.columns)
    return list(labels), [(key_of(label),) for label in labels]


def find_headings(content: str, ribbon: Ribbon, template: TableTemplate) -> tuple[Label, ...]:
    """Return the column headings that are recognised."""
    labels, keys = _columns(template)
    found = find_labels(ribbon, keys, NO_VALUES)
    return tuple(
        ribbon.label(content, label, match)
        for label, match in zip(labels, found, strict=True)
        if match is not None
    )


class _Builder:
    """Builds the table and its problems from groups that know their rows."""

    def __init__(
        self,
        content: str,
        template: TableTemplate,
        ribbon: Ribbon,
        matches: Sequence[Match | None],
        reader: Reader,
        strange_columns: frozenset[tuple[ColumnTemplate, ...]],
    ) -> None:
        self._content = content
        self._template = template
        self._ribbon = ribbon
        self._matches = matches
        self._reader = reader
        self._strange_columns = strange_columns
        self._problems: list[Problem] = []

    def build(
        self, groups: Sequence[Group], anchoring: Anchoring, open_line: int | None
    ) -> Reading:
        """Build the table; the text ends within `open_line`, where it does."""
        self._anchoring = anchoring
        self._open_line = open_line
        rows: dict[str, Row] = {}
        groups_of: dict[int | None, list[Group]] = {}
        for group in groups:
            groups_of.setdefault(group.row, []).append(group)
        self._loose = {group.position: group for group in groups_of.get(None, []) if group.cut}
        # Numbers before the head, and all where the head is lost, may be another table's.
        head = head_start(self._ribbon, self._template)
        self._torn = head is not None and any(
            group.numbers > 1 and not group.cut and group.cell_by_cell and group.position > head
            for group in groups_of.get(None, [])
        )
        for index, template in enumerate(self._template.rows):
            match = self._matches[index]
            own = groups_of.get(index, [])
            if match is not None or own:
                rows[template.code] = self._row(template, match, own)
                self._miss_labels(index, own)
        for group in groups_of.get(None, []):
            if group.numbers and not group.aside:
                self._keep_out(ProblemKind.NUMBER_NOT_PLACED, group, _NO_LABEL)
        self._miss_words(rows)
        headings = find_headings(self._content, self._ribbon, self._template)
        table = Table(self._template.code, rows, headings, self._span(groups))
        return Reading(table, self._problems)

    def _miss_words(self, rows: Mapping[str, Row]) -> None:
        """Say of words that may be misread numbers where a row has nothing but them."""
        empty = {
            index
            for index, row in enumerate(self._template.rows)
            if self._matches[index] is not None and _is_empty(rows[row.code])
        }
        if not empty:
            return
        for index, tokens in self._ribbon.strange_words(self._matches).items():
            if index in empty:
                group = Group(tokens, 0, 0)
                pointer = f"/{self._template.code}/{self._template.rows[index].code}"
                self._keep_out(ProblemKind.NUMBER_NOT_PLACED, group, _NO_NUMBERS, pointer)

    def _row(self, template: RowTemplate, match: Match | None, groups: list[Group]) -> Row:
        pointer = f"/{self._template.code}/{template.code}"
        numbered = [group for group in groups if group.numbers]
        numbered = self._without_page_numbers(numbered, template.columns)
        columns = len(template.columns)
        if len(numbered) > 1 or any(self._is_doubtful(group, columns) for group in numbered):
            for group in numbered:
                self._keep_out(ProblemKind.DOUBLE_VALUE, group, _SEVERAL_GROUPS, pointer)
            numbered, groups = [], []
        elif numbered and self._is_cut_off(numbered[0], template):
            self._keep_out(ProblemKind.TEXT_ENDS_IN_TABLE, numbered[0], _CUT_OFF, pointer)
            numbered, groups = [], []
        elif numbered and (
            template.columns in self._strange_columns or self._may_be_column(numbered[0], template)
        ):
            self._keep_out(ProblemKind.COLUMN_UNKNOWN, numbered[0], _OTHER_ORDER, pointer)
            numbered, groups = [], []
        taken = numbered or groups
        tokens = [token for group in taken for token in group.tokens]
        whole = len(taken) == 1 and taken[0].whole
        values = self._reader.row(template.columns, tokens, pointer, whole=whole)
        self._problems.extend(values.problems)
        label = self._ribbon.label(self._content, template.label, match) if match else None
        return Row(template.code, label, values.cells)

    def _miss_labels(self, index: int, groups: Sequence[Group]) -> None:
        """Say of the rows behind row `index` without a label where their values may stand."""
        for group in groups:
            first = index + 1
            last = index + group.numbers // len(self._template.rows[index].columns)
            for row, match in zip(
                self._template.rows[first:last], self._matches[first:last], strict=True
            ):
                if match is not None:
                    break
                pointer = f"/{self._template.code}/{row.code}"
                self._keep_out(ProblemKind.NUMBER_NOT_PLACED, group, _NO_LABEL, pointer)

    def _without_page_numbers(
        self, numbered: list[Group], columns: Sequence[ColumnTemplate]
    ) -> list[Group]:
        """
        Drop lone numbers behind a row that ends in 0 or a unit, or adds up: no digits follow.

        Behind any other number, a lone one may be the rest of it.
        """
        if not numbered[1:] or self._anchoring.is_doubtful(numbered[0]):
            return numbered
        last = numbered[0].tokens[-1]
        printed = self._content[last.start : last.end]
        has_unit = last.kind is NUMBER and not printed[-1].isdigit()
        is_closed = printed in _ZEROS or has_unit
        if not is_closed and not self._reader.adds_up(columns, numbered[0].tokens):
            return numbered
        return [numbered[0], *(g for g in numbered[1:] if not self._anchoring.is_doubtful(g))]

    def _is_doubtful(self, group: Group, columns: int) -> bool:
        """
        Tell whether a row cannot be trusted: the rest of its numbers may stand below it.

        There they are cells beside no label, and no row of their own.
        """
        rest = self._loose.get(group.position)
        if rest is not None and rest.numbers and min(rest.lines) > max(group.lines):
            is_row = rest.numbers == columns > 1
            return not is_row
        return self._anchoring.is_doubtful(group)

    def _may_be_column(self, group: Group, template: RowTemplate) -> bool:
        """
        Tell whether cells one a line may be those of a column, which extractors print as well.

        They may where other numbers stand one a line beside no label, and the row does not add up.
        """
        is_row = group.cut or not group.cell_by_cell or template.columns[-1].code != "total"
        numbers = [token for token in group.tokens if token.kind is NUMBER]
        return self._torn and not is_row and not self._reader.adds_up(template.columns, numbers)

    def _is_cut_off(self, group: Group, template: RowTemplate) -> bool:
        """Tell whether the text ends in the line of a row that is not complete."""
        return self._open_line in group.lines and group.numbers != len(template.columns)

    def _keep_out(
        self, kind: ProblemKind, group: Group, message: str, pointer: str | None = None
    ) -> None:
        span = group.span
        printed = self._content[span.start : span.end]
        pointer = pointer or f"/{self._template.code}"
        self._problems.append(Problem(kind, message, pointer, printed, span))

    def _span(self, groups: Sequence[Group]) -> Span:
        found = [match for match in self._matches if match is not None]
        ends = [
            group.printed[-1].end for group in groups if group.row is not None and group.printed
        ]
        starts = [group.tokens[0].start for group in groups if group.row is not None]
        if found:
            ends.append(self._ribbon.offset(found[-1].end - 1) + 1)
            starts.append(self._ribbon.offset(found[0].start))
        return Span(min(starts), max(ends))


def _is_empty(row: Row) -> bool:
    return all(cell.value is None and cell.printed is None for cell in row.cells.values())


_ZEROS = ("0", "０")
_CUT_OFF = "The text ends within this row, whose other cells may be missing; it was left out."
_NO_NUMBERS = "What stands behind this label cannot be read as numbers."
_NO_LABEL = "Numbers stand beside no label of the table that is known; they were left out."
_OTHER_ORDER = "The columns are not known to stand in the format's order; the row was left out."
_SEVERAL_GROUPS = "Numbers beside one label do not stand together as a row; none was taken."

"""
The stream of a table aligned with a format's template: the one algorithm for all layouts.

    1. find the labels of the template in the stream (`labels.find_labels`);
    2. gather the values that stand together into groups;
    3. anchor a group to a row where its place leaves no doubt: inside the label, behind it on the
       same line, or behind it in a stream of one cell a line;
    4. give the groups left between two anchored rows to the rows left between them, in order,
       where there are as many of the one as of the other;
    5. keep everything else out, with a problem that points at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Label, Row, Table
from service.parsing.cells import Kind, Token, read_cells
from service.parsing.labels import Match, Ribbon, find_labels, key_of
from service.parsing.values import Reader
from service.standard.template import RowTemplate, TableTemplate

_FOREIGN_LABEL = 4


@dataclass(slots=True)
class Group:
    """Values that stand together at `position` of the ribbon, on one or more lines."""

    tokens: list[Token]
    position: int
    first: int
    row: int | None = None
    foreign: bool = False

    def numbers(self) -> int:
        """Return how many numbers the group holds."""
        return sum(token.kind is Kind.NUMBER for token in self.tokens)


@dataclass(slots=True)
class Reading:
    """What was read of one table."""

    table: Table | None
    problems: list[Problem] = field(default_factory=list)


class TableReader:
    """Reads one table of one text."""

    def __init__(self, content: str, folded: str, template: TableTemplate, region: Span) -> None:
        """Take the stream of `region`; nothing is aligned yet."""
        self._content = content
        self._folded = folded
        self._template = template
        self._tokens = read_cells(folded, region.start, region.end)
        self._ribbon = Ribbon(folded, self._tokens)
        self._reader = Reader(content, folded)

    def read(self) -> Reading:
        """Return the table and its problems; no table where none of its labels is found."""
        rows = self._template.rows
        followed = self._followed()
        keys = [_keys(row) for row in rows]
        matches = find_labels(self._ribbon, keys, followed, self._head_start())
        if not any(matches):
            return Reading(None)
        start = next(match for match in matches if match is not None).start
        groups = [g for g in self._groups() if g.position >= start or g.numbers()]
        self._anchor(groups, matches)
        self._fill(groups, matches)
        return self._build(groups, matches)

    def _head_start(self) -> int:
        """Return where in the ribbon the table's own head begins, behind any prose before it."""
        found = [self._ribbon.text.find(key_of(heading)) for heading in self._template.headings[:2]]
        return min((at for at in found if at >= 0), default=0)

    def _followed(self) -> set[int]:
        ribbon = self._ribbon
        return {
            ribbon.before[index]
            for index, token in enumerate(self._tokens)
            if token.kind is not Kind.TEXT
        }

    def _groups(self) -> list[Group]:
        """Gather neighbouring values; a line of several cells is a group of its own."""
        groups: list[Group] = []
        wide = self._wide_lines()
        for index, token in enumerate(self._tokens):
            if token.kind is Kind.TEXT:
                continue
            position = self._ribbon.before[index]
            last = groups[-1] if groups else None
            if (
                last is not None
                and last.position == position
                and (last.tokens[-1].line == token.line or not {token.line, last.tokens[-1].line} & wide)
            ):
                last.tokens.append(token)
            else:
                groups.append(Group([token], position, index))
        return groups

    def _wide_lines(self) -> set[int]:
        """Return the lines that hold more than one number: rows, not single cells."""
        seen: set[int] = set()
        wide: set[int] = set()
        for token in self._tokens:
            if token.kind is Kind.NUMBER:
                (wide if token.line in seen else seen).add(token.line)
        return wide

    def _anchor(self, groups: list[Group], matches: Sequence[Match | None]) -> None:
        """Give each group the row whose label its place leaves no doubt about."""
        for group in groups:
            row = _begun(matches, group.position)
            match = matches[row] if row is not None else None
            if match is None or not group.numbers():
                continue
            if group.position < match.end or self._follows(group, match):
                group.row = row
            elif self._foreign_label(group, match, _next_start(matches, row)):
                group.foreign = True

    def _follows(self, group: Group, match: Match) -> bool:
        """Tell whether `group` comes right behind the label at `match`, on its line or cell by cell."""
        label_line = self._tokens[self._ribbon.token(match.end - 1)].line
        lines = {token.line for token in group.tokens}
        if label_line in lines:
            return self._text_on_line(match.end, group.position) < _FOREIGN_LABEL
        cell_by_cell = len(lines) == len(group.tokens)
        return cell_by_cell and group.position == match.end

    def _text_on_line(self, start: int, end: int) -> int:
        return end - start

    def _foreign_label(self, group: Group, match: Match, following: int | None) -> bool:
        """Tell whether the text before `group` on its line belongs to no label of the template."""
        line = group.tokens[0].line
        before = [
            token
            for token in self._tokens[: group.first]
            if token.line == line and token.kind is Kind.TEXT
        ]
        if not before or group.position <= match.end:
            return False
        start = max(match.end, self._ribbon.before[self._tokens.index(before[0])])
        return group.position - start >= _FOREIGN_LABEL

    def _fill(self, groups: list[Group], matches: Sequence[Match | None]) -> None:
        """Give the groups between two anchored rows to the rows between them, where both are as many."""
        rows = self._template.rows
        free: list[Group] = []
        previous = -1
        for group in [*groups, None]:
            if group is not None and (group.foreign or not group.numbers()):
                continue
            if group is not None and group.row is None:
                free.append(group)
                continue
            following = group.row if group is not None and group.row is not None else len(rows)
            between = list(range(previous + 1, following))
            if group is None:
                between = [row for row in between if matches[row] is not None]
            if len(free) == len(between):
                for one, row in zip(free, between, strict=True):
                    if one.numbers() == len(rows[row].columns):
                        one.row = row
            free = []
            previous = following

    def _build(self, groups: list[Group], matches: Sequence[Match | None]) -> Reading:
        by_row: dict[int, list[Group]] = {}
        reading = Reading(None)
        for group in groups:
            if group.row is not None:
                by_row.setdefault(group.row, []).append(group)
            elif group.numbers() and not self._is_prose(group):
                reading.problems.append(self._not_placed(group))
        rows: dict[str, Row] = {}
        for index, template in enumerate(self._template.rows):
            match = matches[index]
            found = by_row.get(index, [])
            if match is None and not found:
                continue
            rows[template.code] = self._row(template, match, found, reading)
        reading.table = Table(self._template.code, rows, self._headings(matches), self._span(groups, matches))
        return reading

    def _row(
        self, template: RowTemplate, match: Match | None, groups: list[Group], reading: Reading
    ) -> Row:
        pointer = f"/{self._template.code}/{template.code}"
        tokens = [token for group in groups for token in group.tokens]
        if len(groups) > 1:
            tokens = self._one_of(template, groups, reading, pointer)
        values = self._reader.row(template.columns, tokens, pointer)
        reading.problems.extend(values.problems)
        label = self._ribbon.label(self._content, template.label, match) if match else None
        return Row(template.code, label, values.cells)

    def _one_of(
        self, template: RowTemplate, groups: list[Group], reading: Reading, pointer: str
    ) -> list[Token]:
        """Several groups claim one row: together they fill it, or none of them is taken."""
        together = [token for group in groups for token in group.tokens]
        if sum(group.numbers() for group in groups) == len(template.columns):
            return [token for token in together if token.kind is Kind.NUMBER]
        for group in groups:
            span = self._group_span(group)
            printed = self._content[span.start : span.end]
            message = f"{len(groups)} groups of numbers stand beside one label; none was taken."
            reading.problems.append(
                Problem(ProblemKind.DOUBLE_VALUE, message, pointer, printed, span)
            )
        return []

    def _not_placed(self, group: Group) -> Problem:
        span = self._group_span(group)
        printed = self._content[span.start : span.end]
        message = "Numbers stand beside no label of the table that is known; they were left out."
        pointer = f"/{self._template.code}"
        return Problem(ProblemKind.NUMBER_NOT_PLACED, message, pointer, printed, span)

    def _is_prose(self, group: Group) -> bool:
        """Tell whether a number stands alone among words: a note, a page number, a running head."""
        columns = len(self._template.rows[0].columns)
        return not any(token.cut for token in group.tokens) and group.numbers() < columns

    def _group_span(self, group: Group) -> Span:
        numbers = [token for token in group.tokens if token.kind is Kind.NUMBER]
        return Span(numbers[0].start, numbers[-1].end)

    def _headings(self, matches: Sequence[Match | None]) -> tuple[Label, ...]:
        """Return the column headings recognised before the first row."""
        first = next(match.start for match in matches if match is not None)
        columns = {column.label: None for row in self._template.rows for column in row.columns}
        keys = [(key_of(label),) for label in columns]
        del first
        found = find_labels(self._ribbon, keys, (), 0)
        return tuple(
            self._ribbon.label(self._content, label, match)
            for label, match in zip(columns, found, strict=True)
            if match is not None
        )

    def _span(self, groups: list[Group], matches: Sequence[Match | None]) -> Span:
        found = [match for match in matches if match is not None]
        ends = [group.tokens[-1].end for group in groups if group.row is not None]
        ends.append(self._ribbon.offset(found[-1].end - 1) + 1)
        return Span(self._ribbon.offset(found[0].start), max(ends))


def _keys(row: RowTemplate) -> tuple[str, ...]:
    return tuple(key_of(label) for label in (row.label, *row.accepted, *row.variants))


def _begun(matches: Sequence[Match | None], position: int) -> int | None:
    """Return the last row whose label begins before `position`."""
    begun = [index for index, match in enumerate(matches) if match and match.start < position]
    return begun[-1] if begun else None


def _next_start(matches: Sequence[Match | None], row: int | None) -> int | None:
    following = matches[(row or 0) + 1 :]
    return next((match.start for match in following if match is not None), None)

"""
The stream of a table aligned with a format's template: the one algorithm for all layouts.

    stream -> labels in their known order (`labels`)
           -> groups of values, given to rows (`groups`)
           -> values in the columns of each row (`values`)

What cannot be placed with certainty stays out, with a problem that points at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Label, Row, Table
from service.parsing.cells import Kind, Token, read_cells
from service.parsing.groups import Anchoring, Group, gather
from service.parsing.labels import Match, Ribbon, find_labels, key_of
from service.parsing.values import Reader, learn_margins
from service.standard.template import RowTemplate, TableTemplate

_ENOUGH_LABELS = 5


@dataclass(slots=True)
class Reading:
    """What was read of one table; no table where the text has none."""

    table: Table | None
    problems: list[Problem] = field(default_factory=list)


def read_table(
    content: str, folded: str, template: TableTemplate, region: Span, *, own_section: bool
) -> Reading:
    """
    Read the table of `template` from `region` of the text.

    `own_section` tells that the region is the table's section. Prose may use the words of the
    labels, so that some of them do not make a table: see `_enough_labels`.
    """
    tokens = read_cells(folded, region.start, region.end)
    ribbon = Ribbon(folded, tokens)
    start = _head_start(ribbon, template)
    keys = [_keys(row) for row in template.rows]
    matches = find_labels(ribbon, keys, _followed(tokens, ribbon), start or 0)
    if not any(matches):
        return Reading(None)
    groups = [group for group in gather(tokens, ribbon) if group.position >= (start or 0)]
    anchoring = Anchoring(folded, tokens, ribbon, template.rows, matches)
    anchoring.anchor(groups)
    anchoring.fill(groups)
    enough = _enough_labels(template, own_section=own_section, has_head=start is not None)
    if sum(map(bool, matches)) < enough and not _any_complete(groups, template):
        return Reading(None)
    return _Builder(content, folded, template, ribbon, matches).build(groups)


def _any_complete(groups: Sequence[Group], template: TableTemplate) -> bool:
    """Tell whether a row of several columns has all its values."""
    return any(
        group.row is not None and group.numbers == len(template.rows[group.row].columns) > 1
        for group in groups
    )


def _head_start(ribbon: Ribbon, template: TableTemplate) -> int | None:
    """Return where in the ribbon the table's own head begins, behind any prose before it."""
    found = [ribbon.text.find(key_of(heading)) for heading in template.headings[:2]]
    return min((at for at in found if at >= 0), default=None)


def _enough_labels(template: TableTemplate, *, own_section: bool, has_head: bool) -> int:
    """Return how many labels make a table where no row of it has all its values."""
    half = len(template.rows) // 2
    if not own_section:
        return half
    return 1 if has_head else min(_ENOUGH_LABELS, half)


def _followed(tokens: Sequence[Token], ribbon: Ribbon) -> set[int]:
    """Return the positions of the ribbon behind which values stand."""
    return {
        position
        for token, position in zip(tokens, ribbon.before, strict=True)
        if token.kind is not Kind.TEXT
    }


def _keys(row: RowTemplate) -> tuple[str, ...]:
    return tuple(key_of(label) for label in (row.label, *row.accepted, *row.variants))


class _Builder:
    """Builds the table and its problems from groups that know their rows."""

    def __init__(
        self,
        content: str,
        folded: str,
        template: TableTemplate,
        ribbon: Ribbon,
        matches: Sequence[Match | None],
    ) -> None:
        self._content = content
        self._template = template
        self._ribbon = ribbon
        self._matches = matches
        self._reader = Reader(content, folded)
        self._problems: list[Problem] = []

    def build(self, groups: Sequence[Group]) -> Reading:
        rows_of = self._template.rows
        own_rows = ((g.tokens, len(rows_of[g.row].columns)) for g in groups if g.row is not None)
        self._reader = self._reader._replace(margins=learn_margins(own_rows))
        rows: dict[str, Row] = {}
        for index, template in enumerate(self._template.rows):
            match = self._matches[index]
            own = [group for group in groups if group.row == index]
            if match is not None or own:
                rows[template.code] = self._row(template, match, own)
        for group in groups:
            if group.row is None and group.numbers and not group.aside:
                self._keep_out(ProblemKind.NUMBER_NOT_PLACED, group, _NO_LABEL)
        table = Table(self._template.code, rows, self._headings(), self._span(groups))
        return Reading(table, self._problems)

    def _row(self, template: RowTemplate, match: Match | None, groups: list[Group]) -> Row:
        pointer = f"/{self._template.code}/{template.code}"
        numbered = [group for group in groups if group.numbers]
        if len(numbered) > 1:
            for group in numbered:
                self._keep_out(ProblemKind.DOUBLE_VALUE, group, _SEVERAL_GROUPS, pointer)
            numbered, groups = [], []
        tokens = [token for group in (numbered or groups) for token in group.tokens]
        values = self._reader.row(template.columns, tokens, pointer)
        self._problems.extend(values.problems)
        label = self._ribbon.label(self._content, template.label, match) if match else None
        return Row(template.code, label, values.cells)

    def _keep_out(
        self, kind: ProblemKind, group: Group, message: str, pointer: str | None = None
    ) -> None:
        span = group.span
        printed = self._content[span.start : span.end]
        pointer = pointer or f"/{self._template.code}"
        self._problems.append(Problem(kind, message, pointer, printed, span))

    def _headings(self) -> tuple[Label, ...]:
        """Return the column headings that are recognised."""
        columns = {column.label: None for row in self._template.rows for column in row.columns}
        found = find_labels(self._ribbon, [(key_of(label),) for label in columns], ())
        return tuple(
            self._ribbon.label(self._content, label, match)
            for label, match in zip(columns, found, strict=True)
            if match is not None
        )

    def _span(self, groups: Sequence[Group]) -> Span:
        found = [match for match in self._matches if match is not None]
        ends = [group.tokens[-1].end for group in groups if group.row is not None]
        starts = [group.tokens[0].start for group in groups if group.row is not None]
        if found:
            ends.append(self._ribbon.offset(found[-1].end - 1) + 1)
            starts.append(self._ribbon.offset(found[0].start))
        return Span(min(starts), max(ends))


_NO_LABEL = "Numbers stand beside no label of the table that is known; they were left out."
_SEVERAL_GROUPS = "Several groups of numbers stand beside one label; none was taken."

"""
Values that stand together, and the rows that they belong to.

A group is anchored to a row where its place leaves no doubt: inside the label, behind it on the
same line, or right behind it in a stream of one cell a line. What is left between two anchored
rows goes to the rows left between them, in order, where there are as many of the one as of the
other. Everything else stays without a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.model.place import Span
from service.parsing.cells import Kind, Token
from service.parsing.labels import Match, Ribbon
from service.standard.template import RowTemplate

_FOREIGN_LABEL = 4


@dataclass(slots=True)
class Group:
    """
    Values that stand together at `position` of the ribbon; `first` is their first token's index.

    `row` is the index of the row they belong to. `foreign` values stand behind a label that the
    template does not have; values `aside` are no cells: of a note, a sentence, a page number.
    """

    tokens: list[Token]
    position: int
    first: int
    row: int | None = None
    foreign: bool = False
    aside: bool = False

    @property
    def numbers(self) -> int:
        """How many numbers the group holds."""
        return sum(token.kind is Kind.NUMBER for token in self.tokens)

    @property
    def lines(self) -> set[int]:
        """The lines that the values stand on."""
        return {token.line for token in self.values}

    @property
    def span(self) -> Span:
        """The span from the first to the last number, or of the whole group without numbers."""
        numbers = [token for token in self.tokens if token.kind is Kind.NUMBER] or self.tokens
        return Span(numbers[0].start, numbers[-1].end)

    @property
    def cell_by_cell(self) -> bool:
        """Whether every value stands on a line of its own."""
        return len(self.lines) == len(self.values)

    @property
    def values(self) -> list[Token]:
        """The numbers and blanks of the group, without padding."""
        return [token for token in self.tokens if token.kind is not Kind.PADDING]


def gather(tokens: Sequence[Token], ribbon: Ribbon) -> list[Group]:
    """Put together the values with no text between; a line of several values stays by itself."""
    groups: list[Group] = []
    wide = _wide_lines(tokens)
    for index, token in enumerate(tokens):
        if token.kind is Kind.TEXT:
            continue
        last = groups[-1] if groups else None
        if last is not None and last.position == ribbon.before[index]:
            line = last.tokens[-1].line
            if line == token.line or (line not in wide and token.line not in wide):
                last.tokens.append(token)
                continue
        groups.append(Group([token], ribbon.before[index], index))
    return groups


def _wide_lines(tokens: Sequence[Token]) -> set[int]:
    seen: set[int] = set()
    wide: set[int] = set()
    for token in tokens:
        if token.kind in (Kind.NUMBER, Kind.BLANK):
            (wide if token.line in seen else seen).add(token.line)
    return wide


class Anchoring:
    """Gives the groups of one table to its rows."""

    def __init__(
        self,
        folded: str,
        tokens: Sequence[Token],
        ribbon: Ribbon,
        rows: Sequence[RowTemplate],
        matches: Sequence[Match | None],
    ) -> None:
        """Take the labels of `rows` as they were found in the stream."""
        self._folded = folded
        self._tokens = tokens
        self._ribbon = ribbon
        self._rows = rows
        self._matches = matches
        self._row_a_line = False

    def anchor(self, groups: Sequence[Group]) -> None:
        """Anchor each group whose place leaves no doubt; mark those of foreign labels."""
        self._row_a_line = any(self._fills_label_line(group) for group in groups)
        for group in groups:
            row = self._begun(group.position)
            match = self._matches[row] if row is not None else None
            if match is None:
                continue
            if group.position < match.end or self._follows(group, match):
                group.row = row
            elif self._has_own_label(group, match):
                group.foreign = True
                group.aside = not group.tokens[0].cut and group.numbers == 1
        self._put_page_numbers_aside(groups)

    def _put_page_numbers_aside(self, groups: Sequence[Group]) -> None:
        """Put aside lone numbers of lines behind complete rows, and what comes before the rows."""
        complete = False
        for group in groups:
            if group.row is not None:
                complete = group.numbers == len(self._rows[group.row].columns)
            elif group.numbers == 1 and not group.tokens[0].cut and not group.tokens[0].glued:
                group.aside = group.aside or complete or self._begun(group.position) is None

    def _fills_label_line(self, group: Group) -> bool:
        """Tell whether an uncut line holds a label and all values of its row behind it."""
        row = self._begun(group.position)
        match = self._matches[row] if row is not None else None
        if row is None or match is None or group.tokens[0].cut or group.position != match.end:
            return False
        line = self._tokens[self._ribbon.token(match.end - 1)].line
        return group.lines == {line} and len(group.values) == len(self._rows[row].columns)

    def _lone(self, group: Group) -> bool:
        """Tell whether a number has a line of its own where rows do: a page number, it may be."""
        return self._row_a_line and group.cell_by_cell and not group.tokens[0].cut

    def _begun(self, position: int) -> int | None:
        """Return the last row whose label begins before `position`."""
        found = None
        for index, match in enumerate(self._matches):
            if match is not None and match.start < position:
                found = index
        return found

    def _follows(self, group: Group, match: Match) -> bool:
        """Tell whether `group` comes right behind the label at `match`."""
        label_token = self._tokens[self._ribbon.token(match.end - 1)]
        if label_token.line not in group.lines:
            return group.cell_by_cell and not self._lone(group) and group.position == match.end
        between = group.position - match.end
        return between < _FOREIGN_LABEL or self._same_cell(match, group)

    def _same_cell(self, match: Match, group: Group) -> bool:
        """Tell whether the words between label and group stand in the label's own cell."""
        label_end = self._ribbon.offset(match.end - 1)
        words_end = self._ribbon.offset(group.position - 1)
        words = self._folded[label_end:words_end]
        return group.tokens[0].cut and "|" not in words and "\t" not in words

    def _has_own_label(self, group: Group, match: Match) -> bool:
        """Tell whether words of no known label stand before `group` on its line."""
        line = group.tokens[0].line
        index = group.first
        while index > 0 and self._tokens[index - 1].line == line:
            index -= 1
        start = max(match.end, self._ribbon.before[index])
        return group.position - start >= _FOREIGN_LABEL

    def fill(self, groups: Sequence[Group]) -> None:
        """Give the groups between two anchored rows to the rows between, where both are as many."""
        free: list[Group] = []
        previous = -1
        for group in groups:
            if group.foreign or not group.numbers or (group.row is None and self._lone(group)):
                continue
            if group.row is None:
                free.append(group)
                continue
            self._share(free, range(previous + 1, group.row))
            free, previous = [], group.row
        behind = range(previous + 1, len(self._rows))
        labelled = [row for row in behind if self._matches[row] is not None]
        self._share(free, labelled)

    def _share(self, free: Sequence[Group], rows: Sequence[int]) -> None:
        if len(free) != len(rows):
            return
        for group, row in zip(free, rows, strict=True):
            if group.numbers == len(self._rows[row].columns) and not self._lone(group):
                group.row = row

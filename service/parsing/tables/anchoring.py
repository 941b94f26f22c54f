"""
The rows that groups of values belong to.

A group is anchored to a row where its place leaves no doubt: inside the label, behind it on the
same line, or right behind it in a stream of one cell a line. What is left between two anchored
rows goes to the rows left between them, in order, where there are as many of the one as of the
other. Everything else stays without a row.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from string import ascii_letters, digits

from service.parsing.tables.columns import is_printed_whole
from service.parsing.tables.groups import Group
from service.parsing.tables.ribbon import Match, Ribbon, bare_key, key_of
from service.parsing.tables.shortened import is_shortened
from service.parsing.tables.tokens import TEXT, Token
from service.parsing.text.cleaning import line_end, line_start
from service.standard.template import TableTemplate

_FOREIGN_LABEL = 4
_FOREIGN_WORDS = 3
_ENOUGH_ROWS = 3
_ENOUGH_GLUED = 5
# 行政许可（含公共服务） 12
_NOTE = re.compile(r" {0,3}\([^()|\t\n]{1,60}\) {0,60}")
_OPENS_NOTE = frozenset("_([{-~" + ascii_letters + digits)


class Anchoring:
    """Gives the groups of one table to its rows."""

    def __init__(
        self,
        folded: str,
        tokens: Sequence[Token],
        ribbon: Ribbon,
        template: TableTemplate,
        matches: Sequence[Match | None],
    ) -> None:
        """Take the labels of the template's rows as they were found in the stream."""
        self._folded = folded
        self._tokens = tokens
        self._ribbon = ribbon
        self._rows = template.rows
        self._matches = matches
        self._found = [index for index, match in enumerate(matches) if match is not None]
        self._starts = [match.start for match in matches if match is not None]
        self._most_columns = max(len(row.columns) for row in template.rows)
        self._template = template
        self._line_starts: dict[int, int] = {}
        for index, token in enumerate(tokens):
            self._line_starts.setdefault(token.line, index)
        self._text_lines = {token.line for token in tokens if token.kind is TEXT}
        self._row_a_line = False
        self._above = False
        self._singles_follow = False
        self._positions: list[int] = []

    def anchor(self, groups: Sequence[Group]) -> None:
        """Anchor each group whose place leaves no doubt; mark those of foreign labels."""
        self._row_a_line = any(self._fills_label_line(group) for group in groups)
        self._above = self._values_stand_above(groups)
        for group in groups:
            row = self._begun(group.position)
            match = self._matches[row] if row is not None else None
            if row is None or match is None:
                group.aside = self._is_one_number(group) and not self._above
            elif group.position < match.end or self._follows(group, match):
                group.foreign = group.cut and self._within_other_words(match, row)
                group.row = None if group.foreign else row
            elif self._has_own_label(group, match):
                group.foreign = True
                group.aside = self._is_one_number(group)
        self._singles_follow = self._do_singles_follow(groups)

    def _is_one_number(self, group: Group) -> bool:
        """Tell whether a group is one number outside of cells, not a row of digits."""
        if group.numbers != 1 or group.cut:
            return False
        digits_together = sum(token.end - token.start for token in group.tokens if token.glued)
        return not self._most_columns <= digits_together >= _ENOUGH_GLUED

    def _within_other_words(self, match: Match, row: int) -> bool:
        """Tell whether the label of `row` in a cut table is some words of a longer one."""
        start = self._ribbon.offset(match.start)
        line = line_start(self._folded, start)
        cell = max(self._folded.rfind(mark, line, start) for mark in ("|", "\t"))
        before = bare_key(self._folded[max(cell + 1, line) : start])
        if not holds_unknown_words(before, self._template):
            return False
        words = before + self._ribbon.text[match.start : match.end]
        return not is_shortened(words, key_of(self._rows[row].label))

    def _fills_label_line(self, group: Group) -> bool:
        """Tell whether an uncut line holds a label and all values of its row behind it."""
        row = self._begun(group.position)
        match = self._matches[row] if row is not None else None
        if row is None or match is None or group.cut or group.position != match.end:
            return False
        line = self._tokens[self._ribbon.token(match.end - 1)].line
        return group.lines == {line} and len(group.values) == len(self._rows[row].columns)

    def _values_stand_above(self, groups: Sequence[Group]) -> bool:
        """
        Tell whether values come before the first label, or misfit it, and none behind the last.

        Where each value has a line of its own, that may also be a table whose first label and
        last values are lost; so such values stay without a row.
        """
        found = [match for match in self._matches if match is not None]
        numbered = [group for group in groups if group.numbers]
        last = next((group for group in reversed(groups) if group.printed), None)
        if not numbered or last is None or last.position >= found[-1].end:
            return False
        return numbered[0].position <= found[0].start or any(map(self._is_misfit, numbered))

    def _is_misfit(self, group: Group) -> bool:
        """Tell whether a group right behind a label has more or fewer values than the row."""
        row = self._begun(group.position)
        match = self._matches[row] if row is not None else None
        if row is None or match is None or group.position != match.end or group.cut:
            return False
        columns = len(self._rows[row].columns)
        # Blank lines behind the last value may be cells of this row, or of the next one's label.
        values = len(group.values)
        fewest = max(at for at, token in enumerate(group.values, 1) if token.start < token.end)
        return group.cell_by_cell and not (
            fewest <= columns <= values or columns == len(group.printed)
        )

    def _begun(self, position: int) -> int | None:
        """Return the last row whose label begins before `position`."""
        before = bisect_left(self._starts, position)
        return self._found[before - 1] if before else None

    def _follows(self, group: Group, match: Match) -> bool:
        """Tell whether `group` comes right behind the label at `match`."""
        label_token = self._tokens[self._ribbon.token(match.end - 1)]
        if label_token.line not in group.lines:
            behind = group.position == match.end or self._advertised(match, group)
            return group.cell_by_cell and behind and not self._above
        between = group.position - match.end
        if between < _FOREIGN_LABEL or self._same_cell(match, group):
            return True
        end = self._ribbon.offset(match.end - 1) + 1
        return _NOTE.fullmatch(self._folded, end, group.tokens[0].start) is not None

    def _advertised(self, match: Match, group: Group) -> bool:
        """
        Tell whether only a note or advertisement stands between label and group.

        It follows the label on its line, and not as more Chinese characters of it.
        """
        end = self._ribbon.offset(match.end - 1) + 1
        rest = self._folded[end : line_end(self._folded, end)]
        last = self._ribbon.offset(group.position - 1)
        return (
            last < end + len(rest)
            and rest.lstrip(")]")[:1] in _OPENS_NOTE
            and "|" not in rest.rstrip(" |")
        )

    def _same_cell(self, match: Match, group: Group) -> bool:
        """Tell whether the words between label and group stand in the label's own cell."""
        label_end = self._ribbon.offset(match.end - 1)
        words_end = self._ribbon.offset(group.position - 1)
        words = self._folded[label_end:words_end]
        return group.cut and "|" not in words and "\t" not in words

    def _has_own_label(self, group: Group, match: Match) -> bool:
        """Tell whether words of no known label stand before `group` on its line."""
        index = self._line_starts[group.tokens[0].line]
        start = max(match.end, self._ribbon.before[min(index, group.first)])
        return group.position - start >= _FOREIGN_LABEL

    def is_doubtful(self, group: Group) -> bool:
        """
        Tell whether a number has a line of its own in a table of a row a line.

        It may be the rest of the number above it, a value or the page's number.
        """
        if not self._row_a_line or group.cut or not group.cell_by_cell:
            return False
        alone = group.lines.isdisjoint(self._text_lines)
        return alone and not self._is_row_cell_by_cell(group)

    def _is_row_cell_by_cell(self, group: Group) -> bool:
        """Tell whether all values of a row of several follow its label, each on its own line."""
        if not self._is_right_behind(group) or group.row is None:
            return False
        columns = len(self._rows[group.row].columns)
        return len(group.printed) == columns and (columns > 1 or self._singles_follow)

    def _is_right_behind(self, group: Group) -> bool:
        match = self._matches[group.row] if group.row is not None else None
        return match is not None and group.position == match.end

    def _do_singles_follow(self, groups: Sequence[Group]) -> bool:
        """
        Tell whether each row of one column has a number on the line behind it, and no other.

        Then no number that has a line of its own is a page's, or stands above its label.
        """
        rows = [row for row in self._found if len(self._rows[row].columns) == 1]
        alone = [group for group in groups if self._stands_alone(group)]
        follow = all(map(self._is_right_behind, alone))
        return follow and len(rows) >= _ENOUGH_ROWS and [group.row for group in alone] == rows

    def _stands_alone(self, group: Group) -> bool:
        return group.numbers == 1 and not group.cut and group.lines.isdisjoint(self._text_lines)

    def fill(self, groups: Sequence[Group]) -> None:
        """Give the groups between two anchored rows to the rows between, where both are as many."""
        free: list[Group] = []
        previous, strangers = -1, False
        self._positions = [group.position for group in groups if group.printed and not group.aside]
        before = next(match.start for match in self._matches if match is not None)
        for group in groups:
            words = self._ribbon.text[before : group.position]
            before = group.position
            if group.foreign or group.aside or not (group.numbers or _is_row_of_marks(group)):
                strangers |= group.foreign and group.numbers > 1
                continue
            if group.row is None:
                group.foreign = self._is_foreign(words, group.position)
                free += [] if group.foreign else [group]
                continue
            # A row of its own between them may be one of these, under another name.
            stray = self._is_stray(group, group.row)
            doubtful = strangers or stray or self._stand_behind_label(free, group.row)
            self._share([] if doubtful else free, range(previous + 1, group.row))
            free, previous, strangers = [], group.row, stray
        behind = range(previous + 1, len(self._rows))
        self._share(
            [] if strangers else free, [row for row in behind if self._matches[row] is not None]
        )

    def _is_stray(self, group: Group, row: int) -> bool:
        """Tell whether one number stands for a row of several columns: it may be a page's."""
        return len(self._rows[row].columns) > 1 and self._is_one_number(group)

    def _stand_behind_label(self, groups: Sequence[Group], row: int) -> bool:
        """Tell whether a group stands behind the label of a row that has another group."""
        match = self._matches[row]
        return match is not None and any(group.position > match.start for group in groups)

    def _is_foreign(self, words: str, end: int) -> bool:
        """Tell whether `words`, which end at `end`, hold some of no known label or heading."""
        start = end - len(words)
        for match in self._matches:
            if match is not None and match.start < end and start < match.end:
                low, high = max(match.start - start, 0), match.end - start
                words = words[:low] + " " * (min(high, len(words)) - low) + words[high:]
        return holds_unknown_words(words, self._template)

    def _share(self, free: Sequence[Group], rows: Sequence[int]) -> None:
        if len(free) != len(rows) or (len(rows) > 1 and self._miss_a_label(rows)):
            return
        widths = (len(self._rows[row].columns) for row in rows)
        if any(group.numbers > width for group, width in zip(free, widths, strict=True)):
            # They are no rows, and as many as the rows by accident.
            return
        apart = self._are_apart(free, rows)
        for group, row in zip(free, rows, strict=True):
            above = self._above and group.cell_by_cell
            if not above and _fills(group, len(self._rows[row].columns)):
                group.row = row if apart or self._is_beside(group, self._matches[row]) else None

    def _miss_a_label(self, rows: Sequence[int]) -> bool:
        """Tell whether a row's label is not found: it may stand out of its order."""
        return any(self._matches[row] is None for row in rows)

    def _are_apart(self, free: Sequence[Group], rows: Sequence[int]) -> bool:
        """Tell whether all labels of the rows are found, and stand before or behind all groups."""
        found = [match for row in rows if (match := self._matches[row]) is not None]
        if not found or len(found) < len(rows):
            return False
        return found[-1].end <= free[0].position or free[-1].position <= found[0].start

    def _is_beside(self, group: Group, match: Match | None) -> bool:
        """Tell whether no other group stands between a group and the label found for its row."""
        if match is None:
            return True
        earlier = bisect_left(self._positions, group.position)
        later = bisect_right(self._positions, group.position)
        after_last = earlier == 0 or self._positions[earlier - 1] < match.end
        return after_last and (
            later == len(self._positions) or match.start < self._positions[later]
        )


def _is_row_of_marks(group: Group) -> bool:
    """Tell whether a line holds several marks such as / and no number: a row all the same."""
    return len(group.tokens) > 1 and not group.numbers and is_printed_whole(group.tokens)


def _fills(group: Group, columns: int) -> bool:
    """Tell whether the numbers of a group fill a row, or its numbers and marks on one line."""
    whole = len(group.tokens) == columns and is_printed_whole(group.tokens)
    return group.numbers == columns or whole


def holds_unknown_words(words: str, template: TableTemplate) -> bool:
    """Tell whether more than a few characters are no words of the table's headings and groups."""
    if len(words.strip()) < _FOREIGN_WORDS:
        return False
    for known in _known_words(template):
        words = words.replace(known, " ")
    return max(map(len, words.split()), default=0) >= _FOREIGN_WORDS


@cache
def _known_words(template: TableTemplate) -> list[str]:
    """Return the words of headings and groups, longest first."""
    labels = {*template.headings, *(row.group or "" for row in template.rows)}
    labels |= {column.label for row in template.rows for column in row.columns}
    keys = {key_of(label) for label in labels} | {bare_key(label) for label in labels}
    return sorted((key for key in keys if key), key=len, reverse=True)

"""Values that stand together in a stream, with no text between."""

from collections.abc import Sequence

from service.model.place import Span
from service.parsing.tables.ribbon import Ribbon
from service.parsing.tables.tokens import BLANK, NUMBER, PADDING, TEXT, Token


class Group:
    """
    Values that stand together at `position` of the ribbon; `first` is their first token's index.

    `values` are its numbers and blanks, without padding, `numbers` how many numbers there are, and
    `lines` the lines that the values stand on.

    `row` is the index of the row they belong to. `foreign` values stand behind a label that the
    template does not have; values `aside` are no cells: of a note, a sentence, a page number. Those
    that are `whole` are known to be all cells of their row.
    """

    __slots__ = (
        "aside",
        "first",
        "foreign",
        "lines",
        "numbers",
        "position",
        "row",
        "tokens",
        "values",
        "whole",
    )

    def __init__(self, tokens: list[Token], position: int, first: int) -> None:
        """Count what is asked time and again."""
        self.tokens = tokens
        self.position = position
        self.first = first
        kinds = [token.kind for token in tokens]
        self.numbers = kinds.count(NUMBER)
        self.values = tokens
        if PADDING in kinds:
            self.values = [token for token in tokens if token.kind is not PADDING]
        self.lines = {token.line for token in self.values}
        self.row: int | None = None
        self.foreign = False
        self.aside = False
        self.whole = False

    @property
    def cut(self) -> bool:
        """Whether the line of the first value is cut into cells."""
        return self.tokens[0].width > 0

    @property
    def span(self) -> Span:
        """The span from the first to the last number, or of the whole group without numbers."""
        numbers = [token for token in self.tokens if token.kind is NUMBER] or self.tokens
        return Span(numbers[0].start, numbers[-1].end)

    @property
    def cell_by_cell(self) -> bool:
        """Whether every value stands on a line of its own."""
        return len(self.lines) == len(self.values)

    @property
    def printed(self) -> list[Token]:
        """The numbers and printed marks of the group."""
        return [token for token in self.values if token.start < token.end]


def gather(tokens: Sequence[Token], ribbon: Ribbon) -> list[Group]:
    """Put together the values with no text between; a line of several values stays by itself."""
    together: list[tuple[list[Token], int, int]] = []
    wide = _wide_lines(tokens)
    last: list[Token] = []
    begun = -1
    for index, token in enumerate(tokens):
        if token.kind is TEXT:
            continue
        position = ribbon.before[index]
        if position == begun:
            line = last[-1].line
            if line == token.line or (line not in wide and token.line not in wide):
                last.append(token)
                continue
        last, begun = [token], position
        together.append((last, position, index))
    return [Group(*values) for values in together]


def _wide_lines(tokens: Sequence[Token]) -> set[int]:
    seen: set[int] = set()
    wide: set[int] = set()
    for token in tokens:
        if token.kind is NUMBER or token.kind is BLANK:
            (wide if token.line in seen else seen).add(token.line)
    return wide

"""
Table four, whose rows stand side by side: fifteen values in one line under a stacked head.

    reconsideration | litigation_direct | litigation_after_reconsideration
    upheld corrected other pending total, three times

The head's characters arrive in every order, so the values are placed by their number alone:
fifteen together, or runs that follow one another and make up fifteen. Some reports write the
table out in words instead: see `review_sentence`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.table import Label, Row, Table
from service.parsing.bounds import is_read_in_part, too_many_words
from service.parsing.tables.cells import read_cells
from service.parsing.tables.columns import Layout, place
from service.parsing.tables.groups import Group, gather
from service.parsing.tables.heads import begins_with_another, may_begin_with_another
from service.parsing.tables.labels import NO_VALUES, find_labels
from service.parsing.tables.plain_rows import Gaps, find_plain_rows
from service.parsing.tables.review_sentence import Sentence, read_sentences, values_of_rows
from service.parsing.tables.ribbon import Ribbon, key_of
from service.parsing.tables.straight import counts
from service.parsing.tables.tokens import BLANK, NUMBER, PADDING, TEXT, Token
from service.parsing.tables.values import Reader
from service.standard.format_2021 import REVIEW
from service.standard.template import TableTemplate

_WIDTH, _GROUP = 15, 5
_ALL_COLUMNS = [tuple(column for row in REVIEW.rows for column in row.columns)]
_HEAD_SIGNS = ("未经复议直接起诉", "复议后起诉", "结果维持", "尚未审结", "结果纠正")
_ENOUGH_SIGNS = 3
_LONGEST_PAGE_NUMBER = 4
_STRANGE_ORDER = (
    ("总计", "结果维持"),
    ("行政诉讼", "行政复议"),
    ("复议后起诉", "未经复议直接起诉"),
)
_DIGITS = re.compile("[0-9]+")
_STRANGE = re.compile("[^\u4e00-\u9fffA-Za-z]*[0-9][^\u4e00-\u9fffA-Za-z]*")


def _unlabelled() -> Layout:
    """Tell that no label stands before the values: cells enough begin with the first column."""
    return Layout(labelled=False)


def read_review(
    content: str,
    folded: str,
    template: TableTemplate,
    region: Span,
    before: Table | None,
    *,
    own_section: bool = False,
) -> tuple[Table | None, list[Problem]]:
    """
    Return table four and its problems; no table where its head is not in `region`.

    In the table's own section fifteen cells are the table without a head, too.
    What table three, `before`, has taken is not read again.
    """
    table = _read_straight(content, folded, template, region, before)
    if table is not None:
        return table, []
    tokens = read_cells(folded, region.start, region.end)
    ribbon = Ribbon(folded, tokens)
    groups = [group for group in gather(tokens, ribbon) if _is_new(group, before)]
    bounds = _bounds(ribbon, groups, own_section=own_section)
    if bounds is None:
        return None, []
    first, last = bounds
    groups = [group for group in groups if group.first >= first]
    sentences = read_sentences(folded, region)
    strange = begins_with_another(folded, tokens, _STRANGE_ORDER)
    others = _outside(folded, groups, sentences)
    fives = None if strange else _fives(folded, groups, ribbon)
    if fives is None and not others:
        fives = values_of_rows(sentences)
    left = []
    if fives is None:
        left = [(len(sentence.numbers) or 1, sentence.span) for sentence in sentences] + others
    if fives is None and not left:
        left = _strange_words(folded, tokens[first:])
    if fives is None and not left and not _has_whole_head(ribbon):
        return None, []
    reader = Reader(content, folded, _unlabelled)
    rows: dict[str, Row] = {}
    problems = [_not_placed(content, template.code, *spans) for spans in left]
    for index, row in enumerate(template.rows):
        pointer = f"/{template.code}/{row.code}"
        values = reader.row(row.columns, fives[index] if fives else [], pointer)
        problems += values.problems
        rows[row.code] = Row(row.code, _label(content, ribbon, row.label), values.cells)
    taken = [token for five in fives or [] for token in five]
    ends = [token.end for token in taken] or [last]
    if is_read_in_part(folded, region, len(tokens)):
        end = Span(tokens[-1].start, tokens[-1].end)
        problems.append(too_many_words(content, template.code, end))
    return Table(template.code, rows, (), Span(tokens[first].start, max(ends))), problems


def _read_straight(
    content: str, folded: str, template: TableTemplate, region: Span, before: Table | None
) -> Table | None:
    """
    Return table four where its fifteen numbers stand together and `region` has no other.

    As for tables two and three, this answers only what the reader of all layouts would.
    """
    found = find_plain_rows(folded, _ALL_COLUMNS, region)
    if found is None:
        return None
    [row] = found.rows
    ribbon = Gaps(folded, found.rows, region.end)
    [position] = ribbon.positions
    head = _head(ribbon)
    if head is None or head[0] >= position or ribbon.is_amid_prose(0):
        return None
    if may_begin_with_another(folded, Span(region.start, row.numbers[0][0]), _STRANGE_ORDER):
        return None
    start, end = ribbon.word_start(head[0]), row.numbers[-1][1]
    if before is not None and start < before.span.end and before.span.start < end:
        return None
    rows = {}
    for index, one in enumerate(template.rows):
        numbers = row.numbers[_GROUP * index : _GROUP * (index + 1)]
        cells = counts(content, one.columns, numbers)
        rows[one.code] = Row(one.code, _label(content, ribbon, one.label), cells)
    return Table(template.code, rows, (), Span(start, end))


def _outside(
    folded: str, groups: Sequence[Group], sentences: Sequence[Sentence]
) -> list[tuple[int, Span]]:
    """
    Return how many numbers stand where outside the sentences.

    A number that stands alone may be a page's; two of them are more than that, and no page is 0.
    """
    left: list[tuple[int, Span]] = []
    alone: list[Group] = []
    starts = [sentence.span.start for sentence in sentences]
    for group in groups:
        span = group.span
        before = bisect_right(starts, span.start)
        if before and span.start < sentences[before - 1].span.end:
            continue
        long = span.end - span.start > _LONGEST_PAGE_NUMBER
        if group.cut or group.tokens[0].glued or group.numbers > 1 or long:
            left.append((group.numbers, span))
        else:
            alone.append(group)
    if len(alone) > 1 or "0" in {folded[g.span.start : g.span.end] for g in alone}:
        left.append((len(alone), Span(alone[0].span.start, alone[-1].span.end)))
    return left


def _strange_words(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Span]]:
    """Return how many digits stand where in words that are neither numbers nor Chinese."""
    words = [token for token in tokens if token.kind is TEXT]
    strange = [token for token in words if _STRANGE.fullmatch(folded, token.start, token.end)]
    numbers = sum(len(_DIGITS.findall(folded, token.start, token.end)) for token in strange)
    if numbers < _GROUP:
        return []
    return [(numbers, Span(strange[0].start, strange[-1].end))]


def _is_new(group: Group, table: Table | None) -> bool:
    """Tell whether a group has numbers, and reaches into no table that has been read."""
    if table is None or not group.numbers:
        return group.numbers > 0
    return group.span.start >= table.span.end or table.span.start >= group.span.end


def _bounds(
    ribbon: Ribbon, groups: Sequence[Group], *, own_section: bool
) -> tuple[int, int] | None:
    """Return the first token of the table and the offset where its head ends, or None."""
    head = _head(ribbon)
    if head is not None:
        return ribbon.token(head[0]), ribbon.offset(head[1]) + 1
    alone = groups[0] if own_section and len(groups) == 1 else None
    if alone is None or place(alone.tokens, _WIDTH, _unlabelled) is None:
        return None
    return alone.first, alone.tokens[0].start


def _head(ribbon: Ribbon) -> tuple[int, int] | None:
    """Return the positions of the first and the last sign of the head, or None."""
    found = [ribbon.text.find(sign) for sign in _HEAD_SIGNS]
    places = [at for at in found if at >= 0]
    return (min(places), max(places)) if places else None


def _has_whole_head(ribbon: Ribbon) -> bool:
    """Tell whether a table without numbers is one: prose has a word or two of its head."""
    if "".join(_HEAD_SIGNS[:2]) in ribbon.text:
        # No sentence names the two with nothing between; the others may be broken over lines.
        return True
    return sum(sign in ribbon.text for sign in _HEAD_SIGNS) >= _ENOUGH_SIGNS


def _label(content: str, ribbon: Ribbon, standard: str) -> Label | None:
    match = find_labels(ribbon, [(key_of(standard),)], NO_VALUES)[0]
    return ribbon.label(content, standard, match) if match is not None else None


def _fives(folded: str, groups: Sequence[Group], ribbon: Ribbon) -> list[Sequence[Token]] | None:
    """Cut one group of fifteen, or several that make up fifteen, into three groups of five."""
    for tokens in (group.tokens for group in groups):
        if _totals_are_blank(tokens):
            end = tokens[-1].end
            return _cut([*_values(tokens), Token(BLANK, end, end, tokens[-1].line, width=1)])
        whole = place(_single_digits(folded, tokens), _WIDTH, _unlabelled)
        if whole is not None:
            return _cut(whole)
    several = [group for group in groups if _width(group.tokens)]
    together = [place(group.tokens, _width(group.tokens), _unlabelled) for group in several]
    if sum(map(len, filter(None, together))) != _WIDTH or None in together:
        return None
    fives = _cut([token for tokens in together for token in tokens or ()])
    order = _order(several, ribbon)
    return None if order is None else [fives[order.index(row)] for row in range(len(fives))]


def _order(groups: Sequence[Group], ribbon: Ribbon) -> Sequence[int] | None:
    """
    Return which row each five of the groups is, or None in doubt: those named last before them.

    Where a head names all rows before the first group, they stand in the format's order.
    """
    starts = [0, *(group.position for group in groups)]
    named = [
        _named(ribbon.text[start:end], _width(group.tokens) // _GROUP)
        for group, (start, end) in zip(groups, pairwise(starts), strict=True)
    ]
    if not any(named[1:]):
        return range(_WIDTH // _GROUP)
    rows = [row for rows in named for row in rows]
    return rows if sorted(rows) == list(range(_WIDTH // _GROUP)) else None


def _named(words: str, count: int) -> list[int]:
    """Return the `count` rows whose names stand last in `words`, in the order of the names."""
    ends = [(words.rfind(row.label) + len(row.label), at) for at, row in enumerate(REVIEW.rows)]
    found = sorted((end, at) for end, at in ends if REVIEW.rows[at].label in words)
    return [at for _, at in found[-count:]]


def _totals_are_blank(tokens: Sequence[Token]) -> bool:
    """Tell whether fourteen values are three groups of four, with a blank behind the first two."""
    kinds = [token.kind for token in _values(tokens)]
    four = [NUMBER] * (_GROUP - 1)
    return kinds == [*four, BLANK, *four, BLANK, *four]


def _width(tokens: Sequence[Token]) -> int:
    """Return how many whole groups of five the tokens are, in columns; 0 where they are none."""
    values = _values(tokens)
    return len(values) if len(values) % _GROUP == 0 else 0


def _values(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.kind is not PADDING]


def _single_digits(folded: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Cut fifteen digits run together; where they do not add up, blank cells are lost of them."""
    numbers = [token for token in tokens if token.kind is NUMBER]
    if not all(token.glued for token in numbers) or sum(t.end - t.start for t in numbers) != _WIDTH:
        return tokens
    cut = [
        replace(token, start=at, end=at + 1, glued=False)
        for token in numbers
        for at in range(token.start, token.end)
    ]
    # A mark for nothing counts as 0.
    printed = [folded[token.start : token.end] for token in cut]
    digits = [int(sign) if sign.isdigit() else 0 for sign in printed]
    fives = [digits[start : start + _GROUP] for start in range(0, _WIDTH, _GROUP)]
    return cut if all(sum(five) == 2 * five[-1] for five in fives) else tokens


def _cut(tokens: Sequence[Token | None]) -> list[Sequence[Token]]:
    present = [token for token in tokens if token is not None]
    return [present[start : start + _GROUP] for start in range(0, _WIDTH, _GROUP)]


def _not_placed(content: str, code: str, numbers: int, span: Span) -> Problem:
    printed = content[span.start : span.end]
    message = f"{numbers} values stand under a head of fifteen columns; they were left out."
    return Problem(ProblemKind.NUMBER_NOT_PLACED, message, f"/{code}", printed, span)

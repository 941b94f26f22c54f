"""
Whether the caption of a table says that it is another year's, or another organ's.

    caption = [附 | 附件2 | 表3 :] [organ] [year | 上年 | 去年] words

It is one of the last two lines before the head of the table, and no sentence.
What is appended to a report may be last year's table, or that of the place the organ belongs to.
Within a table's own section a wrong year in the caption is a slip, and the place's table its own.
"""

import re
from collections.abc import Callable, Iterator

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.parsing.organs import is_organ
from service.parsing.tables.alignment import Reading
from service.parsing.tables.anchoring import holds_unknown_words
from service.parsing.tables.ribbon import bare_key
from service.standard.scope import Scope
from service.standard.template import TableTemplate

_LONGEST_CAPTION = 80
_MOST_LINES = 40
_MOST_CAPTIONS = 2
_SIGHT = 1_500
_NO_CAPTION = re.compile(r"[。,，;]|[|\t ][ \t]*[0-9]+[ \t]*(?:[|\t]|$)")
_OPENING = re.compile(r"[(\[]?(?:附(?:件|表|录)?|表)?[0-9一二三四五六]{0,2}[)\]:、.]*")
_OTHER_YEAR = re.compile("(?:上一?年|去年|前年|往年)(?!结转|项目)")
_YEAR = re.compile(rf"(?P<year>20[0-9]{{2}})年|(?P<other>{_OTHER_YEAR.pattern})")
_SUBJECT = re.compile(
    "20[0-9]{2}年|上一?年|去年|政府信息|信息公开|收到|主动公开|依申请|行政复议|因政府|申请情况|统计|数据"
)
_SHORTEST_NAME = 3
_EDGES = " |\t\r"


class Captions:
    """The captions of the tables of one kind in a region that begins at `floor`."""

    def __init__(
        self,
        content: str,
        folded: str,
        floor: int,
        template: TableTemplate,
        scope: Scope,
        *,
        is_own: bool,
    ) -> None:
        """Know whose report it is, and whether the table is the first one of its own section."""
        self._content = content
        self._folded = folded
        self._floor = floor
        self._template = template
        self._scope = scope
        self._is_own = is_own

    def of_report(self, read: Callable[[Span], Reading]) -> Callable[[Span], Reading]:
        """Return what reads a table as `read` does, but for one of another year or organ."""

        def read_own(region: Span) -> Reading:
            reading = read(region)
            if reading.table is None or not reading.table.has_values():
                return reading
            caption = self._find_another(reading.table.span.start)
            return reading if caption is None else Reading(None, [self._problem(caption)])

        return read_own

    def _find_another(self, table: int) -> Span | None:
        """Return where a caption of the table at offset `table` names another, or None."""
        floor = max(self._floor, table - _SIGHT)
        if self._is_own and _OTHER_YEAR.search(self._folded, floor, table) is None:
            return None
        captions = 0
        for line in _lines_before(self._folded, table, floor):
            words = self._folded[line.start : line.end]
            if not holds_unknown_words(bare_key(words), self._template):
                continue
            caption = "".join(words.replace("|", " ").split())
            if len(caption) > _LONGEST_CAPTION or _NO_CAPTION.search(words.strip(_EDGES)):
                return None
            if self._names_another(caption):
                start = line.start + len(words) - len(words.lstrip(_EDGES))
                return Span(start, start + len(words.strip(_EDGES)))
            captions += 1
            if captions == _MOST_CAPTIONS:
                return None
        return None

    def _names_another(self, caption: str) -> bool:
        opening = _OPENING.match(caption)
        words = caption[opening.end() :] if opening else caption
        year = _YEAR.match(words)
        organ = words[year.end() if year else 0 :]
        subject = _SUBJECT.search(organ)
        organ = organ[: subject.start()] if subject else organ
        year = year or _YEAR.match(words, len(organ))
        if year is not None and year["other"]:
            return True
        if self._is_own:
            return False
        if year is not None and self._scope.year not in (None, int(year["year"])):
            return True
        return len(organ) >= _SHORTEST_NAME and is_organ(organ) and not self._scope.may_be(organ)

    def _problem(self, caption: Span) -> Problem:
        printed = self._content[caption.start : caption.end]
        message = "This names another year or organ; the numbers of the table below were left out."
        pointer = f"/{self._template.code}"
        return Problem(ProblemKind.NUMBER_NOT_PLACED, message, pointer, printed, caption)


def _lines_before(folded: str, end: int, floor: int) -> Iterator[Span]:
    """Yield the last lines before `end`, the nearest first."""
    for _ in range(_MOST_LINES):
        start = folded.rfind("\n", floor, end) + 1 or floor
        yield Span(start, end)
        end = start - 1
        if end <= floor:
            return

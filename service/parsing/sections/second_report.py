"""Where a second report begins in one text; only the first one is read."""

from collections.abc import Sequence

from service.model.place import Span
from service.model.problem import Problem, ProblemKind
from service.model.report import Section
from service.parsing.identity.titles import SUBJECT, TITLE_WORDS, find_second_title
from service.parsing.tables.ribbon import key_of
from service.parsing.text.cleaning import Squeezed, line_end, line_start
from service.standard.format_2021 import APPLICATIONS
from service.standard.sections import SECTIONS

_NEARLY_ALL_SECTIONS = 4
_WORDS_OF_A_TITLE = 4
_FIRST_LABEL = key_of(APPLICATIONS.rows[0].label).removesuffix("数量")
_LAST_LABEL = key_of(APPLICATIONS.rows[-1].label)[:5]


def find_second_report(
    content: str, folded: str, view: Squeezed, sections: Sequence[Section]
) -> Problem | None:
    """Return a problem that spans the title or heading where another report begins, or None."""
    found = (
        _where_tables_begin_again(folded, view),
        _where_sections_begin_again(folded, view, sections),
        find_second_title(folded),
    )
    starts = [start for start in found if start is not None]
    if not starts:
        return None
    start = min(starts)
    span = Span(start, line_end(folded, start))
    message = "Another report begins here; only the first one is read."
    printed = content[span.start : span.end]
    return Problem(ProblemKind.SECOND_REPORT, message, None, printed, span)


def _where_tables_begin_again(folded: str, view: Squeezed) -> int | None:
    """
    Return where a title begins with a first section and a table three on either side of it.

    Prose, too, names other reports, but within one report no first section comes behind it.
    """
    text = view.text
    table = text.find(_FIRST_LABEL)
    end = text.find(_LAST_LABEL, table + 1)
    if table < 0 or end < 0:
        return None
    last_table = text.rfind(_FIRST_LABEL)
    first_sections = (SECTIONS[0].title, *SECTIONS[0].also_seen)
    last_section = max(text.rfind(title, 0, last_table) for title in first_sections)
    titles = list(TITLE_WORDS.finditer(text, end, max(last_section, end)))
    if not titles:
        return None
    start = view.offset(titles[0].start())
    line = line_start(folded, start)
    return line if len(folded[line:start].split()) < _WORDS_OF_A_TITLE else start


def _where_sections_begin_again(
    folded: str, view: Squeezed, sections: Sequence[Section]
) -> int | None:
    """Return where the line of the title begins, or of the heading, behind nearly all sections."""
    highest = 0
    for index, section in enumerate(sections):
        if section.number == 1 and highest >= _NEARLY_ALL_SECTIONS:
            behind = view.position(sections[index - 1].heading.end)
            titles = list(SUBJECT.finditer(view.text, behind, view.position(section.heading.start)))
            start = view.offset(titles[-1].start()) if titles else section.heading.start
            return line_start(folded, start)
        highest = max(highest, section.number)
    return None


def blanked(folded: str, second: Problem) -> str:
    """Blank the text from where the second report begins."""
    start = second.span.start if second.span else len(folded)
    return folded[:start] + " " * (len(folded) - start)

"""How a text is divided: what of it is the report that is read, and the report's sections."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from service.model.place import Span
from service.model.problem import Problem
from service.model.report import Section, Signature
from service.model.table import Table
from service.parsing.sections.bodies import find_sections
from service.parsing.sections.contents import blank_contents
from service.parsing.sections.headings import find_headings
from service.parsing.sections.second_report import blanked, find_second_report
from service.parsing.text.cleaning import Squeezed

# A note on what was charged is sometimes put below the signature.
_OF_A_REPORT = re.compile("处理费|收费")
_SHORTEST_FURNITURE = 3


class Outline(NamedTuple):
    """The text as it is read: tables of contents and a second report are blank in `folded`."""

    folded: str
    view: Squeezed
    sections: tuple[Section, ...]
    second: Problem | None


def find_outline(content: str, folded: str, end: int) -> Outline:
    """Divide the text, which is read up to `end`; `second` tells where another report begins."""
    folded, view, sections = _divide(content, folded)
    second = find_second_report(content, folded, view, sections)
    if second is not None and second.span is not None:
        end = second.span.start
        folded, view, sections = _divide(content, blanked(folded, second))
    return Outline(folded, view, tuple(_ending(section, end) for section in sections), second)


def _divide(content: str, folded: str) -> tuple[str, Squeezed, tuple[Section, ...]]:
    view = Squeezed(folded, 0, len(folded))
    headings = find_headings(folded, view)
    without = blank_contents(folded, view, headings.all())
    if without is not folded:
        folded, view = without, Squeezed(without, 0, len(without))
        headings = find_headings(folded, view)
    return folded, view, find_sections(content, view, headings)


def ending_at_signature(
    folded: str,
    sections: tuple[Section, ...],
    signature: Signature | None,
    tables: Iterable[Table | None],
) -> tuple[Section, ...]:
    """
    Return the sections, the last of them without the furniture of the page behind the signature.

    What is behind belongs to the report where it is not certain that it is furniture: where no
    organ has signed, or a table or a word on fees follows.
    """
    if not sections or signature is None or signature.agency_name is None:
        return sections
    end, last = signature.span.end, sections[-1]
    goes_on = any(table is not None and table.span.end > end for table in tables)
    if not last.body.start < end < last.body.end or goes_on:
        return sections
    behind = folded[end : last.body.end].strip()
    if len(behind) < _SHORTEST_FURNITURE or _OF_A_REPORT.search(behind):
        return sections
    return (*sections[:-1], _ending(last, end))


def _ending(section: Section, end: int) -> Section:
    """Return the section, its body no longer than what is read of the text."""
    if section.body.end <= end:
        return section
    return replace(section, body=Span(min(section.body.start, end), end))

"""How a text is divided: what of it is the report that is read, and the report's sections."""

from dataclasses import replace
from typing import NamedTuple

from service.model.place import Span
from service.model.problem import Problem
from service.model.report import Section
from service.parsing.cleaning import Squeezed
from service.parsing.contents import blank_contents
from service.parsing.headings import find_headings
from service.parsing.second_report import blanked, find_second_report
from service.parsing.sections import find_sections


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


def _ending(section: Section, end: int) -> Section:
    """Return the section, its body no longer than what is read of the text."""
    if section.body.end <= end:
        return section
    return replace(section, body=Span(min(section.body.start, end), end))

"""The parts of a text put together as a report; `parse` is the package's one entry."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from service.errors import NotAReport
from service.model.narrative import Figure
from service.model.place import Span, Text, outside
from service.model.problem import Problem, ProblemKind
from service.model.report import Report, Section, Source
from service.model.table import Table
from service.parsing.bounds import MOST_CHARACTERS, end_of_reading, too_long
from service.parsing.identity.organ_in_prose import find_organ
from service.parsing.identity.periods import find_period, find_prose_year
from service.parsing.identity.signatures import find_signature
from service.parsing.identity.titles import SUBJECT, find_announced, find_page_title, find_title
from service.parsing.prose.narrative import Prose, find_figures
from service.parsing.sections.outline import ending_at_signature, find_outline
from service.parsing.tables.recognition import choose_format, has_tables
from service.parsing.tables.report_tables import read_tables
from service.parsing.text.cleaning import Squeezed, fold
from service.parsing.text.decode import Decoded, decode
from service.parsing.text.html import as_printed, flatten, is_html
from service.parsing.text.leftovers import cleared
from service.phases import phase
from service.standard.scope import Scope

_ENOUGH_FIGURES = 3
_T = TypeVar("_T")


def parse(data: bytes, *, charset: str | None = None) -> Report:
    """
    Read an annual report from the bytes of an upload; `charset` is the declared one, a hint.

    Pure and deterministic: the same bytes give the same report. Nothing is corrected on the way.
    Raises EmptyBody, NotText, or NotAReport where nothing of a report is in the text.
    """
    with phase("decode"):
        decoded = decode(data, charset)
    source = Source(hashlib.sha256(data).hexdigest(), len(data), decoded.encoding)
    clear = cleared(decoded.content, page=is_html(decoded.content))
    if clear is None:
        return _read(decoded, source)
    return clear.back(_read(decoded._replace(content=clear.text), source))


def _read(decoded: Decoded, source: Source) -> Report:
    flat = _flat(decoded.content) if is_html(decoded.content) else None
    text = Text(decoded.content, flat and as_printed(flat, decoded.content))
    content = text.shown
    end = end_of_reading(content)
    folded = fold((flat or content)[:end]).ljust(len(content))
    problems = list(_doubtful_characters(decoded))
    if end < len(content):
        problems.append(too_long(content, end))
    folded, view, sections, second = find_outline(content, folded, end)
    if second is not None:
        problems.append(second)
    title = find_title(content, folded, view, sections)
    if title is None and text.flat is not None:
        title = find_page_title(decoded.content)
    head_end = view.position(sections[0].body.end) if sections else len(view.text)
    announced = find_announced(view, content, head_end)
    introduction_end = view.position(sections[0].heading.start) if sections else head_end
    period = find_period(view, introduction_end, head_end)
    last_section = view.position(sections[-1].heading.end) if sections else 0
    signature = find_signature(content, folded, view, last_section)
    year = _first(
        title.year if title else None,
        announced.year if announced else None,
        period.end.year if period and period.end else None,
    ) or find_prose_year(view, head_end, signature.span if signature else None)
    agency_name = _first(
        title.agency_name if title else None,
        announced.agency_name if announced else None,
        signature.agency_name if signature else None,
    ) or _organ_in_prose(content, view, head_end)
    scope = Scope(year, agency_name)
    tables, left_out = read_tables(content, folded, view, sections, scope)
    sections = ending_at_signature(folded, sections, signature, tables.values())
    form = choose_format(view.text, year, has_tables=any(tables.values()))
    if not has_tables(form) and not any(table.has_values() for table in tables.values() if table):
        # Words of the labels stood in prose; with numbers it is the year that is doubtful.
        tables, left_out = dict.fromkeys(tables), []
    problems += left_out
    prose = _prose(view, sections, tables.values())
    found = find_figures(folded, view, prose, problems, scope)
    figures = tuple(_resolved(found, tables["applications"]))
    signs = bool(sections or title or any(tables.values()))
    _require_a_report(content, figures, signs=signs)
    return Report(
        source=source,
        text=text,
        format=form,
        title=title,
        agency_name=agency_name,
        year=year,
        period=period,
        signature=signature,
        introduction=_introduction(sections, title.span.end if title else 0, len(content)),
        sections=sections,
        disclosure=tables["disclosure"],
        applications=tables["applications"],
        review=tables["review"],
        narrative=figures,
        problems=tuple(sorted(problems, key=lambda problem: problem.span or Span(0, 0))),
    )


def _flat(page: str) -> str:
    """Return the page laid flat, as far as any text is read."""
    return flatten(page[:MOST_CHARACTERS]).ljust(len(page))


def _organ_in_prose(content: str, view: Squeezed, end: int) -> str | None:
    span = find_organ(view, end)
    return "".join(content[span.start : span.end].split()) if span is not None else None


def _first(*candidates: _T | None) -> _T | None:
    """Return the first candidate that is there, in the order of how much it is to be trusted."""
    return next((candidate for candidate in candidates if candidate), None)


def _require_a_report(content: str, figures: Sequence[Figure], *, signs: bool) -> None:
    """Raise NotAReport where neither title, section, table nor figures of a report are there."""
    if signs or len(figures) >= _ENOUGH_FIGURES:
        return
    if SUBJECT.search("".join(content.split())) is None:
        raise NotAReport(missing=("title", "sections", "tables"))


def _introduction(sections: Sequence[Section], start: int, length: int) -> Span:
    end = sections[0].heading.start if sections else length
    return Span(min(start, end), end)


def _prose(
    view: Squeezed, sections: Sequence[Section], tables: Iterable[Table | None]
) -> list[Prose]:
    """Return the stretches of text outside the tables, with the section that each stands in."""
    cuts = sorted(_squeezed(view, table.span) for table in tables if table is not None)
    bodies = [(_squeezed(view, section.body), section.number) for section in sections]
    introduction = Span(0, bodies[0][0].start if bodies else len(view.text))
    return [
        Prose(*stretch, number)
        for part, number in [(introduction, 0), *bodies]
        for stretch in outside(part, cuts)
    ]


def _squeezed(view: Squeezed, span: Span) -> Span:
    """Return where a span of the text stands in the text without white space."""
    return Span(view.position(span.start), view.position(span.end))


def _resolved(figures: Iterable[Figure], applications: Table | None) -> Iterable[Figure]:
    """
    Name the reading of each figure `received` that the table bears out.

    收到和办理…件 may mean the applications received or those and the ones carried in; both are in
    use and the words do not tell. Where the table bears out neither, the code stays `received`.
    """
    received = applications.value("received", "total") if applications else None
    carried_in = applications.value("carried_in", "total") if applications else None
    both = received + carried_in if received is not None and carried_in else None
    for figure in figures:
        if figure.figure == "received" and figure.value == both:
            yield replace(figure, figure="received_and_carried_in")
        else:
            yield figure


def _doubtful_characters(decoded: Decoded) -> Iterable[Problem]:
    content = decoded.content
    if decoded.broken_off:
        message = "The bytes end within a character; what is left of it was dropped."
        end = Span(len(content), len(content))
        yield Problem(ProblemKind.DOUBTFUL_ENCODING, message, None, None, end)
    for char, name in (("\ufffd", "replacement character"), ("\0", "NUL character")):
        at = content.find(char)
        if at >= 0:
            message = f"The text holds {content.count(char)} of the {name}; this is the first."
            span = Span(at, at + 1)
            yield Problem(ProblemKind.DOUBTFUL_ENCODING, message, None, char, span)

"""Where in the text a table is sought."""

from collections.abc import Iterator, Sequence

from service.model.place import Span
from service.model.report import Section
from service.parsing.tables.ribbon import key_of
from service.parsing.text.cleaning import Squeezed
from service.standard.template import TableTemplate

_HEADS_OF_GROUPS = ("信息内容", "第二十条第")
_BEFORE_COLUMNS = 40
# A report has six to nine; a text of headings, thousands, and each would be read as a table.
_MOST_SECTIONS = 12


def table_regions(
    view: Squeezed, sections: Sequence[Section], template: TableTemplate
) -> Iterator[Span]:
    """
    Yield where a table is sought: in the body of its section, else where that belongs.

    Where its section has none, it may be appended to the report, behind its last section, or stand
    in another's body, beside another table or before its own heading. Where its heading is lost,
    the section may also stand elsewhere.
    """
    number = template.section
    own = [section.body for section in sections if section.number == number]
    if own:
        yield Span(own[0].start, own[-1].end)
        if sections[-1].number > number:
            yield sections[-1].body
        yield from _of_others(view, sections, template)
        return
    before = [s.heading.end for s in sections if 0 < s.number < number]
    behind = [s.heading.start for s in sections if s.number > number]
    start, end = max(before, default=0), min(behind, default=view.offset(len(view.text)))
    yield _from_head(view, Span(start, max(start, end)), template)
    if sections:
        yield Span(0, sections[0].heading.start)
        for section in sections[:_MOST_SECTIONS]:
            yield section.body


def is_own(region: Span, sections: Sequence[Section], template: TableTemplate) -> bool:
    """Tell whether a region is what the table's own section has."""
    return any(
        section.number == template.section and section.body.start == region.start
        for section in sections
    )


def _of_others(
    view: Squeezed, sections: Sequence[Section], template: TableTemplate
) -> Iterator[Span]:
    """Yield the bodies of other sections that hold a sure sign of the table, and what is before."""
    bodies = [s.body for s in sections[:_MOST_SECTIONS] if s.number != template.section]
    for region in (*bodies, Span(0, sections[0].heading.start)):
        sign = key_of(template.rows[1].label)
        if template.code == "disclosure":
            # Its labels are words of lists and of prose, too.
            sign = template.rows[0].columns[0].label
        if view.text.find(sign, view.position(region.start), view.position(region.end)) >= 0:
            yield _from_head(view, region, template)


def _from_head(view: Squeezed, region: Span, template: TableTemplate) -> Span:
    """
    Return the part of a region that begins with the head of table two, the region without one.

    Where the heading of its section is missing, section one stands before it, and often has a
    table of its own: how many items were published of 行政许可, 行政处罚 and so on.
    """
    if template.code != "disclosure":
        return region
    first = template.rows[0].columns[0].label
    start, end = view.position(region.start), view.position(region.end)
    column = view.text.find(first, start, end)
    if column < 0:
        return region
    floor = max(start, column - _BEFORE_COLUMNS)
    heads = [view.text.find(head, floor, column) for head in _HEADS_OF_GROUPS]
    return Span(view.offset(min((at for at in heads if at >= 0), default=column)), region.end)

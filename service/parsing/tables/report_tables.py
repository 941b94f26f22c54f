"""
The three tables of a report, each sought in its section, else wherever the text may have it.

Which format they follow is told by the whole text. Numbers that one table has no label for, and
another one has, are no problem.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from service.model.place import Span
from service.model.problem import Problem
from service.model.report import Section
from service.model.table import Table
from service.parsing.tables.alignment import Reading, read_table
from service.parsing.tables.captions import Captions
from service.parsing.tables.copies import read_copies
from service.parsing.tables.placed import without_placed
from service.parsing.tables.recognition import choose_applications, choose_tables, tells_format
from service.parsing.tables.regions import is_own, table_regions
from service.parsing.tables.review import read_review
from service.parsing.tables.straight import read_straight
from service.parsing.text.cleaning import Squeezed
from service.standard.scope import Scope
from service.standard.template import TableTemplate


def read_tables(
    content: str, folded: str, view: Squeezed, sections: Sequence[Section], scope: Scope
) -> tuple[dict[str, Table | None], list[Problem]]:
    """
    Return the tables by their codes, None where the text has none, and their problems.

    A table whose caption names another year or organ than `scope` is none of the report's.
    """

    def read_each(table: TableTemplate, read: Callable[..., Reading]) -> Iterator[Reading]:
        for region in table_regions(view, sections, table):
            own = is_own(region, sections, table)
            first, further = (
                Captions(content, folded, region.start, table, scope, is_own=is_first).of_report(
                    partial(read, own_section=own)
                )
                for is_first in (own, False)
            )
            yield read_copies(view, region, table, first, further)

    template = choose_tables(view.text)
    tables: dict[str, Table | None] = {}
    left_out: list[Problem] = []
    for table in (template.disclosure, choose_applications(view.text, template)):
        known = table is not template.disclosure or tells_format(view.text)
        read = partial(_read, content, folded, table, columns_known=known)
        reading = _most_telling(read_each(table, read))
        tables[table.code] = reading.table
        left_out += reading.problems
    before = tables["applications"]

    def read_four(region: Span, *, own_section: bool) -> Reading:
        found = read_review(
            content, folded, template.review, region, before, own_section=own_section
        )
        return Reading(*found)

    review = _most_telling(read_each(template.review, read_four))
    tables["review"] = review.table
    problems = [*left_out, *review.problems]
    return tables, without_placed(folded, problems, tables.values())


def _most_telling(readings: Iterable[Reading]) -> Reading:
    """
    Return the first reading of a table, but for one without numbers where another has some.

    A section may have a blank form, or no more than a head, of the table that stands elsewhere.
    What is said of tables that are not the report's counts where it has no other.
    """
    first: Reading | None = None
    others: list[Problem] = []
    for one in readings:
        if one.table is None:
            others += one.problems
        elif one.table.has_values():
            return Reading(one.table, (first.problems if first else []) + one.problems)
        else:
            first = first or one
    others = list(dict.fromkeys(others))
    return Reading(first.table, first.problems + others) if first else Reading(None, others)


def _read(
    content: str,
    folded: str,
    template: TableTemplate,
    region: Span,
    *,
    own_section: bool,
    columns_known: bool,
) -> Reading:
    """Read a table straight on where it stands as the format has it, else as it stands."""
    table = read_straight(content, folded, template, region) if columns_known else None
    if table is not None:
        return Reading(table)
    return read_table(
        content, folded, template, region, own_section=own_section, columns_known=columns_known
    )

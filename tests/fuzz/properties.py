"""What holds of every input, however it was made."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from service.errors import ServiceError
from service.model.place import Span
from service.model.report import Report
from service.parsing.assemble import parse
from service.rules.catalogue import check
from tests.accuracy.reading import reads_as, shown


class Examined(NamedTuple):
    """What does not hold of an input, and how the reader behaved, coarsely."""

    faults: list[str]
    behaviour: tuple[str, ...]


def examine(data: bytes) -> Examined:
    """Read and judge `data`; each fault is a sentence."""
    try:
        report, again = parse(data), parse(data)
    except ServiceError as error:
        return Examined([], (type(error).__name__,))
    except Exception as error:  # noqa: BLE001 - whatever else leaves the reader is a fault
        return Examined([f"{type(error).__name__} left parse: {error}"], ("crash",))
    return Examined([*faults_of(report), *_faults_of_judging(report, again)], _behaviour(report))


def _behaviour(report: Report) -> tuple[str, ...]:
    rows = [f"{table.code} {len(table.rows)}" for table in report.tables()]
    kinds = sorted({problem.kind.value for problem in report.problems})
    return (str(report.format), *rows, *kinds)


def _faults_of_judging(report: Report, again: Report) -> Iterator[str]:
    if report != again:
        yield "the same bytes gave another report"
    try:
        checks = check(report)
    except Exception as error:  # noqa: BLE001 - the same for the rules
        yield f"{type(error).__name__} left check: {error}"
        return
    if checks != check(again):
        yield "the same report gave other findings"
    length = len(report.text.content)
    places = [finding.place for finding in checks.findings if finding.place is not None]
    if any(not 0 <= place.start <= place.end <= length for place in places):
        yield "a finding points out of the text"


def faults_of(report: Report) -> Iterator[str]:
    """Yield a sentence for each place and value of `report` that cannot be true."""
    if not _is_storable(report.text.content):
        yield "the text holds half a character"
    yield from _faults_of_cells(report)
    for figure in report.narrative:
        if not _within(figure.number, report) or not _within(figure.quote, report):
            yield f"the figure {figure.figure} lies out of the text"
        elif not reads_as(report.text.quote(figure.number), figure.value):
            quote = report.text.quote(figure.number)
            yield f"the figure {figure.figure} = {figure.value} is printed as {quote!r}"
    for problem in report.problems:
        if problem.span is not None and not _within(problem.span, report):
            yield f"the problem {problem.kind.value} points out of the text"


def _faults_of_cells(report: Report) -> Iterator[str]:
    taken: list[tuple[Span, str]] = []
    for table in report.tables():
        for row, column, cell in table.cells():
            pointer = table.pointer(row, column)
            if cell.value is None:
                continue
            if cell.span is None or not _within(cell.span, report):
                yield f"{pointer} = {cell.value} lies nowhere in the text"
                continue
            taken.append((cell.span, pointer))
            quote = report.text.quote(cell.span)
            if "".join((cell.printed or "").split()) != "".join(shown(quote).split()):
                yield f"{pointer} is said to be printed as {cell.printed!r}, but {quote!r} is there"
            if not reads_as(quote, cell.value, amount=column == "amount_10k_cny"):
                yield f"{pointer} = {cell.value} is printed as {quote!r}"
    for (span, pointer), (following, other) in pairwise(sorted(taken)):
        if following.start < span.end:
            yield f"{pointer} and {other} are read from the same digits"


def _within(span: Span, report: Report) -> bool:
    return 0 <= span.start <= span.end <= len(report.text.content)


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

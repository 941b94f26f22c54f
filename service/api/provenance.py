"""Where the values of a representation are printed, under the JSON Pointers of the values."""

import json
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any, Final

from service.api.schema_fields import clip
from service.json_text import as_json
from service.model.place import Span, Text
from service.model.report import Report

_TABLES: Final = ("disclosure", "applications", "review")
_NOWHERE: Final = (None, None)


def spans(report: Report) -> Iterator[tuple[str, Span]]:
    """
    Yield the JSON Pointer of every value with the span that prints it, in the order of the members.

    Beside the numbers of tables and prose these are the title, the period and the day of signature.
    A null cell is there, too, where something is printed that reads as no number.
    """
    for name, part in (
        ("title", report.title),
        ("period", report.period),
        ("signed_on", report.signature),
    ):
        if part is not None:
            yield f"/{name}", part.span
    for table in report.tables():
        for row in table.rows.values():
            pointer = table.pointer(row.code)  # once a row: there are three hundred cells
            for column, cell in row.cells.items():
                if cell.span is not None:
                    yield f"{pointer}/{column}", cell.span
    for index, figure in enumerate(report.narrative):
        yield f"/narrative/{index}/value", figure.number


def render_provenance(report: Report) -> bytes:
    """Return the member `provenance` of the representation in UTF-8."""
    return _written(spans(report), report.text)


def render_spans(report: Report) -> bytes:
    """
    Return what is stored of the places: how far behind the one before each begins, and its length.

    They stand in the order of the values, null for what is printed nowhere. The pointers follow
    from the representation, whose values they are, and the rest from the text, whose decoding does
    not change; both would be twenty times as much.
    """
    steps: list[int | None] = []
    behind = 0
    for span in _every_span(report):
        if span is None:
            steps += _NOWHERE
        else:
            start, end = span
            steps += (start - behind, end - start)
            behind = end
    return as_json(steps)


def _every_span(report: Report) -> list[Span | None]:
    """Return what `spans` yields, and a None where it passes over a value of its kinds."""
    parts = (report.title, report.period, report.signature)
    found = [part.span if part is not None else None for part in parts]
    for table in report.tables():
        for row in table.rows.values():
            found += [cell.span for cell in row.cells.values()]
    found += [figure.number for figure in report.narrative]
    return found


def stored_provenance(stored: bytes, representation: bytes, text: Callable[[], str]) -> bytes:
    """
    Return the member `provenance` of a stored report, whose text is asked for where it is needed.

    `representation` shows what was read when the places were. What earlier versions have stored is
    the member itself, or begin and end under each pointer.
    """
    places: Any = json.loads(stored)
    if isinstance(places, list):
        pointers = _pointers(json.loads(representation))
        pointed = zip(pointers, _steps_to_spans(places), strict=True)
        places = {pointer: span for pointer, span in pointed if span is not None}
    if any(isinstance(place, dict) for place in places.values()):
        return stored
    return _written(((at, Span(*span)) for at, span in places.items()), Text(text()))


def _steps_to_spans(steps: Iterable[int | None]) -> Iterator[Span | None]:
    left, behind = iter(steps), 0
    for step, length in zip(left, left, strict=True):
        if step is None or length is None:
            yield None
        else:
            start = behind + step
            behind = start + length
            yield Span(start, behind)


def _pointers(members: dict[str, Any]) -> Iterator[str]:
    """Yield the pointers of a representation in the order of what `render_spans` returns."""
    yield from ("/title", "/period", "/signed_on")
    for table in _TABLES:
        for row, cells in (members[table] or {}).items():
            for column in cells:
                yield f"/{table}/{row}/{column}"
    for index in range(len(members["narrative"])):
        yield f"/narrative/{index}/value"


def _written(pointed: Iterable[tuple[str, Span]], text: Text) -> bytes:
    members = [f'"{pointer}":{_place(span, text)}' for pointer, span in pointed]
    return f"{{{','.join(members)}}}".encode(errors="replace")


def _place(span: Span, text: Text) -> str:
    """
    Return what PlaceSchema promises, as JSON.

    A report has some three hundred places: with objects for each it would take twice as long.
    """
    start, end = span
    line, column = text.position(start)
    return (
        f'{{"line":{line},"column":{column},"start":{start},"end":{end},'
        f'"quote":{encode_basestring(clip(text.content[start:end]))}}}'
    )

"""Where the values of a representation are printed, under the JSON Pointers of the values."""

import json
from collections.abc import Iterator
from typing import Final

from service.api.schema_fields import PlaceSchema
from service.model.place import Span
from service.model.report import Report

_PLACES: Final = PlaceSchema(many=True)


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
        for row, column, cell in table.cells():
            if cell.span is not None:
                yield table.pointer(row, column), cell.span
    for index, figure in enumerate(report.narrative):
        yield f"/narrative/{index}/value", figure.number


def render_provenance(report: Report) -> bytes:
    """Return the member `provenance` of the representation in UTF-8."""
    pointed = dict(spans(report))
    places = _PLACES.dump(map(report.text.place, pointed.values()))
    members = dict(zip(pointed, places, strict=True))
    text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")

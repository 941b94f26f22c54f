"""Exports: everything of one kind that is stored, streamed as it is read."""

import logging
from collections.abc import Iterator, Mapping
from typing import Final

from flask import Blueprint, Response, current_app, g

from service.api import access, problems, requests
from service.api.finding_formats import BOM, content_type
from service.api.listings import FILTERS
from service.api.media_types import CSV, NDJSON
from service.api.operation import Answer, operation
from service.errors import NotFound
from service.model.key import Scope
from service.storage import export_rows
from service.storage.export_rows import Form, parameters
from service.storage.exports import EXPORTS
from service.storage.listings import Wanted
from service.storage.snapshots import Reading, Snapshots

blueprint: Final = Blueprint("exports", __name__)
log = logging.getLogger(__name__)
FORMS: Final[Mapping[str, Form]] = {CSV: export_rows.CSV, NDJSON: export_rows.NDJSON}


@blueprint.get("/v1/exports/<export>")
@operation(
    "Export what is stored",
    {
        200: Answer(
            "All rows, as CSV in UTF-8 with a head, or NDJSON; docs/exports.md lists the columns.",
            {CSV: None, NDJSON: None},
            ("Content-Disposition",),
        )
    },
    scope=Scope.READ,
    problems=(problems.NOT_FOUND, problems.TOO_MANY_EXPORTS, problems.STORAGE_UNAVAILABLE),
    query=FILTERS,
)
def get_export(export: str) -> Response:
    """
    Answer all rows of the current reports that are asked for, by agency and year, in one stream.

    All of it is of one moment. It arrives in chunks; where something fails in between, the last
    chunk is missing and the connection ends, which every client tells as an error: an answer that
    ends properly is complete. `rule` and `severity` choose reports, and of these the findings, too.
    Withdrawn reports are in `reports` alone, and only with `updated_since`.
    """
    if export not in EXPORTS:
        raise NotFound(f"What can be exported is {', '.join(EXPORTS)}.")
    wanted = Wanted(**{name: g.query.get(name) for name in FILTERS}, bounds=access.bounds())
    snapshots: Snapshots = current_app.extensions["snapshots"]
    form = FORMS[g.media_type]
    reading = snapshots.read(form.statement(export), parameters(wanted, export))
    first = f"{BOM}{form.first(export)}" if form is export_rows.CSV else ""
    stream = Stream(reading, form, first)
    response = Response(stream, content_type=content_type(g.media_type))
    response.headers["Content-Disposition"] = f'attachment; filename="{export}.{form.name}"'
    return response


class Stream:
    """The body of an answer, made as it is sent; the server closes it, however it ends."""

    def __init__(self, reading: Reading, form: Form, first: str) -> None:
        """Read the first piece, so that what fails at once is still answered as a problem."""
        self._reading = reading
        self._request_id = requests.request_id()
        self._form = form
        try:
            self._begin = first.encode() + form.lines(next(reading, ()))
        except BaseException:
            reading.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines, those of some hundred reports at once."""
        try:
            yield self._begin
            for rows in self._reading:
                yield self._form.lines(rows)
        except Exception:
            log.exception("Request %s: the export broke off", self._request_id)
            raise
        finally:
            self.close()

    def close(self) -> None:
        """End the snapshot."""
        self._reading.close()

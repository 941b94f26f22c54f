"""What became of the reports of a batch, a line each."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response

from service.api.batch_schemas import result
from service.api.batches import BATCH_PROBLEMS, check_batch_id, owner
from service.api.media_types import NDJSON
from service.api.operation import Answer, operation
from service.api.servers import pool
from service.json_text import as_json
from service.model.key import Scope
from service.storage.batch_items import fetch_results
from service.storage.batches import fetch_batch
from service.storage.pool import Pool

blueprint: Final = Blueprint("results", __name__)
PAGE: Final = 1_000  # results in memory at once; each page is a transaction of its own


@blueprint.get("/v1/batches/<batch_id>/results")
@operation(
    "Read the results of a batch",
    {
        200: Answer(
            "A line for each report that is done, in the order in which they were sent.",
            {NDJSON: None},
            ("X-Complete",),
        )
    },
    scope=Scope.READ,
    problems=BATCH_PROBLEMS,
)
def get_results(batch_id: str) -> Response:
    """
    Answer what became of each report, also while the batch runs, and as often as it is asked.

    A line is an object: `position` in what was sent, from 1; `name`, a path or "line 12";
    `agency_id`; `year` and `revision` under which it is stored; `status`, which is stored,
    unchanged, refused or cancelled; `location` of the report; `findings`, how many of each
    severity; `problem`, as the single report would have got it. What does not apply is null.
    `X-Complete` says whether every report has its line.
    """
    batch = pool().ask(fetch_batch, check_batch_id(batch_id), owner())
    response = Response(_lines(pool(), batch_id), mimetype=NDJSON)
    response.headers["X-Complete"] = "true" if batch.finished_at else "false"
    return response


def _lines(connections: Pool, batch_id: str) -> Iterator[bytes]:
    """Yield the results page by page: a caller who reads slowly keeps no connection."""
    after = 0
    while True:
        page = connections.ask(fetch_results, batch_id, after, PAGE)
        if not page:
            return
        yield b"".join(as_json(result(each)) + b"\n" for each in page)
        after = page[-1].ordinal

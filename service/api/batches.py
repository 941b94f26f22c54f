"""Batches: many reports sent at once, worked off by and by."""

import re
from operator import attrgetter
from typing import Final

from flask import Blueprint, Response, g

from service.api import access, problems
from service.api.batch_schemas import BatchPageSchema, BatchSchema, address
from service.api.conditions import idempotency_key
from service.api.media_types import JSON
from service.api.operation import Answer, operation, tagged
from service.api.pages import LIMIT, Cursor, cut, limit, link_to, moment_in
from service.api.problem_sets import WRITE_PROBLEMS
from service.api.representation import answer, nothing
from service.api.servers import pool
from service.api.submissions import received
from service.batches.accepting import accept
from service.errors import BatchNotFound
from service.model.key import Scope
from service.storage.batch_records import Before, Submission
from service.storage.batches import fetch_batch, fetch_batches, save_cancellation

blueprint: Final = Blueprint("batches", __name__)
_SCHEMA: Final = BatchSchema()
_PAGE: Final = BatchPageSchema()
_SHAPE: Final = re.compile("[0-9a-f]{32}")
_BATCH_ID: Final = {"batch_id": "$response.body#/batch_id"}
LINKS: Final = {
    "get_batch": _BATCH_ID,
    "get_results": _BATCH_ID,
    "delete_batch": _BATCH_ID,
}
BATCH_PROBLEMS: Final = (problems.BATCH_NOT_FOUND, problems.STORAGE_UNAVAILABLE)


@blueprint.post("/v1/batches")
@operation(
    "Send many reports at once",
    {
        202: Answer(
            "The batch is accepted, and will be done.", {JSON: BatchSchema}, ("Location",), LINKS
        )
    },
    scope=Scope.WRITE,
    problems=(
        problems.MALFORMED_REQUEST,
        problems.INVALID_PARAMETER,
        problems.TOO_LARGE,
        problems.UNSUPPORTED_MEDIA_TYPE,
        problems.EMPTY_BODY,
        problems.TOO_SLOW,
        problems.IDEMPOTENCY_KEY_REUSED,
        problems.STORAGE_UNAVAILABLE,
        *WRITE_PROBLEMS,
    ),
    headers=("Idempotency-Key",),
    takes="submission",
)
def post_batch() -> Response:
    """
    Take in NDJSON or a ZIP of reports, which workers then read, check and store.

    Once this is answered the batch is kept, whatever fails afterwards: each report of it is stored
    once, as if it had been sent alone, those of an agency in their order. A report that cannot be
    stored is refused by itself, with the problem that it would have got; bytes that any revision
    of their year has, current or not, are unchanged.

    The same body again is a batch of its own in which every report is unchanged; under the same
    `Idempotency-Key`, within a day, it is the first batch that is answered.
    """
    name = idempotency_key()
    author = access.author()
    with received() as body:
        submission = Submission(
            author.key_id or "", author.request_id, body.media_type, body.size, body.digest, name
        )
        batch_id = accept(pool(), body.entries, submission, access.bounds())
    batch = pool().ask(fetch_batch, batch_id, None)
    response = answer(_SCHEMA, batch)
    response.status_code = 202
    response.headers["Location"] = address(batch)
    return response


@blueprint.get("/v1/batches/<batch_id>")
@operation(
    "Look up a batch",
    tagged("How far it is.", {JSON: BatchSchema}, LINKS),
    scope=Scope.READ,
    problems=BATCH_PROBLEMS,
    headers=("If-None-Match",),
)
def get_batch(batch_id: str) -> Response:
    """Answer how far a batch is; for the key that sent it, and for keys of scope `admin`."""
    return answer(_SCHEMA, pool().ask(fetch_batch, check_batch_id(batch_id), owner()))


@blueprint.delete("/v1/batches/<batch_id>")
@operation(
    "Cancel a batch",
    {204: Answer("Nothing of the batch begins any more.")},
    scope=Scope.WRITE,
    problems=(*BATCH_PROBLEMS, *WRITE_PROBLEMS),
)
def delete_batch(batch_id: str) -> Response:
    """
    Cancel what has not begun of a batch; what is stored stays.

    What is being stored at this moment is finished; `finished_at` says when that is so. A batch
    that is done or cancelled already stays as it is: a retry is safe.
    """
    with pool().transaction() as statements:
        fetch_batch(statements, check_batch_id(batch_id), owner())
        save_cancellation(statements, batch_id)
    return nothing()


def _before(accepted_at: str, batch_id: str) -> Before:
    return Before(moment_in(accepted_at), check_batch_id(batch_id))


@blueprint.get("/v1/batches")
@operation(
    "List batches",
    tagged(
        "A page of batches, the newest first.",
        {JSON: BatchPageSchema},
        {
            "get_batches": {"query.cursor": "$response.body#/next"},
            "get_batch": {"batch_id": "$response.body#/batches/0/batch_id"},
        },
    ),
    scope=Scope.READ,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={"limit": LIMIT, "cursor": Cursor(_before)},
    headers=("If-None-Match",),
)
def get_batches() -> Response:
    """Answer the batches that the key has sent; those of all keys to one of scope `admin`."""
    found = pool().ask(fetch_batches, owner(), g.query.get("cursor"), limit() + 1)
    page, cursor = cut(found, attrgetter("accepted_at", "batch_id"))
    return link_to(answer(_PAGE, {"batches": page, "next": cursor}), cursor)


def check_batch_id(batch_id: str) -> str:
    """Return what can be the id of a batch; raise BatchNotFound."""
    if not _SHAPE.fullmatch(batch_id):
        raise BatchNotFound
    return batch_id


def owner() -> str | None:
    """Return whose batches the caller sees, None for everybody's; "" are those sent without key."""
    return None if access.is_admin() else access.key_id() or ""

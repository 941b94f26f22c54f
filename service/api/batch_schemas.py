"""The JSON representations of batches and of what became of their reports."""

from typing import Any, Final

from marshmallow import fields, validate

from service.api.list_schemas import Time
from service.api.problems import INTERNAL_ERROR, PROBLEM_TYPES
from service.api.schema_fields import Answer, NextCursor
from service.storage.batch_items import Result
from service.storage.batch_records import Batch

STATES: Final = ("accepted", "running", "done", "cancelled")


class BatchSchema(Answer):
    """A batch and how far it is."""

    batch_id = fields.String()
    state = fields.String(
        validate=validate.OneOf(STATES),
        metadata={
            "description": "accepted: nothing has begun. running. done: every report has a result. "
            "cancelled: what had not begun when it was cancelled is not stored."
        },
    )
    total = fields.Integer(metadata={"description": "Reports that were sent."})
    stored = fields.Integer(metadata={"description": "Those that became a new revision."})
    unchanged = fields.Integer(metadata={"description": "Those whose bytes were stored before."})
    refused = fields.Integer(metadata={"description": "Those of which nothing is stored."})
    cancelled = fields.Integer(metadata={"description": "Those that were not begun any more."})
    rate = fields.Float(
        allow_none=True,
        metadata={"description": "Reports a second, since the first was begun; null before."},
    )
    accepted_at = Time("When it was accepted.")
    started_at = Time("When the first report was begun; null before.", allow_none=True)
    finished_at = Time("When the last report was done; null before.", allow_none=True)
    cancelled_at = Time("When it was cancelled; null where it was not.", allow_none=True)
    media_type = fields.String(metadata={"description": "That of the body."})
    bytes = fields.Integer(attribute="size", metadata={"description": "Of the body, as it came."})
    sha256 = fields.String(metadata={"description": "Of the body, as it came."})
    key_id = fields.Function(
        lambda batch: batch.key_id or None,
        metadata={"type": ["string", "null"], "description": "The key that sent it."},
    )
    results = fields.Function(
        lambda batch: address(batch) + "/results",
        metadata={
            "type": "string",
            "format": "uri-reference",
            "description": "Where the results are, also while it runs.",
        },
    )


def address(batch: Batch) -> str:
    """Return the address of a batch."""
    return f"/v1/batches/{batch.batch_id}"


class BatchPageSchema(Answer):
    """Batches, the newest first."""

    batches = fields.List(fields.Nested(BatchSchema))
    next = NextCursor()


def result(found: Result) -> dict[str, Any]:
    """Return what a line of the results says; a schema would take longer than the storing."""
    is_stored = found.revision is not None
    place = f"/v1/agencies/{found.agency_id}/reports/{found.year}"
    return {
        "position": found.ordinal,
        "name": found.name,
        "agency_id": found.agency_id,
        "year": found.year,
        "revision": found.revision,
        "status": found.status,
        "location": place if is_stored else None,
        "findings": (
            {"error": found.errors, "warning": found.warnings, "info": found.infos}
            if found.errors is not None
            else None
        ),
        "problem": (_problem(found.problem, found.detail or "") if found.problem else None),
    }


def _problem(slug: str, detail: str) -> dict[str, Any]:
    return PROBLEM_TYPES.get(slug, INTERNAL_ERROR).body(detail)

"""The JSON representations of lists: summaries of reports, their revisions, their findings."""

from datetime import datetime
from typing import Any

from marshmallow import fields, validate

from service.api.representation import timestamp
from service.api.schema_fields import Answer, NextCursor, Printed
from service.api.schemas import FindingSchema
from service.model.report import FORMATS
from service.storage.findings import Occasion


class Time(fields.String):
    """A UTC time as RFC 3339 writes it."""

    def __init__(self, description: str, timespec: str = "milliseconds", **options: Any) -> None:
        """Say what happened then."""
        super().__init__(metadata={"format": "date-time", "description": description}, **options)
        self.timespec = timespec

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return timestamp(value, self.timespec) if isinstance(value, datetime) else None


class Part(fields.Nested):
    """Members of the object at hand, as an object of their own."""

    def get_value(self, obj: Any, attr: str, *args: Any, **kwargs: Any) -> Any:
        """Return the object at hand, whatever the name of the field is."""
        return obj


class CountsSchema(Answer):
    """How many findings there are of each severity, by the finding set that counts."""

    error = fields.Integer(attribute="errors")
    warning = fields.Integer(attribute="warnings")
    info = fields.Integer(attribute="infos")
    rule_set = fields.String()
    judged_at = Time("When the rules were last applied.")


class SummarySchema(Answer):
    """What a list says of a report; GET the report for the rest."""

    agency_id = fields.String()
    registered_name = Printed(
        allow_none=True, metadata={"description": "The name by which the agency is known."}
    )
    division = fields.String(allow_none=True)
    year = fields.Integer()
    revision = fields.Integer()
    format = fields.String(allow_none=True, validate=validate.OneOf([*FORMATS, None]))
    title = Printed(allow_none=True)
    agency_name = Printed(allow_none=True, metadata={"description": "The name the report bears."})
    signed_on = fields.Date(allow_none=True)
    findings = Part(CountsSchema)
    sha256 = fields.String(metadata={"description": "Of the bytes uploaded."})
    etag = fields.String(metadata={"description": "The `ETag` of the report, without quotes."})
    received_at = Time("When the revision was uploaded.")
    updated_at = Time(
        "When callers last saw the report become another one: by an upload, a withdrawal, or "
        "other findings.",
        "microseconds",
    )
    withdrawn_at = Time(
        "When the report was withdrawn; null where it is not.", "microseconds", allow_none=True
    )


class AgencyReportsSchema(Answer):
    """The reports of an agency, the newest year first."""

    agency_id = fields.String()
    reports = fields.List(fields.Nested(SummarySchema))


class ReportPageSchema(Answer):
    """Reports in the order in which they changed."""

    reports = fields.List(fields.Nested(SummarySchema))
    next = NextCursor()
    as_of = Time(
        "All changes before this time are in the answer or on its next pages: what to send as "
        "`updated_since` next time.",
        "microseconds",
    )


class RevisionSchema(Answer):
    """An upload that became a revision."""

    revision = fields.Integer()
    received_at = Time("When it was uploaded.")
    withdrawn_at = Time(
        "When the year was withdrawn while this was its current revision; else null.",
        "microseconds",
        allow_none=True,
    )
    sha256 = fields.String()
    bytes = fields.Integer()
    media_type = fields.String()
    filename = fields.String(allow_none=True)
    agency_name = Printed(allow_none=True)
    findings = Part(CountsSchema)


class RevisionsSchema(Answer):
    """The revisions of a report, the newest first; no request ever removes one."""

    agency_id = fields.String()
    year = fields.Integer()
    revisions = fields.List(fields.Nested(RevisionSchema))


class FindingsSchema(Answer):
    """What was found about a revision by the finding set that counts."""

    agency_id = fields.String()
    year = fields.Integer()
    revision = fields.Integer()
    rule_set = fields.String()
    judged_at = Time("When the rules were applied.")
    occasion = fields.String(
        validate=validate.OneOf(list(Occasion)),
        metadata={
            "description": "Why: `upload`, it was new; `neighbour`, the report of the year before "
            "was stored, replaced or withdrawn; `rules`, the rules are others."
        },
    )
    truncated = fields.Boolean()
    findings = fields.List(fields.Nested(FindingSchema))

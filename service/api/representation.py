"""A judged report -> the bytes that answer for it; the same input always gives the same bytes."""

import json
from datetime import datetime
from typing import Any, Final

from flask import Response
from marshmallow import Schema

from service.api.provenance import render_provenance
from service.api.schema_fields import TEXT
from service.api.schemas import ReportSchema
from service.judging import UNSTORED, Identity, Judged, Rendering

MEDIA_TYPE: Final = "application/json"
_SCHEMA: Final = ReportSchema()


def render(judged: Judged, identity: Identity = UNSTORED) -> bytes:
    """Return the representation in UTF-8."""
    token = TEXT.set(judged.report.text)
    try:
        members = _SCHEMA.dump(_parts(judged, identity))
    finally:
        TEXT.reset(token)
    text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")  # half a surrogate pair has no UTF-8


def render_to_store(judged: Judged, identity: Identity) -> Rendering:
    """Return all that is kept of a report in the words of the interface."""
    return Rendering(render(judged, identity), render_provenance(judged.report))


def answer(schema: Schema, data: Any) -> Response:
    """Return the answer that shows something other than a report, which is small."""
    return answer_of(schema.dump(data))


def answer_of(members: dict[str, Any]) -> Response:
    """Return the answer that has these members."""
    body = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode(errors="replace"), mimetype=MEDIA_TYPE)


def _parts(judged: Judged, identity: Identity) -> dict[str, Any]:
    report, upload = judged.report, judged.upload
    return {
        "agency_id": identity.agency_id,
        "year": report.year,
        "revision": identity.revision,
        "format": report.format,
        "title": report.title.text if report.title else None,
        "agency_name": report.agency_name,
        "period": report.period,
        "signed_on": report.signature.signed_on if report.signature else None,
        "source": {
            "sha256": report.source.sha256,
            "bytes": report.source.size,
            "media_type": upload.media_type,
            "encoding": report.source.encoding,
            "filename": upload.filename,
        },
        "sections": report.sections,
        "disclosure": report.disclosure,
        "applications": report.applications,
        "review": report.review,
        "narrative": report.narrative,
        "problems": report.problems,
        "findings": judged.checks.findings,
        "checks": {
            "rule_set": judged.checks.rule_set,
            "passed": judged.checks.passed,
            "failed": judged.checks.failed,
            "truncated": judged.truncated,
            "not_applicable": judged.checks.not_applicable,
        },
        "received_at": timestamp(identity.received_at),
    }


def timestamp(moment: datetime | None, timespec: str = "milliseconds") -> str | None:
    """Return a UTC time as RFC 3339 with a Z."""
    if moment is None:
        return None
    return moment.isoformat(timespec=timespec).replace("+00:00", "Z")

"""A judged report -> the bytes that answer for it; the same input always gives the same bytes."""

from datetime import datetime
from typing import Any

from flask import Response
from marshmallow import Schema

from service.api.headers import SafeResponse
from service.api.media_types import JSON
from service.api.members import members_of
from service.api.provenance import render_spans
from service.json_text import as_json
from service.judging import UNSTORED, Identity, Judged, Rendering


def render(judged: Judged, identity: Identity = UNSTORED) -> bytes:
    """Return the representation in UTF-8."""
    members = members_of(judged, identity)
    members["received_at"] = timestamp(identity.received_at)
    return as_json(members)


def render_to_store(judged: Judged, identity: Identity) -> Rendering:
    """Return all that is kept of a report in the words of the interface."""
    return Rendering(render(judged, identity), render_spans(judged.report))


def answer(schema: Schema, data: Any) -> Response:
    """Return the answer that shows something other than a report, which is small."""
    return answer_of(schema.dump(data))


def answer_of(members: dict[str, Any]) -> Response:
    """Return the answer that has these members."""
    return Response(as_json(members), mimetype=JSON)


def nothing() -> Response:
    """Return the answer that has no content (204)."""
    return SafeResponse(status=204)


def timestamp(moment: datetime | None, timespec: str = "milliseconds") -> str | None:
    """Return a UTC time as RFC 3339 with a Z."""
    if moment is None:
        return None
    return moment.isoformat(timespec=timespec).replace("+00:00", "Z")

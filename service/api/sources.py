"""The very bytes from which a report was read."""

from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response

from service.api.conditions import is_known
from service.api.operation import Answer, operation
from service.api.problem_sets import READ_PROBLEMS
from service.api.reports import REVISION, find_revision
from service.api.servers import reader
from service.judging import TEXT_TYPES
from service.model.key import Scope
from service.standard.agencies import check_agency_id
from service.storage.revisions import Particulars, fetch_particulars

blueprint: Final = Blueprint("sources", __name__)

# Somebody else's page must not run in a browser as if it were one of ours.
_HARMLESS: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
}


@blueprint.get("/v1/agencies/<agency_id>/reports/<year:year>/source")
@operation(
    "Fetch the source of a report",
    {
        200: Answer(
            "The bytes as they were uploaded.",
            dict.fromkeys(TEXT_TYPES),
            ("ETag", "Content-Disposition"),
        ),
        304: Answer("`If-None-Match` names these bytes.", headers=("ETag",)),
    },
    scope=Scope.READ,
    problems=READ_PROBLEMS,
    query={"revision": REVISION},
    headers=("If-None-Match",),
)
def get_source(agency_id: str, year: int) -> Response:
    """
    Answer the bytes that were uploaded, after inflation and out of their envelope.

    The charset of `Content-Type` is what they turned out to be in, the `ETag` their SHA-256.
    """
    check_agency_id(agency_id)
    revision = find_revision(agency_id, year)
    if is_known(revision.sha256):
        response = Response(status=304)
    else:
        response = _answer(reader().look_up(fetch_particulars, revision))
    response.set_etag(revision.sha256)
    response.headers.update(_HARMLESS)  # also where the caller has it: 304 renews its headers
    return response


def _answer(particulars: Particulars) -> Response:
    kind = f"{particulars.media_type}; charset={particulars.encoding}"
    response = Response(particulars.source, content_type=kind)
    disposition = "attachment"
    if particulars.filename:  # RFC 6266: names in any script
        disposition += f"; filename*=UTF-8''{quote(particulars.filename, safe='')}"
    response.headers["Content-Disposition"] = disposition
    return response

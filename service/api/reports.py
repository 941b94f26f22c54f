"""A report of an agency: POST stores it, GET answers it."""

from typing import Final

from flask import Blueprint, Response, current_app, g, request, url_for
from marshmallow import fields, validate

from service.api import problems
from service.api.operation import Answer, operation
from service.api.representation import MEDIA_TYPE, render
from service.api.schemas import ReportSchema
from service.api.uploads import read_upload
from service.intake import FIRST_YEAR, LAST_YEAR, store
from service.standard.agencies import check_agency_id
from service.storage.pool import Pool
from service.storage.records import Revision
from service.storage.reports import fetch_current

blueprint: Final = Blueprint("reports", __name__)

YEAR: Final = fields.Integer(
    validate=validate.Range(FIRST_YEAR, LAST_YEAR),
    metadata={
        "description": "The report year, for a text that names none. "
        "Where the text names one, the two must agree."
    },
)
UPLOAD_PROBLEMS: Final = (
    problems.MALFORMED_REQUEST,
    problems.INVALID_PARAMETER,
    problems.TOO_LARGE,
    problems.UNSUPPORTED_MEDIA_TYPE,
    problems.INVALID_DOCUMENT,
    problems.EMPTY_BODY,
    problems.NOT_TEXT,
    problems.NOT_A_REPORT,
    problems.YEAR_DISAGREES,
)
STORAGE_PROBLEMS: Final = (problems.INVALID_AGENCY_ID, problems.STORAGE_UNAVAILABLE)
REPORT: Final = {MEDIA_TYPE: ReportSchema}


@blueprint.post("/v1/agencies/<agency_id>/reports")
@operation(
    "Store a report",
    {
        201: Answer("A new revision was stored.", REPORT, ("Location", "ETag")),
        200: Answer("The current revision has these bytes already.", REPORT, ("Location", "ETag")),
    },
    problems=(
        *UPLOAD_PROBLEMS,
        *STORAGE_PROBLEMS,
        problems.YEAR_UNKNOWN,
        problems.STORAGE_CONFLICT,
    ),
    query={"year": YEAR},
    takes_report=True,
)
def post_report(agency_id: str) -> Response:
    """
    Read, check and store a report of an agency.

    The same bytes again answer 200 and store nothing, so a retry is safe. Other bytes for a year
    already held become a new revision. A report with faults is stored, a fragment too:
    faults and gaps are findings.
    """
    check_agency_id(agency_id)
    stored = store(_pool(), agency_id, read_upload(g.query.get("year")), render)
    response = _response(stored.revision, 201 if stored.is_new else 200)
    response.location = url_for(".get_report", agency_id=agency_id, year=stored.revision.year)
    return response


@blueprint.get("/v1/agencies/<agency_id>/reports/<int(fixed_digits=4):year>")
@operation(
    "Look up a report",
    {
        200: Answer("The current revision, byte for byte as POST answered it.", REPORT, ("ETag",)),
        304: Answer("`If-None-Match` names the current revision.", headers=("ETag",)),
    },
    problems=(
        problems.INVALID_PARAMETER,
        problems.REPORT_NOT_FOUND,
        *STORAGE_PROBLEMS,
    ),
)
def get_report(agency_id: str, year: int) -> Response:
    """Answer the current revision of an agency's report for a year."""
    check_agency_id(agency_id)
    with _pool().transaction() as statements:
        revision = fetch_current(statements, agency_id, year)
    response = _response(revision, 200)
    response.make_conditional(request)
    return response


def _pool() -> Pool:
    pool: Pool = current_app.extensions["pool"]
    return pool


def _response(revision: Revision, status: int) -> Response:
    response = Response(revision.representation, status, mimetype=MEDIA_TYPE)
    response.set_etag(revision.etag)
    response.headers["Cache-Control"] = "no-cache"
    return response

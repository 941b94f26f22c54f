"""Checking a report without storing it."""

from typing import Final

from flask import Blueprint, Response, g

from service.api.inclusions import INCLUDE, NOTHING, appended, of_judged
from service.api.media_types import JSON
from service.api.operation import Answer, operation
from service.api.problem_sets import UPLOAD_PROBLEMS
from service.api.reading import judged_upload
from service.api.reports import REPORT, YEAR
from service.api.representation import render
from service.model.key import Scope

blueprint: Final = Blueprint("checks", __name__)


@blueprint.post("/v1/check")
@operation(
    "Check a report",
    {200: Answer("The report as it was read, with its findings.", REPORT)},
    scope=Scope.READ,
    problems=UPLOAD_PROBLEMS,
    query={"year": YEAR, "include": INCLUDE},
    takes="report",
)
def post_check() -> Response:
    """
    Read and check a report; store nothing.

    The same bytes always give the same answer. No database is needed.
    """
    judged = judged_upload()
    members = of_judged(judged, g.query.get("include", NOTHING))
    return Response(appended(render(judged), members), mimetype=JSON)

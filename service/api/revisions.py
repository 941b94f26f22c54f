"""The revisions of a report: who sent what when."""

from typing import Final

from flask import Blueprint, Response

from service.api.list_schemas import RevisionsSchema
from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.problem_sets import REPORT_PROBLEMS
from service.api.representation import answer
from service.api.servers import reader
from service.model.key import Scope
from service.standard.agencies import check_agency_id
from service.storage.revisions import fetch_uploads

blueprint: Final = Blueprint("revisions", __name__)
_SCHEMA: Final = RevisionsSchema()


@blueprint.get("/v1/agencies/<agency_id>/reports/<year:year>/revisions")
@operation(
    "List the revisions of a report",
    tagged(
        "Every upload that became a revision, the newest first.",
        {JSON: RevisionsSchema},
        {
            "get_report": {
                "agency_id": "$response.body#/agency_id",
                "year": "$response.body#/year",
                "query.revision": "$response.body#/revisions/0/revision",
            }
        },
    ),
    scope=Scope.READ,
    problems=REPORT_PROBLEMS,
    headers=("If-None-Match",),
)
def get_revisions(agency_id: str, year: int) -> Response:
    """
    Answer who sent what when; also for a report that was withdrawn.

    `sha256` is that of the bytes that `…/source?revision=` answers.
    """
    check_agency_id(agency_id)
    uploads = reader().ask(fetch_uploads, agency_id, year)
    return answer(_SCHEMA, {"agency_id": agency_id, "year": year, "revisions": uploads})

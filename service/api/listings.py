"""Reports in lists: those of an agency, and what a collector polls."""

from collections.abc import Sequence
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final

from flask import Blueprint, Response, g
from marshmallow.fields import Field

from service.api import access, problems
from service.api.digits import Digits
from service.api.findings import RULE
from service.api.list_schemas import AgencyReportsSchema, ReportPageSchema
from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.pages import LIMIT, Cursor, cut, limit, link_to, moment_in
from service.api.problem_sets import STORAGE_PROBLEMS
from service.api.query_fields import Code, Moment, OneOf
from service.api.representation import answer
from service.api.servers import pool, reader
from service.intake.years import FIRST_YEAR, LAST_YEAR
from service.model.finding import Severity
from service.model.key import Scope
from service.model.report import FORMATS
from service.standard.agencies import check_agency_id
from service.standard.divisions import BEGINNING
from service.storage.changes import fetch_horizon
from service.storage.listings import (
    Position,
    Summary,
    Wanted,
    fetch_changed_reports,
    fetch_reports_of_agency,
)

blueprint: Final = Blueprint("listings", __name__)
DIVISION: Final = Code(
    BEGINNING.pattern, "The beginning of a division code: 1408 is all of 运城市."
)
_PAGE: Final = ReportPageSchema()
_OF_AGENCY: Final = AgencyReportsSchema()


def _position(updated_at: str, agency_id: str, year: int) -> Position:
    if type(year) is not int or not 0 <= year <= LAST_YEAR:
        raise ValueError
    return Position(moment_in(updated_at), check_agency_id(agency_id), year)


FILTERS: Final[dict[str, Field[Any]]] = {
    "year": Digits(FIRST_YEAR, LAST_YEAR, "Only reports for this year."),
    "division": DIVISION,
    "format": OneOf(FORMATS, "Only reports in this national format."),
    "rule": RULE,
    "severity": OneOf(
        tuple(Severity), "Only reports with a finding of this severity, by `rule` if that is given."
    ),
    "updated_since": Moment(
        "Only reports that changed at this time or later. Withdrawn ones are listed, too."
    ),
}


@blueprint.get("/v1/reports")
@operation(
    "List reports of all agencies",
    tagged(
        "A page of reports, the earliest change first.",
        {JSON: ReportPageSchema},
        {
            "get_reports": {"query.cursor": "$response.body#/next"},
            "get_report": {
                "agency_id": "$response.body#/reports/0/agency_id",
                "year": "$response.body#/reports/0/year",
            },
        },
    ),
    scope=Scope.READ,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={**FILTERS, "limit": LIMIT, "cursor": Cursor(_position)},
    headers=("If-None-Match",),
)
def get_reports() -> Response:
    """
    Answer the reports of all agencies in the order in which they last changed.

    To keep a copy up to date, read all pages, keep the `as_of` of the first, and send that as
    `updated_since` next time. No change is ever missed: what a writer is just storing is left to
    the next time. What changes between two pages comes once more on a later one.
    """
    wanted = Wanted(**{name: g.query.get(name) for name in FILTERS}, bounds=access.bounds())
    with pool().transaction() as statements:  # the primary alone knows its writers
        horizon = fetch_horizon(statements)
        found = fetch_changed_reports(
            statements, wanted, horizon, g.query.get("cursor"), limit() + 1
        )
    page, cursor = cut(found, attrgetter("updated_at", "agency_id", "year"))
    response = answer(_PAGE, {"reports": page, "next": cursor, "as_of": horizon})
    response.set_etag(_tag(page, cursor), weak=True)
    return link_to(response, cursor)


def _tag(page: Sequence[Summary], cursor: str | None) -> str:
    """Return a tag that stays while the reports do; an earlier `as_of` serves as well."""
    return sha256(repr((page, cursor)).encode(errors="replace")).hexdigest()[:32]


@blueprint.get("/v1/agencies/<agency_id>/reports")
@operation(
    "List the reports of an agency",
    tagged(
        "The newest year first.",
        {JSON: AgencyReportsSchema},
        {
            "get_report": {
                "agency_id": "$response.body#/agency_id",
                "year": "$response.body#/reports/0/year",
            }
        },
    ),
    scope=Scope.READ,
    problems=(problems.AGENCY_NOT_FOUND, *STORAGE_PROBLEMS),
    headers=("If-None-Match",),
)
def get_reports_of_agency(agency_id: str) -> Response:
    """Answer the current reports of an agency, each with its counts of findings."""
    check_agency_id(agency_id)
    reports = reader().ask(fetch_reports_of_agency, agency_id)
    return answer(_OF_AGENCY, {"agency_id": agency_id, "reports": reports})

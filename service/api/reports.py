"""A report of an agency: POST stores it, GET answers it."""

from typing import Final

from flask import Blueprint, Response, g, url_for
from werkzeug.http import quote_etag

from service.api import access, conditions, problems
from service.api.digits import Digits
from service.api.headers import SafeResponse
from service.api.inclusions import INCLUDE, NOTHING, Chosen, appended, of_stored, tag
from service.api.media_types import JSON
from service.api.operation import Answer, operation
from service.api.problem_sets import (
    READ_PROBLEMS,
    REPORT_PROBLEMS,
    STORAGE_PROBLEMS,
    UPLOAD_PROBLEMS,
    WRITE_PROBLEMS,
)
from service.api.query_fields import Code
from service.api.reading import judged_upload
from service.api.representation import nothing, render_to_store
from service.api.schemas import ReportSchema
from service.api.servers import pool, reader
from service.errors import PreconditionFailed
from service.intake.storing import Stored, store
from service.intake.terms import Terms
from service.intake.withdrawing import withdraw
from service.intake.years import FIRST_YEAR, LAST_YEAR
from service.metrics import count_revision
from service.model.key import Scope
from service.model.layout import layout_of
from service.standard.agencies import check_agency_id
from service.storage.pool import Pool
from service.storage.reader import Reader
from service.storage.records import Revision
from service.storage.reports import Shown, fetch_current, fetch_shown, fetch_tag
from service.storage.revisions import fetch_judged, fetch_particulars, fetch_revision

blueprint: Final = Blueprint("reports", __name__)

YEAR: Final = Digits(
    FIRST_YEAR,
    LAST_YEAR,
    "The report year, for a text that names none. Where the text names one, the two must agree.",
)
REVISION: Final = Digits(1, 2**31 - 1, "The number of a revision; the current one if left out.")
RULE_SET: Final = Code(
    r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}",
    "What was found under this rule set, last; what counts if left out.",
)
REPORT: Final = {JSON: ReportSchema}
CONDITIONS: Final = ("If-Match", "If-None-Match")
_STORED: Final = {"agency_id": "$response.body#/agency_id", "year": "$response.body#/year"}
LINKS: Final = {
    "get_report": _STORED,
    "get_findings": _STORED,
    "get_source": _STORED,
    "get_revisions": _STORED,
    "delete_report": _STORED,
    "get_agency": {"agency_id": "$response.body#/agency_id"},
    "get_reports_of_agency": {"agency_id": "$response.body#/agency_id"},
    "get_series": {"agency_id": "$response.body#/agency_id"},
}


@blueprint.post("/v1/agencies/<agency_id>/reports")
@operation(
    "Store a report",
    {
        201: Answer("A new revision was stored.", REPORT, ("Location", "ETag"), LINKS),
        200: Answer(
            "The current revision has these bytes already.", REPORT, ("Location", "ETag"), LINKS
        ),
    },
    scope=Scope.WRITE,
    problems=(
        *UPLOAD_PROBLEMS,
        *STORAGE_PROBLEMS,
        problems.YEAR_UNKNOWN,
        problems.IDEMPOTENCY_KEY_REUSED,
        problems.PRECONDITION_FAILED,
        *WRITE_PROBLEMS,
    ),
    query={"year": YEAR, "include": INCLUDE},
    headers=(*CONDITIONS, "Idempotency-Key"),
    takes="report",
)
def post_report(agency_id: str) -> Response:
    """
    Read, check and store a report of an agency.

    The same bytes again answer 200 and store nothing, so a retry is safe. Other bytes for a year
    already held become a new revision. A report with faults is stored, a fragment too:
    faults and gaps are findings.

    `If-Match` stores only where one of its tags is that of the current revision of the report's
    year, `If-None-Match: *` only where there is none yet. What is stored already stays 200.
    """
    check_agency_id(agency_id)
    key = conditions.idempotency_key()
    terms = Terms(conditions.may_be_replaced, key, access.author())
    judged = judged_upload()
    stored = store(pool(), agency_id, judged, render_to_store, terms)
    _tell(stored)
    response = _response(stored.revision, 201 if stored.is_new else 200, pool())
    response.location = url_for(".get_report", agency_id=agency_id, year=stored.revision.year)
    return response


def _tell(stored: Stored) -> None:
    """Name the revision in the request's line of the log, and count what is new."""
    g.stored = {"year": stored.revision.year, "revision": stored.revision.revision}
    if stored.judged is not None:
        report, findings = stored.judged.report, stored.judged.checks.findings
        kinds = (problem.kind.value for problem in report.problems)
        count_revision(layout_of(report), (finding.rule for finding in findings), kinds)


@blueprint.get("/v1/agencies/<agency_id>/reports/<year:year>")
@operation(
    "Look up a report",
    {
        200: Answer("The revision, byte for byte as POST answered it.", REPORT, ("ETag",)),
        304: Answer("`If-None-Match` names the revision.", headers=("ETag",)),
    },
    scope=Scope.READ,
    problems=(
        *READ_PROBLEMS,
        problems.PRECONDITION_FAILED,
    ),
    query={"include": INCLUDE, "revision": REVISION, "rule_set": RULE_SET},
    headers=CONDITIONS,
)
def get_report(agency_id: str, year: int) -> Response:
    """
    Answer an agency's report for a year, the current revision unless another one is asked for.

    Its findings are those that count: from one judgement to the next, when a neighbouring year or
    the rules change, they may differ, and the tag with them. `rule_set` asks for earlier ones.

    What `include` adds stands behind the members that are always there.
    """
    check_agency_id(agency_id)
    is_conditional = conditions.are_sent()
    if "revision" in g.query or "rule_set" in g.query:
        revision: Revision | Shown = find_revision(agency_id, year)
    else:
        if is_conditional:
            known = _judged_by_tag(agency_id, year)
            if known is not None:
                return known
        revision = reader().look_up(fetch_shown, agency_id, year)
    judged = _judged(revision.etag) if is_conditional else None
    return judged or _response(revision, 200, reader())


def _judged_by_tag(agency_id: str, year: int) -> Response | None:
    """Judge the conditions by the tag of the current representation, which stays unread."""
    return _judged(reader().look_up(fetch_tag, agency_id, year))


def _judged(etag: str) -> Response | None:
    """Return 304 where the conditions say that the caller has what bears the tag."""
    chosen = tag(etag, _chosen())
    if not conditions.is_wanted(chosen):
        raise PreconditionFailed
    return _tagged(Response(status=304), chosen) if conditions.is_known(chosen) else None


@blueprint.delete("/v1/agencies/<agency_id>/reports/<year:year>")
@operation(
    "Withdraw a report",
    {204: Answer("The report is withdrawn.")},
    scope=Scope.WRITE,
    problems=(*REPORT_PROBLEMS, problems.PRECONDITION_FAILED, *WRITE_PROBLEMS),
    headers=("If-Match",),
)
def delete_report(agency_id: str, year: int) -> Response:
    """
    Withdraw an agency's report for a year: GET answers 410 from then on.

    Its revisions stay, under their numbers and in the list of revisions; the next upload brings
    the year back. A report that is withdrawn already stays so: a retry is safe.
    """
    check_agency_id(agency_id)
    terms = Terms(conditions.may_be_replaced, author=access.author())
    withdraw(pool(), agency_id, year, render_to_store, terms)
    return nothing()


def find_revision(agency_id: str, year: int) -> Revision:
    """Return what `?revision=` and `?rule_set=` name, else the current revision."""
    number, rule_set = g.query.get("revision"), g.query.get("rule_set")
    if rule_set is not None:
        number = number or reader().look_up(fetch_current, agency_id, year).revision
        return reader().look_up(fetch_judged, agency_id, year, number, rule_set)
    if number is None:
        return reader().look_up(fetch_current, agency_id, year)
    return reader().look_up(fetch_revision, agency_id, year, number)


def _chosen() -> Chosen:
    chosen: Chosen = g.query.get("include", NOTHING)
    return chosen


def _response(revision: Revision | Shown, status: int, asked: Reader | Pool) -> Response:
    chosen, body, etag = _chosen(), revision.representation, revision.etag
    if chosen:
        beside = asked.look_up(fetch_particulars, revision)
        if "rule_set" not in g.query:  # it may have been judged again since it was looked up
            body, etag = beside.representation, beside.etag
        body = appended(body, of_stored(beside, chosen))
    response = SafeResponse(body, status, content_type=JSON)
    return _tagged(response, tag(etag, chosen))


def _tagged(response: Response, etag: str) -> Response:
    response.headers.add("ETag", quote_etag(etag))
    response.headers.add("Cache-Control", "no-cache")
    return response

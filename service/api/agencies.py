"""Agencies: PUT registers one, GET looks them up."""

from operator import itemgetter
from typing import Any, Final

from flask import Blueprint, Response, g, url_for
from marshmallow.fields import Field

from service.api import access, conditions, problems
from service.api.agency_schemas import (
    LEVELS,
    AgencyPageSchema,
    AgencySchema,
    RegistrationSchema,
)
from service.api.bodies import load_document, read_body, sent_media_type
from service.api.listings import DIVISION
from service.api.media_types import JSON
from service.api.operation import Answer, operation, tagged
from service.api.pages import LIMIT, Cursor, cut, limit, link_to
from service.api.problem_sets import STORAGE_PROBLEMS, WRITE_PROBLEMS
from service.api.query_fields import Code, OneOf
from service.api.representation import answer
from service.api.servers import pool, reader
from service.errors import PreconditionFailed
from service.model.key import Scope
from service.standard.agencies import ID_SHAPE, check_agency_id
from service.storage.agencies import Agency, Registration, fetch_agency, register
from service.storage.agency_lists import Sought, Standing, fetch_agencies
from service.storage.names import plain
from service.storage.rows import storable
from service.storage.trail import Action, Subject, save_entry
from service.storage.turns import lock_registered

blueprint: Final = Blueprint("agencies", __name__)
LONGEST_PART: Final = 100
_AGENCY: Final = AgencySchema()
_PAGE: Final = AgencyPageSchema()
_REGISTRATION: Final = RegistrationSchema()
_AGENCY_ID: Final = {"agency_id": "$response.body#/agency_id"}
_LINKS: Final = {
    "get_agency": _AGENCY_ID,
    "get_reports_of_agency": _AGENCY_ID,
    "get_series": _AGENCY_ID,
}


def _standing(begins: bool, name: str, agency_id: str) -> Standing:  # noqa: FBT001
    if not isinstance(begins, bool) or not isinstance(name, str):
        raise TypeError
    return Standing(begins, storable(name), check_agency_id(agency_id))


FILTERS: Final[dict[str, Field[Any]]] = {
    "q": Code(
        f".{{1,{LONGEST_PART}}}",
        "A part of one of the names; those that begin with it come first. Blanks, width and case "
        "of letters do not count.",
    ),
    "division": DIVISION,
    "level": OneOf(LEVELS, "Only agencies of this level."),
    "parent": Code(ID_SHAPE, "Only agencies directly below this one."),
}


@blueprint.get("/v1/agencies")
@operation(
    "Look up agencies",
    tagged(
        "A page of agencies by their names.",
        {JSON: AgencyPageSchema},
        {
            "get_agencies": {"query.cursor": "$response.body#/next"},
            "get_agency": {"agency_id": "$response.body#/agencies/0/agency_id"},
        },
    ),
    scope=Scope.READ,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={**FILTERS, "limit": LIMIT, "cursor": Cursor(_standing)},
    headers=("If-None-Match",),
)
def get_agencies() -> Response:
    """Answer the agencies that have all that is asked for, as a type-ahead needs them."""
    wanted: dict[str, Any] = {name: g.query.get(name) for name in FILTERS}
    part = plain(storable(wanted.pop("q") or ""))
    sought = Sought(part or None, **wanted, bounds=access.bounds())
    found = reader().ask(fetch_agencies, sought, g.query.get("cursor"), limit() + 1)
    page, cursor = cut(found, itemgetter(0))
    body = {"agencies": [agency for _, agency in page], "next": cursor}
    return link_to(answer(_PAGE, body), cursor)


@blueprint.get("/v1/agencies/<agency_id>")
@operation(
    "Look up an agency",
    tagged("The agency.", {JSON: AgencySchema}, _LINKS),
    scope=Scope.READ,
    problems=(problems.AGENCY_NOT_FOUND, *STORAGE_PROBLEMS),
    headers=("If-None-Match",),
)
def get_agency(agency_id: str) -> Response:
    """Answer what is known about an agency: as registered, and as its reports taught."""
    check_agency_id(agency_id)
    return _response(reader().look_up(fetch_agency, agency_id))


@blueprint.put("/v1/agencies/<agency_id>")
@operation(
    "Register an agency",
    {
        200: Answer(
            "It was known and is registered anew.", {JSON: AgencySchema}, ("ETag",), _LINKS
        ),
        201: Answer("It is registered.", {JSON: AgencySchema}, ("Location", "ETag"), _LINKS),
    },
    scope=Scope.WRITE,
    problems=(
        problems.MALFORMED_REQUEST,
        problems.TOO_LARGE,
        problems.TOO_SLOW,
        problems.UNSUPPORTED_MEDIA_TYPE,
        problems.INVALID_DOCUMENT,
        problems.OUT_OF_BOUNDS,
        problems.PRECONDITION_FAILED,
        *WRITE_PROBLEMS,
        *STORAGE_PROBLEMS,
    ),
    headers=("If-Match", "If-None-Match"),
    takes=RegistrationSchema,
)
def put_agency(agency_id: str) -> Response:
    """
    Register an agency, or replace what is registered about it.

    Names that its reports bear are kept beside the registered ones. A key that reaches the agency
    by its division cannot take it out of there.
    """
    check_agency_id(agency_id)
    sent_media_type((JSON,))
    registration = Registration(**load_document(_REGISTRATION, read_body()))
    access.check_stays_within(agency_id, registration.division)
    with pool().transaction() as statements:
        is_new, before = lock_registered(statements, agency_id)
        if not conditions.may_be_replaced(None if is_new else _response(before).get_etag()[0]):
            raise PreconditionFailed
        if register(statements, before, registration):
            save_entry(statements, access.author(), Action.REGISTER, Subject(agency_id))
        response = _response(fetch_agency(statements, agency_id))
    if is_new:
        response.status_code = 201
        response.location = url_for(".get_agency", agency_id=agency_id)
    return response


def _response(agency: Agency) -> Response:
    response = answer(_AGENCY, agency)
    response.add_etag()
    return response

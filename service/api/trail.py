"""The trail: who changed what when."""

from typing import Final

from flask import Blueprint, Response, g

from service.api import problems
from service.api.key_schemas import TrailSchema
from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.pages import LIMIT, Cursor, cut, limit, link_to
from service.api.query_fields import Code
from service.api.representation import answer
from service.api.servers import reader
from service.model.key import Scope
from service.standard.agencies import ID_SHAPE
from service.storage.trail import fetch_entries

blueprint: Final = Blueprint("trail", __name__)
LAST: Final = 2**63 - 1
_SCHEMA: Final = TrailSchema()


def _before(entry: int) -> int:
    if type(entry) is not int or not 0 <= entry <= LAST:
        raise ValueError
    return entry


@blueprint.get("/v1/trail")
@operation(
    "Read the trail",
    tagged(
        "A page of changes, the newest first.",
        {JSON: TrailSchema},
        {"get_trail": {"query.cursor": "$response.body#/next"}},
    ),
    scope=Scope.ADMIN,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={
        "agency_id": Code(ID_SHAPE, "Only changes of this agency's."),
        "limit": LIMIT,
        "cursor": Cursor(_before),
    },
    headers=("If-None-Match",),
)
def get_trail() -> Response:
    """
    Answer who stored, withdrew, registered and purged what when, and who made and revoked keys.

    What changed nothing, such as the same bytes again, left no entry. Judgements are not among
    them: each finding set bears its own time and occasion.
    """
    agency_id, before = g.query.get("agency_id"), g.query.get("cursor")
    found = reader().ask(fetch_entries, agency_id, before, limit() + 1)
    page, cursor = cut(found, lambda entry: (entry.entry,))
    return link_to(answer(_SCHEMA, {"entries": page, "next": cursor}), cursor)

"""Keys: made, listed and revoked by those who have one of scope admin."""

from operator import attrgetter
from typing import Final

from flask import Blueprint, Response, g, url_for

from service.api import access, problems
from service.api.bodies import load_document, read_body, sent_media_type
from service.api.key_schemas import KeyPageSchema, KeySchema, NewKeySchema, WantedKeySchema
from service.api.media_types import JSON
from service.api.operation import Answer, operation, tagged
from service.api.pages import LIMIT, Cursor, cut, limit, link_to, moment_in
from service.api.representation import answer, answer_of, nothing
from service.api.servers import pool
from service.keys.making import check_key_id, make, revoke
from service.model.key import Scope
from service.storage.keys import Position, fetch_key, fetch_keys

blueprint: Final = Blueprint("keys", __name__)
_SCHEMA: Final = KeySchema()
_PAGE: Final = KeyPageSchema()
_WANTED: Final = WantedKeySchema()
_KEY_ID: Final = {"key_id": "$response.body#/key_id"}
_PROBLEMS: Final = (problems.KEY_NOT_FOUND, problems.STORAGE_UNAVAILABLE)


def _position(created_at: str, key_id: str) -> Position:
    return Position(moment_in(created_at), check_key_id(key_id))


@blueprint.post("/v1/keys")
@operation(
    "Make a key",
    {
        201: Answer(
            "It is made; `secret` is shown this once.",
            {JSON: NewKeySchema},
            ("Location",),
            {"get_key": _KEY_ID, "delete_key": _KEY_ID},
        )
    },
    scope=Scope.ADMIN,
    problems=(
        problems.TOO_LARGE,
        problems.UNSUPPORTED_MEDIA_TYPE,
        problems.INVALID_DOCUMENT,
        problems.INVALID_KEY,
        problems.INVALID_AGENCY_ID,
        problems.STORAGE_UNAVAILABLE,
        problems.STORAGE_CONFLICT,
    ),
    takes=WantedKeySchema,
)
def post_key() -> Response:
    """
    Make a key for a caller.

    A retry makes another one: where the answer was lost, revoke the key that was never used.
    """
    sent_media_type((JSON,))
    wanted = load_document(_WANTED, read_body())["wanted"]
    made = make(pool(), wanted, access.author())
    response = answer_of(_SCHEMA.dump(made.key) | {"secret": made.secret})
    response.status_code = 201
    response.location = url_for(".get_key", key_id=made.key.key_id)
    return response


@blueprint.get("/v1/keys")
@operation(
    "List the keys",
    tagged(
        "A page of keys.",
        {JSON: KeyPageSchema},
        {
            "get_keys": {"query.cursor": "$response.body#/next"},
            "get_key": {"key_id": "$response.body#/keys/0/key_id"},
        },
    ),
    scope=Scope.ADMIN,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={"limit": LIMIT, "cursor": Cursor(_position)},
    headers=("If-None-Match",),
)
def get_keys() -> Response:
    """Answer all keys, the oldest first, also those that are revoked or have expired."""
    found = pool().ask(fetch_keys, g.query.get("cursor"), limit() + 1)
    page, cursor = cut(found, attrgetter("created_at", "key_id"))
    return link_to(answer(_PAGE, {"keys": page, "next": cursor}), cursor)


@blueprint.get("/v1/keys/<key_id>")
@operation(
    "Look up a key",
    tagged("The key.", {JSON: KeySchema}),
    scope=Scope.ADMIN,
    problems=_PROBLEMS,
    headers=("If-None-Match",),
)
def get_key(key_id: str) -> Response:
    """Answer what a key is for, and whether it is valid and in use; never its secret."""
    return answer(_SCHEMA, pool().ask(fetch_key, check_key_id(key_id)))


@blueprint.delete("/v1/keys/<key_id>")
@operation(
    "Revoke a key",
    {204: Answer("The key is revoked.")},
    scope=Scope.ADMIN,
    problems=_PROBLEMS,
)
def delete_key(key_id: str) -> Response:
    """
    Revoke a key for ever: it is refused from then on, after a few seconds at the latest.

    It stays listed. One that is revoked already stays so: a retry is safe. Also the key that sends
    the request can be revoked, and the last one: the command line makes others.
    """
    revoke(pool(), key_id, access.author())
    return nothing()

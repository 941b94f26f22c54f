"""The JSON representations of keys and of the trail, and what is sent to make a key."""

from typing import Any, Final

from marshmallow import RAISE, Schema, fields, post_load, validate

from service.api.list_schemas import Time
from service.api.query_fields import Code, Moment, OneOf
from service.api.schema_fields import Answer, NextCursor, is_unicode
from service.keys.making import LONGEST_NAME, MOST_AGENCIES, state
from service.keys.secret import SECRET
from service.model.key import Bounds, Scope
from service.standard.agencies import ID_SHAPE
from service.standard.divisions import BEGINNING
from service.storage.keys import Wanted
from service.storage.trail import Action

_AGENCY_IDS: Final = "The agencies that it is for; with `division`, also those of the division."
_DIVISION: Final = "The beginning of the division codes (GB/T 2260) of the agencies that it is for."


class KeySchema(Answer):
    """A key; without `agency_ids` and `division` it is for all agencies."""

    key_id = fields.String()
    name = fields.String(metadata={"description": "What it is for."})
    scope = fields.String(validate=validate.OneOf(list(Scope)))
    agency_ids = fields.List(
        fields.String(), attribute="bounds.agency_ids", metadata={"description": _AGENCY_IDS}
    )
    division = fields.String(
        allow_none=True, attribute="bounds.division", metadata={"description": _DIVISION}
    )
    state = fields.Function(
        state, metadata={"type": "string", "enum": ["valid", "revoked", "expired"]}
    )
    created_at = Time("When it was made.")
    expires_at = Time("From when on it is refused; null for never.", allow_none=True)
    revoked_at = Time("When it was revoked; null where it was not.", allow_none=True)
    last_used_at = Time(
        "When it was last used, ten minutes late at most; null for never.", allow_none=True
    )


class NewKeySchema(KeySchema):
    """A key that was just made, with its secret."""

    secret = fields.String(
        metadata={
            "description": "What callers send as `Authorization: Bearer`. Shown this once: "
            "nobody can find it out again.",
            "pattern": f"^{SECRET.pattern}$",
        }
    )


class KeyPageSchema(Answer):
    """Keys, the oldest first."""

    keys = fields.List(fields.Nested(KeySchema))
    next = NextCursor()


class WantedKeySchema(Schema):
    """What a new key is to be."""

    class Meta:
        """A field that is not asked for is an error, not a guess."""

        unknown = RAISE

    name = Code(
        rf"[^\x00-\x1f\x7f]{{1,{LONGEST_NAME}}}",
        "What it is for, such as the portal that uses it.",
        required=True,
        validate=is_unicode,
    )
    scope = OneOf(tuple(Scope), "What it allows; `admin` cannot be bound.", required=True)
    agency_ids = fields.List(
        Code(ID_SHAPE, "An agency's id."),
        load_default=list,
        validate=validate.Length(max=MOST_AGENCIES),
        metadata={"description": _AGENCY_IDS},
    )
    division = Code(BEGINNING.pattern, _DIVISION, allow_none=True, load_default=None)
    expires_at = Moment(
        "From when on it is refused; never if left out.", allow_none=True, load_default=None
    )

    @post_load
    def _make(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        bounds = Bounds(tuple(dict.fromkeys(data.pop("agency_ids"))), data.pop("division"))
        return {"wanted": Wanted(data["name"], Scope(data["scope"]), bounds, data["expires_at"])}


class EntrySchema(Answer):
    """A change, and who made it; null is what it does not have."""

    entry = fields.Integer(metadata={"description": "Its number; later ones have higher numbers."})
    happened_at = Time("When.", "microseconds")
    action = fields.String(validate=validate.OneOf(list(Action)))
    key_id = fields.String(
        allow_none=True, metadata={"description": "The key of the caller, where one was needed."}
    )
    account = fields.String(
        allow_none=True,
        metadata={"description": "The account under which a command of the operator's ran."},
    )
    request_id = fields.String(
        allow_none=True, metadata={"description": "The `X-Request-Id` of the request."}
    )
    agency_id = fields.String(allow_none=True)
    year = fields.Integer(allow_none=True)
    revision = fields.Integer(allow_none=True)
    sha256 = fields.String(
        allow_none=True, metadata={"description": "Of the bytes that were stored or removed."}
    )
    about_key = fields.String(
        allow_none=True, metadata={"description": "The key that was made or revoked."}
    )


class TrailSchema(Answer):
    """Changes, the newest first."""

    entries = fields.List(fields.Nested(EntrySchema))
    next = NextCursor()

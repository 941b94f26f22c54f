"""The JSON representations of agencies, and what is sent to register one."""

from typing import Final

from marshmallow import RAISE, Schema, fields, validate

from service.api.list_schemas import Time
from service.api.query_fields import Code, OneOf
from service.api.schema_fields import Answer, NextCursor, is_unicode
from service.standard.agencies import ID_SHAPE
from service.standard.divisions import division_name

LEVELS: Final = ("national", "provincial", "prefectural", "county", "township")
NAME: Final = r"[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,199}"
DIVISION: Final = "[0-9]{6}"
MOST_NAMES: Final = 50
_DIVISION: Final = "The code of the administrative division, GB/T 2260."


class AgencySchema(Answer):
    """
    An agency as it is known.

    What an upload registered has the name of its first report, and the division of the authority
    that issued its credit code, until PUT says more.
    """

    agency_id = fields.String()
    name = fields.String(allow_none=True, metadata={"description": "The official name."})
    other_names = fields.List(fields.String(), metadata={"description": "As registered."})
    learned_names = fields.List(
        fields.String(), metadata={"description": "Further names that its reports bear."}
    )
    division = fields.String(allow_none=True, metadata={"description": _DIVISION})
    division_name = fields.Function(
        lambda agency: agency.division and division_name(agency.division),
        metadata={
            "type": ["string", "null"],
            "description": "From the province downwards; null where no edition of GB/T 2260 that "
            "is known here has the code.",
        },
    )
    level = fields.String(allow_none=True, validate=validate.OneOf([*LEVELS, None]))
    parent = fields.String(allow_none=True, metadata={"description": "The id of the agency above."})
    registered_at = Time("When it was first heard of.")
    updated_at = Time("When the above last changed.", "microseconds", attribute="changed_at")


class AgencyPageSchema(Answer):
    """Agencies by their names."""

    agencies = fields.List(fields.Nested(AgencySchema))
    next = NextCursor()


class RegistrationSchema(Schema):
    """What is registered about an agency; what is left out is registered as unknown."""

    class Meta:
        """A field that is not asked for is an error, not a guess."""

        unknown = RAISE

    name = Code(NAME, "The official name.", required=True, validate=is_unicode)
    other_names = fields.List(
        Code(NAME, "A name.", validate=is_unicode),
        load_default=list,
        validate=validate.Length(max=MOST_NAMES),
        metadata={"description": "What it is also called: short names, former names."},
    )
    division = Code(DIVISION, _DIVISION, allow_none=True, load_default=None)
    level = OneOf(
        LEVELS, "The level of the government it belongs to.", allow_none=True, load_default=None
    )
    parent = Code(
        ID_SHAPE,
        "The id of the agency above, which may be registered before or after this one.",
        allow_none=True,
        load_default=None,
    )

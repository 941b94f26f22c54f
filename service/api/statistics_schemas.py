"""The JSON representation of sums over many reports."""

from marshmallow import fields

from service.api.schema_fields import Answer


class SumSchema(Answer):
    """A sum, and from how many reports it is: those in which the cell has a readable number."""

    sum = fields.Raw(
        metadata={
            "type": ["integer", "string"],
            "description": "An integer; of amounts a string that holds the exact decimal in 万元.",
        }
    )
    reports = fields.Integer()


class FoundSchema(Answer):
    """How many findings there are, and in how many reports."""

    findings = fields.Integer()
    reports = fields.Integer()


class SeveritySchema(FoundSchema):
    """The findings of one severity, all of them and by rule."""

    rules = fields.Dict(fields.String(), fields.Nested(FoundSchema))


def _table() -> fields.Dict:
    return fields.Dict(
        fields.String(),
        fields.Dict(fields.String(), fields.Nested(SumSchema)),
        metadata={"description": "By row and column; without the cells that no report prints."},
    )


class AreaSchema(Answer):
    """The sums over the reports of a year."""

    year = fields.Integer()
    division = fields.String(
        allow_none=True,
        metadata={
            "description": "The beginning of the codes of the divisions that are summed up; null "
            "for all, `none` for agencies whose division is not known."
        },
    )
    division_name = fields.String(allow_none=True)
    reports = fields.Integer(metadata={"description": "How many reports there are."})
    formats = fields.Dict(
        fields.String(),
        fields.Integer(),
        metadata={"description": "Of these in each national format; `unknown` in none."},
    )
    disclosure = _table()
    applications = _table()
    review = _table()
    findings = fields.Dict(
        fields.String(),
        fields.Nested(SeveritySchema),
        metadata={"description": "By severity, as the reports were last judged."},
    )
    left_out = fields.Dict(
        fields.String(),
        fields.Integer(),
        metadata={
            "description": "Numbers that no organ can have are in no sum, such as digits that a "
            "damaged text ran together: a million or more in tables three and four, ten thousand "
            "million or more in table two. In how many reports, by JSON Pointer of the cell."
        },
    )


class StatisticsSchema(Answer):
    """Sums over the current reports, the earliest year first, then by division."""

    statistics = fields.List(fields.Nested(AreaSchema))

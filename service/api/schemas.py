"""
The JSON representations that openapi.yaml promises.

A report is dumped once, when it is written; what is read is served as it was stored.
"""

from marshmallow import RAISE, Schema, fields, validate

from service.api.schema_fields import (
    Answer,
    Exact,
    Number,
    Placed,
    PlaceSchema,
    Printed,
    Quote,
    Rows,
    is_unicode,
)
from service.model.finding import Origin, Severity
from service.model.problem import ProblemKind
from service.model.report import FORMATS
from service.standard.figures import FIGURES
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021


class PeriodSchema(Answer):
    """The stated statistical period; a date that is not printed or impossible is null."""

    start = fields.Date(allow_none=True)
    end = fields.Date(allow_none=True)


class SourceSchema(Answer):
    """The bytes received, after inflation and out of their envelope."""

    sha256 = fields.String()
    bytes = fields.Integer()
    media_type = fields.String()
    encoding = fields.String(metadata={"description": "What the bytes turned out to be in."})
    filename = fields.String(allow_none=True)


class SectionSchema(Answer):
    """A section; `number` is that of the standard section, 1 to 6, or 0 for none of them."""

    number = fields.Integer()
    title = Printed()
    heading = Quote()
    place = Placed("heading")


class FigureSchema(Answer):
    """A number that the prose states; `value` holds the exact decimal."""

    figure = fields.String(validate=validate.OneOf(list(FIGURES), labels=list(FIGURES.values())))
    value = Exact()
    unit = fields.String(allow_none=True)
    section = fields.Integer()
    quote = Quote()
    place = Placed("quote")


class ProblemSchema(Answer):
    """Something printed that could not be placed or read with certainty."""

    kind = fields.Enum(ProblemKind, by_value=True)
    message = Printed()
    pointer = fields.String(allow_none=True)
    printed = Printed(allow_none=True)
    place = Placed("span", allow_none=True)


class MessageSchema(Answer):
    """One sentence in two languages."""

    zh = Printed()
    en = Printed()


class OperandSchema(Answer):
    """A value that entered the comparison, and where it is found."""

    pointer = fields.String(
        metadata={
            "description": "A JSON Pointer into the representation; one into another year's report "
            "is led by that year: `2023#/applications/carried_out/total`."
        }
    )
    value = Number(metadata={"type": ["integer", "string", "null"]})


class FindingSchema(Answer):
    """
    One fault at one place.

    `origin` tells a fault of the report from a doubt of the reading;
    `fingerprint` is the same for the same fault at the same place with the same values.
    """

    rule = fields.String()
    name = fields.String()
    version = fields.Integer()
    severity = fields.Enum(Severity, by_value=True)
    message = fields.Nested(MessageSchema)
    pointer = fields.String(allow_none=True)
    place = Placed("place", allow_none=True)
    expected = Printed(allow_none=True)
    actual = Printed(allow_none=True)
    operands = fields.List(fields.Nested(OperandSchema))
    origin = fields.Enum(Origin, by_value=True)
    basis = fields.String()
    fingerprint = fields.String()


class InapplicableSchema(Answer):
    """A rule that could not be applied, and why."""

    rule = fields.String()
    reason = fields.String()


class ChecksSchema(Answer):
    """
    How the rules fared; `passed` and `failed` count rules.

    `truncated` is true where the report has more findings than are listed, which are 1,000 at
    most: errors before warnings, warnings before infos.
    """

    rule_set = fields.String()
    passed = fields.Integer()
    failed = fields.Integer()
    truncated = fields.Boolean()
    not_applicable = fields.List(fields.Nested(InapplicableSchema))


class ReportSchema(Answer):
    """
    A report as it was read, with what the rules say about it.

    A table that the text does not contain is null, and so is a cell that prints nothing readable.
    Counts are integers, or strings where decimals are printed; amounts are strings that hold
    exact decimals.
    What is only checked has no agency_id, revision and received_at.
    A quotation of more than 2,000 characters is cut there and ends in "…".
    Offsets count characters, Unicode code points, of the decoded text from 0.
    """

    optional = ("provenance", "text")
    agency_id = fields.String(allow_none=True)
    year = fields.Integer(allow_none=True)
    revision = fields.Integer(allow_none=True)
    format = fields.String(allow_none=True, validate=validate.OneOf([*FORMATS, None]))
    title = Printed(allow_none=True)
    agency_name = Printed(allow_none=True)
    period = fields.Nested(PeriodSchema, allow_none=True)
    signed_on = fields.Date(allow_none=True)
    source = fields.Nested(SourceSchema)
    sections = fields.List(fields.Nested(SectionSchema))
    disclosure = Rows(FORMAT_2021.disclosure, FORMAT_2019.disclosure)
    applications = Rows(FORMAT_2021.applications, FORMAT_2019.applications, row="ApplicationRow")
    review = Rows(FORMAT_2021.review, row="ReviewRow")
    narrative = fields.List(fields.Nested(FigureSchema))
    problems = fields.List(fields.Nested(ProblemSchema))
    findings = fields.List(fields.Nested(FindingSchema))
    checks = fields.Nested(ChecksSchema)
    received_at = fields.String(allow_none=True, metadata={"format": "date-time"})
    provenance = fields.Dict(
        fields.String(),
        fields.Nested(PlaceSchema),
        allow_none=True,
        metadata={
            "description": "With `include=provenance`: where each value is printed, under its JSON "
            "Pointer. Null for a revision that was stored before places were kept."
        },
    )
    text = fields.String(metadata={"description": "With `include=text`: the whole decoded text."})


class RuleSchema(Answer):
    """
    A rule, as it is documented.

    `statement` must hold; `version` rises when its meaning changes, a code never changes its rule.
    A finding may be less severe than its rule.
    """

    code = fields.String()
    name = fields.String()
    version = fields.Integer()
    severity = fields.Enum(Severity, by_value=True)
    basis = fields.String(metadata={"description": "The article or document that asks for it."})
    statement = fields.String(attribute="documentation.statement")
    why = fields.String(attribute="documentation.why")
    holds = fields.String(attribute="documentation.holds")
    breaks = fields.String(attribute="documentation.breaks")
    not_applicable = fields.String(attribute="documentation.not_applicable")


class CatalogueSchema(Answer):
    """Every rule; `rule_set` is what the `checks` of a report name."""

    rule_set = fields.String()
    rules = fields.List(fields.Nested(RuleSchema))


class TextSchema(Schema):
    """A report in a JSON document."""

    class Meta:
        """A field that is not asked for is an error, not a guess."""

        unknown = RAISE

    text = fields.String(required=True, validate=is_unicode)


class StatusSchema(Answer):
    """All is well; the other case is a problem."""

    status = fields.String(validate=validate.Equal("ok"))

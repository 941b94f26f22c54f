"""docs/reference/representation.md, made of the schemas, the national formats and the readings."""

from collections.abc import Iterable, Iterator

from marshmallow import Schema, fields, validate

from service.api import schema_fields, schemas
from service.model.finding import MOST_FINDINGS
from service.parsing.prose.counted import READINGS
from service.standard.figures import FIGURES
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import FORMAT_2021
from service.standard.sections import SECTIONS
from service.standard.template import ColumnTemplate, Quantity, RowTemplate, TableTemplate
from tests.documents.meanings import KINDS, MEMBERS, ORIGINS, SEVERITIES

HEAD = f"""\
# The representation of a report

Made by `make docs` of the schemas and codes in `service/api`, `service/standard` and `service/model`; do not edit by hand.

This is what `POST …/reports` and `GET …/reports/{{year}}` answer, what `POST /v1/check` answers without storing, and what `nianbao check --ndjson` prints a line of.
All members are always there but `provenance` and `text`, which are asked for with `?include=`.
[openapi.yaml](../../openapi.yaml) has the same for machines, and every other answer of the service.

- **null** says that the text has nothing readable there; it is never zero, see [why](../explanation.md#null-is-not-zero).
- **Counts** are integers. What is printed as a count with decimals is a string, and a sign is kept: rule [A107](../rules/counts-are-whole.md) says of both that they are no counts.
- **Amounts and figures** are strings that hold the exact decimal, never with an exponent: read them as a decimal, not as a float.
- **Days** are `YYYY-MM-DD`, **times** RFC 3339 in UTC.
- **Characters** are Unicode code points of the decoded text: what an editor counts, not bytes, and not UTF-16 units.
- What quotes the text is cut at {schema_fields.MOST_PRINTED:,} characters and then ends in `…`; {MOST_FINDINGS:,} findings are the most.
- A row that the text does not have is left out of its table, a cell of a row that prints nothing is null, and a table that the text does not have is null.

"""  # noqa: E501 -- a sentence a line
_LISTS: tuple[tuple[str, type[Schema]], ...] = (
    ("A report", schemas.ReportSchema),
    ("`period`", schemas.PeriodSchema),
    ("`source`", schemas.SourceSchema),
    ("One of `sections`", schemas.SectionSchema),
    ("A `place`", schema_fields.PlaceSchema),
    ("One of `narrative`", schemas.FigureSchema),
    ("One of `problems`", schemas.ProblemSchema),
    ("One of `findings`", schemas.FindingSchema),
    ("`message` of a finding", schemas.MessageSchema),
    ("One of `operands` of a finding", schemas.OperandSchema),
    ("`checks`", schemas.ChecksSchema),
    ("One of `not_applicable`", schemas.InapplicableSchema),
)
_UNITS = {Quantity.COUNT: "count", Quantity.CHANGE: "change, may be negative"}
_TYPES: tuple[tuple[type[fields.Field], str], ...] = (
    (schema_fields.Rows, "table"),
    (schema_fields.Placed, "place"),
    (schema_fields.Exact, "string, exact decimal"),
    (schema_fields.Number, "integer, string"),
    (fields.Enum, "code"),
    (fields.Date, "day"),
    (fields.Integer, "integer"),
    (fields.Boolean, "boolean"),
    (fields.List, "list"),
    (fields.Dict, "places by pointer"),
    (fields.Nested, "object"),
    (fields.String, "string"),
)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD, *(_members(title, schema()) for title, schema in _LISTS)]
    parts += [_codes("Severities", SEVERITIES), _codes("Origins", ORIGINS)]
    parts += [_codes("Kinds of problems", KINDS), _sections()]
    for title, template in (
        ("Table two, `disclosure`, format of 2021", FORMAT_2021.disclosure),
        ("Table two, `disclosure`, format of 2019", FORMAT_2019.disclosure),
    ):
        parts.append(_table(title, template))
    parts += [_applications(), _review(), _figures()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def described() -> Iterator[type[Schema]]:
    """Yield the schemas that the page describes."""
    for _, schema in _LISTS:
        yield schema


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _members(title: str, schema: Schema) -> str:
    meanings = MEMBERS[type(schema).__name__]
    rows = [(f"`{name}`", _type(field), meanings[name]) for name, field in schema.fields.items()]
    return f"## {title}\n\n{_grid(('member', 'type', 'says'), rows)}"


def _type(field: fields.Field) -> str:
    name = next(name for kind, name in _TYPES if isinstance(field, kind))
    if field.metadata.get("format") == "date-time":
        name = "time"
    if any(isinstance(validator, validate.OneOf) for validator in field.validators):
        name = "code"
    return (
        f"{name} or null" if field.allow_none or isinstance(field, schema_fields.Number) else name
    )


def _codes(title: str, meanings: dict[str, str]) -> str:
    rows = [(f"`{code}`", meaning) for code, meaning in meanings.items()]
    return f"## {title}\n\n{_grid(('code', 'means'), rows)}"


def _sections() -> str:
    rows = [(str(each.number), each.title, "、".join(each.also_seen)) for each in SECTIONS]
    return f"## Numbers of sections\n\n{_grid(('number', 'standard title', 'the same'), rows)}"


def _label(row: RowTemplate) -> str:
    return f"{row.group}：{row.label}" if row.group else row.label


def _unit(column: ColumnTemplate) -> str:
    return _UNITS.get(
        column.quantity, "万元, as a string; what is printed in 元 or 亿元 is converted"
    )


def _columns(columns: Iterable[ColumnTemplate]) -> str:
    rows = [(f"`{column.code}`", column.label, _unit(column)) for column in columns]
    return _grid(("column", "heading", "holds"), rows)


def _table(title: str, template: TableTemplate) -> str:
    rows = [
        (f"`{row.code}`", _label(row), f"`{column.code}`", column.label, _unit(column))
        for row in template.rows
        for column in row.columns
    ]
    grid = _grid(("row", "label", "column", "heading", "holds"), rows)
    return f"## {title}\n\n{grid}"


def _applications() -> str:
    """Describe the rows of both formats at once: they differ in （六）其他处理 alone."""
    new, old = FORMAT_2021.applications, FORMAT_2019.applications
    rows = [(f"`{row.code}`", _label(row), "2021") for row in new.rows]
    known = {row.code for row in old.rows}
    rows = [
        (code, label, "both" if code.strip("`") in known else year) for code, label, year in rows
    ]
    at = next(at for at, row in enumerate(new.rows) if row.code not in known)
    rows[at:at] = [
        (f"`{row.code}`", _label(row), "2019") for row in old.rows if new.row(row.code) is None
    ]
    text = (
        "Each row has these columns:\n\n"
        f"{_columns(new.rows[0].columns)}\n"
        "A later report that still prints the single row （六） has `other` and none of its "
        "parts.\n"
        "A dot in a code is a part of the code: the pointer of a cell is "
        "`/applications/refused.state_secret/total`.\n\n"
        f"{_grid(('row', 'label', 'format'), rows)}"
    )
    return f"## Table three, `applications`\n\n{text}"


def _review() -> str:
    rows = [(f"`{row.code}`", _label(row)) for row in FORMAT_2021.review.rows]
    return (
        "## Table four, `review`\n\nThe same in both formats. Each group has these columns:\n\n"
        f"{_columns(FORMAT_2021.review.rows[0].columns)}\n{_grid(('group', 'label'), rows)}"
    )


def _figures() -> str:
    units: dict[str, dict[str, None]] = {}
    for one in READINGS:
        units.setdefault(one.figure, {}).update(dict.fromkeys(one.units))
    units["received_and_carried_in"] |= units["received"]
    rows = [(f"`{code}`", what, " ".join(units[code])) for code, what in FIGURES.items()]
    return (
        "## Figures of the prose\n\n"
        "Numbers that the prose states of the organ and the year alone; "
        "[explanation.md](../explanation.md#both-readings-of-received) says what `received` may "
        "mean.\n"
        "`unit` is one of the words listed, or null where only 万 or 亿 stands behind the number.\n"
        "A value in 元 is in 元, also where 万元 is printed; a rate in % is the number before "
        "the sign.\n\n"
        f"{_grid(('figure', 'what is counted', 'units'), rows)}"
    )

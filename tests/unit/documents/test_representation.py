"""Every member and code of a representation is explained, and nothing that is not there."""

import pytest
from marshmallow import Schema, fields

from service.api.schemas import ReportSchema
from service.model.finding import Origin, Severity
from service.model.problem import ProblemKind
from service.parsing.prose.counted import READINGS
from service.standard.figures import FIGURES
from tests.documents.meanings import KINDS, MEMBERS, ORIGINS, SEVERITIES
from tests.documents.representation import described


def _within(schema: type[Schema]) -> set[type[Schema]]:
    """Return the schema and all that are nested in it."""
    found = {schema}
    for field in schema().fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            found |= _within(type(inner.schema))
    return found


def test_every_schema_of_a_report_is_described() -> None:
    assert set(described()) == _within(ReportSchema)
    assert set(MEMBERS) == {schema.__name__ for schema in described()}


@pytest.mark.parametrize("schema", list(described()), ids=lambda schema: schema.__name__)
def test_every_member_has_a_meaning(schema: type[Schema]) -> None:
    assert list(MEMBERS[schema.__name__]) == list(schema().fields)


def test_every_code_has_a_meaning() -> None:
    assert list(KINDS) == list(ProblemKind)
    assert list(ORIGINS) == list(Origin)
    assert list(SEVERITIES) == list(Severity)


def test_every_figure_that_is_read_is_listed() -> None:
    assert {one.figure for one in READINGS} == set(FIGURES)

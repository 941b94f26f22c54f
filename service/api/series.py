"""The numbers of an agency year by year, for a chart."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from flask import Blueprint, Response
from marshmallow import fields

from service.api import problems
from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.problem_sets import STORAGE_PROBLEMS
from service.api.representation import answer
from service.api.schema_fields import Answer as Members
from service.api.schema_fields import number
from service.api.servers import reader
from service.model.key import Scope
from service.standard.agencies import check_agency_id
from service.standard.template import AMOUNT
from service.storage.series import Value, fetch_series

blueprint: Final = Blueprint("series", __name__)

Line = list[int | str | None]


class Years(fields.List[Any]):
    """A number for each of the years; null where none is readable, or none is stated."""

    def __init__(self, types: list[str]) -> None:
        """Say what a number is."""
        super().__init__(fields.Raw(metadata={"type": types}))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value


def _cells() -> fields.Dict:
    """Return the field of a table: its numbers by row and column."""
    years = Years(["integer", "string", "null"])
    return fields.Dict(fields.String(), fields.Dict(fields.String(), years))


class SeriesSchema(Members):
    """
    The numbers of the current reports of an agency, each as a list in step with `years`.

    Tables are by row and column, figures of the prose by their code. Counts are integers, or
    strings where decimals are printed; amounts and figures are strings that hold exact decimals.
    A figure that a report states in two ways is null for that year.
    """

    agency_id = fields.String()
    years = fields.List(fields.Integer())
    disclosure = _cells()
    applications = _cells()
    review = _cells()
    figures = fields.Dict(fields.String(), Years(["string", "null"]))


_SCHEMA: Final = SeriesSchema()


@blueprint.get("/v1/agencies/<agency_id>/series")
@operation(
    "Follow an agency's numbers over the years",
    tagged("Each number year by year.", {JSON: SeriesSchema}),
    scope=Scope.READ,
    problems=(problems.AGENCY_NOT_FOUND, *STORAGE_PROBLEMS),
    headers=("If-None-Match",),
)
def get_series(agency_id: str) -> Response:
    """Answer the tables and figures of an agency's current reports, year by year."""
    check_agency_id(agency_id)
    years, tables, figures = reader().ask(fetch_series, agency_id)
    lines = {name: _lines(years, cells) for name, cells in tables.items()}
    stated = {figure: line[""] for figure, line in _lines(years, figures, exact=True).items()}
    return answer(_SCHEMA, {"agency_id": agency_id, "years": years, "figures": stated, **lines})


def _lines(
    years: list[int], values: Iterable[Value], *, exact: bool = False
) -> dict[str, dict[str, Line]]:
    """Return the values by row and column; a column of a table that no year fills is left out."""
    at = {year: index for index, year in enumerate(years)}
    lines: dict[str, dict[str, Line]] = {}
    for value in values:
        if exact or value.value is not None:
            line = lines.setdefault(value.row, {}).setdefault(value.column, [None] * len(years))
            line[at[value.year]] = _shown(value.column, value.value, exact=exact)
    return lines


def _shown(column: str, value: Decimal | None, *, exact: bool) -> int | str | None:
    if value is None or exact or column == AMOUNT or value % 1:  # 2.5 people are printed, too
        return number(value)
    return int(value)

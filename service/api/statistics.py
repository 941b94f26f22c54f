"""Sums over all reports, by year and division."""

from typing import Any, Final

from flask import Blueprint, Response, g

from service.api import access, problems
from service.api.digits import Digits
from service.api.listings import DIVISION
from service.api.media_types import JSON
from service.api.operation import operation, tagged
from service.api.problems import INVALID_PARAMETER, InvalidRequest
from service.api.query_fields import OneOf
from service.api.representation import answer_of
from service.api.schema_fields import number
from service.api.servers import reader
from service.api.statistics_schemas import StatisticsSchema
from service.intake.years import FIRST_YEAR, LAST_YEAR
from service.model.key import Scope
from service.standard.divisions import division_name
from service.storage.statistics import NATION
from service.storage.sums import Asked, fetch_sums
from service.storage.tallies import CELLS, Tally

blueprint: Final = Blueprint("statistics", __name__)
BY_DIVISION: Final = "division"
_TABLES: Final = ("disclosure", "applications", "review")
_DIGITS: Final = 6

Members = dict[str, Any]


@blueprint.get("/v1/statistics")
@operation(
    "Sum up all reports",
    tagged("The sums.", {JSON: StatisticsSchema}),
    scope=Scope.READ,
    problems=(problems.STORAGE_UNAVAILABLE,),
    query={
        "year": Digits(FIRST_YEAR, LAST_YEAR, "Only reports for this year."),
        "division": DIVISION,
        "by": OneOf(
            (BY_DIVISION,),
            "`division`: not one sum for all, but one for each division of the next level: the "
            "provinces, the cities of a province, the counties of a city. Wants a `year`.",
        ),
    },
    headers=("If-None-Match",),
)
def get_statistics() -> Response:
    """
    Answer sums over the current reports of a year, or of each year, with what is in them.

    Each sum says from how many reports it is: what a report does not print, or not readably, is in
    none. Withdrawn reports and revisions that were replaced are in none either. The sums are exact
    at the moment of the answer, and of the agencies for which the caller's key is.
    """
    asked = Asked(
        g.query.get("year"),
        g.query.get("division", NATION),
        by_division="by" in g.query,
        bounds=access.bounds(),
    )
    if asked.by_division and asked.year is None:
        wrong = {"parameter": "by", "detail": "Name the `year`, too."}
        raise InvalidRequest(INVALID_PARAMETER, "Look at the parameters: by.", [wrong])
    sums = reader().ask(fetch_sums, asked)
    return answer_of(
        {
            "statistics": [
                _area(*key, sums[key]) for key in sorted(sums) if any(sums[key].formats.values())
            ]
        }
    )


def _area(year: int, division: str, tally: Tally) -> Members:
    return {
        "year": year,
        "division": division or None,
        "division_name": _name(division),
        "reports": sum(tally.formats.values()),
        "formats": {name or "unknown": n for name, n in sorted(tally.formats.items()) if n},
        **_tables(tally),
        "findings": _findings(tally),
        "left_out": {f"/{cell}": n for cell, n in sorted(tally.left_out.items()) if n},
    }


def _name(division: str) -> str | None:
    return division_name(division.ljust(_DIGITS, "0")) if division.isdecimal() else None


def _tables(tally: Tally) -> dict[str, Members]:
    """Return the sums by table, row and column; a cell that no report prints is left out."""
    tables: dict[str, Members] = {table: {} for table in _TABLES}
    for (table, row, column), total, reports in zip(CELLS, tally.sums, tally.counts, strict=True):
        if reports:
            tables[table].setdefault(row, {})[column] = {"sum": total, "reports": reports}
    for cell, (total, reports) in sorted(tally.amounts.items()):
        table, row, column = cell.split("/")
        if reports:
            found = {"sum": number(total), "reports": reports}
            tables[table].setdefault(row, {})[column] = found
    return tables


def _findings(tally: Tally) -> Members:
    """Return the findings by severity, and by rule in each."""
    found: Members = {}
    for name, (findings, reports) in sorted(tally.findings.items()):
        severity, _, rule = name.partition("/")
        counts = {"findings": findings, "reports": reports}
        if reports and rule:
            found[severity]["rules"][rule] = counts
        elif reports:
            found[severity] = {**counts, "rules": {}}
    return found

"""Reports in lists: those of an agency, and across agencies in the order of their changes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.model.key import UNBOUND, Bounds
from service.storage.agencies import fetch_agency
from service.storage.areas import OF_ALL, sought
from service.storage.bounds import within

_AMONG_RARE: Final = """
    AND (agency_id, year) IN (
        SELECT * FROM unnest(%(agency_ids)s::text[], %(years)s::smallint[])
    )
"""
# In "IS NULL OR" Postgres would take a row of values for one that may be NULL, and look at each
# report from the first change on.
_AFTER: Final = "AND (reports.changed_at, agency_id, year) > %(after)s"
_PAGE: Final = "ORDER BY reports.changed_at, agency_id, year LIMIT %(limit)s"
FEW: Final = 2_000  # reports, by the sums: what pends is not in them yet

_OPEN: Final = """
    SELECT
        agency_id, year, revision, format, title, reports.name, revisions.agency_name, signed_on,
        division, sha256, reports.etag, received_at, reports.changed_at, reports.withdrawn_at,
        judged_at, rule_set, errors, warnings, infos
    FROM (
"""
_CLOSE: Final = """
    ) AS reports
    JOIN revisions USING (agency_id, year)
    JOIN finding_sets USING (agency_id, year, revision, judging)
    WHERE revision = current_revision
"""


class Summary(NamedTuple):
    """
    What a list says of a report; `errors`, `warnings` and `infos` count its findings.

    `agency_name` is as the report bears it, `registered_name` as the agency is known.
    """

    agency_id: str
    year: int
    revision: int
    format: str | None
    title: str | None
    registered_name: str | None
    agency_name: str | None
    signed_on: date | None
    division: str | None
    sha256: str
    etag: str
    received_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    judged_at: datetime
    rule_set: str
    errors: int
    warnings: int
    infos: int


class Position(NamedTuple):
    """A place in the order of changes: that of the report listed last."""

    updated_at: datetime
    agency_id: str
    year: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which reports to list, all of them of agencies within `bounds`; None asks for nothing.

    `division` is the beginning of a code. `rule` and `severity` ask for a finding that has both.
    With `updated_since` withdrawn reports are listed, too: whoever copied them has to know.
    """

    year: int | None = None
    division: str | None = None
    format: str | None = None
    rule: str | None = None
    severity: str | None = None
    updated_since: datetime | None = None
    bounds: Bounds = UNBOUND


def fetch_reports_of_agency(statements: cursor, agency_id: str) -> Iterator[Summary]:
    """Return the reports of an agency, the newest year first; raise AgencyNotFound."""
    fetch_agency(statements, agency_id)
    statements.execute(
        _OPEN
        + OF_ALL
        + "AND agency_id = %(agency_id)s AND reports.withdrawn_at IS NULL"
        + _CLOSE
        + "ORDER BY year DESC",
        {"agency_id": agency_id},
    )
    return map(Summary._make, statements.fetchall())


def fetch_changed_reports(
    statements: cursor, wanted: Wanted, horizon: datetime, after: Position | None, limit: int
) -> list[Summary]:
    """Return at most `limit` reports that changed before the horizon, the earliest change first."""
    rare = _fetch_rare(statements, wanted.rule) if wanted.rule is not None else None
    if rare == []:
        return []
    # Where the page is known before its contents, the others' contents need not be looked at.
    is_known = not (wanted.format or wanted.rule or wanted.severity)
    statements.execute(
        _OPEN
        + sought(statements, wanted.division, wanted.bounds)
        + """
            AND reports.changed_at < %(horizon)s
            AND (%(updated_since)s IS NOT NULL OR reports.withdrawn_at IS NULL)
            AND (%(updated_since)s IS NULL OR reports.changed_at >= %(updated_since)s)
            AND (%(year)s IS NULL OR year = %(year)s)
        """
        + (_AFTER if after else "")
        + (_AMONG_RARE if rare else "")
        + (_PAGE if is_known else "")
        + _CLOSE
        + """
            AND (%(format)s IS NULL OR format = %(format)s)
            AND (%(rule)s IS NULL OR %(rule)s = ANY(rules))
            AND (%(severity)s IS NULL OR CASE %(severity)s
                WHEN 'error' THEN errors WHEN 'warning' THEN warnings ELSE infos
            END > 0)
            AND (%(rule)s IS NULL OR %(severity)s IS NULL OR EXISTS (
                SELECT
                FROM findings
                WHERE (agency_id, year, revision, judging) = (
                        finding_sets.agency_id, finding_sets.year,
                        finding_sets.revision, finding_sets.judging
                    )
                    AND severity = %(severity)s AND rule = %(rule)s
            ))
        """
        + _PAGE,
        {
            **asdict(wanted),
            **within(wanted.bounds),
            "agency_ids": [agency_id for agency_id, _ in rare or ()],
            "years": [year for _, year in rare or ()],
            "horizon": horizon,
            "after": after,
            "limit": limit,
        },
    )
    return list(map(Summary._make, statements.fetchall()))


def _fetch_rare(statements: cursor, rule: str) -> list[tuple[str, int]] | None:
    """
    Return the reports that break a rule, or did once, where they are few; None where they are many.

    Many are found soonest by going through the changes, a few among a million hardly ever. What
    Postgres knows of a list of codes tells it little about the rare ones, but the sums do.
    """
    statements.execute(
        """
        SELECT sum((tally -> 'findings' -> (severity || '/' || %(rule)s) ->> 1)::bigint)
        FROM statistics
        CROSS JOIN unnest('{error,warning,info}'::text[]) AS severity
        WHERE division = ''
        """,
        {"rule": rule},
    )
    ((reports,),) = statements.fetchall()
    if (reports or 0) > FEW:
        return None
    statements.execute(
        "SELECT agency_id, year FROM finding_sets WHERE rules @> ARRAY[%(rule)s]", {"rule": rule}
    )
    return list(set(statements.fetchall()))

"""
Where the reports of a list are sought: along the changes, or agency by agency.

Of a province, or of all, a page is full soon along the changes. Of a city or a county it hardly
ever is, and what Postgres expects of one is at times so far off that it seeks there all the same:
so their agencies are looked up first, and all reports of those sorted.
"""

from typing import Final

from psycopg2.extensions import cursor

from service.model.key import Bounds
from service.storage.bounds import WITHIN_BOUNDS
from service.storage.sending import later

CITY: Final = 4  # digits of a division, at least

# Each is a subquery of reports with the name and division of their agency, and can be narrowed
# down further.
OF_ALL: Final = """
    SELECT reports.*, name, division
    FROM reports
    JOIN agencies USING (agency_id)
    WHERE true
"""
_AREA: Final = f"{WITHIN_BOUNDS} AND (%(division)s IS NULL OR division LIKE %(division)s || '%%')"
# OFFSET lets nothing of what is asked of them in; name and division are looked up for those that
# are on the page.
_GATHERED: Final = f"""
    SELECT
        reports.*,
        (SELECT name FROM agencies WHERE agency_id = reports.agency_id),
        (SELECT division FROM agencies WHERE agency_id = reports.agency_id)
    FROM (
        SELECT *
        FROM reports
        WHERE agency_id = ANY(ARRAY(SELECT agency_id FROM agencies WHERE {_AREA}))
        OFFSET 0
    ) AS reports
    WHERE true
"""  # noqa: S608 -- conditions of our own


def sought(statements: cursor, division: str | None, bounds: Bounds) -> str:
    """Return the subquery of the reports of a division within bounds, by the values of `within`."""
    if not any(len(code) >= CITY for code in (division, bounds.division) if code is not None):
        return f"{OF_ALL} AND {_AREA}"
    # PostgreSQL 18 has other processes read ahead, and to wake them takes longer than to read a
    # few hundred rows.
    later(statements, "SET LOCAL effective_io_concurrency = 0")
    return _GATHERED

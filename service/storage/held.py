"""The years that an agency has stored and not withdrawn, as a judgement beside them needs them."""

from datetime import datetime
from typing import Final, NamedTuple

from psycopg2.extensions import cursor

from service.errors import RevisionNotFound
from service.storage.records import identity


class Held(NamedTuple):
    """
    The current revision of a year, without its bytes.

    `judging`, `rule_set` and `etag` are those of the finding set that counts.
    """

    agency_id: str
    year: int
    revision: int
    judging: int
    received_at: datetime
    sha256: str
    media_type: str
    encoding: str
    filename: str | None
    rule_set: str
    etag: str


_CURRENT: Final = """
    FROM reports
    JOIN revisions USING (agency_id, year)
    JOIN finding_sets USING (agency_id, year, revision, judging)
    WHERE revision = current_revision AND reports.withdrawn_at IS NULL
"""
HELD: Final = (
    """
    SELECT
        agency_id, year, revision, judging, received_at, sha256, media_type, encoding, filename,
        rule_set, finding_sets.etag
    """
    + _CURRENT
)


def fetch_held(statements: cursor, agency_id: str, first: int, last: int) -> list[Held]:
    """Return what is held of the years from `first` to `last`, the earliest first."""
    statements.execute(
        HELD
        + """
            AND agency_id = %(agency_id)s AND year BETWEEN %(first)s AND %(last)s
        ORDER BY year
        """,
        {"agency_id": agency_id, "first": first, "last": last},
    )
    return [Held(*row) for row in statements.fetchall()]


def fetch_source(statements: cursor, held: Held) -> bytes:
    """Return the very bytes that were uploaded; raise RevisionNotFound where they were purged."""
    statements.execute(
        """
        SELECT source
        FROM revisions
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        identity(held),
    )
    found = statements.fetchone()
    if found is None:
        raise RevisionNotFound
    (source,) = found
    return bytes(source)


def fetch_moment(statements: cursor) -> datetime:
    """Return the server's time, as it is printed."""
    statements.execute("SELECT date_trunc('milliseconds', clock_timestamp())")
    ((now,),) = statements.fetchall()
    moment: datetime = now
    return moment


class Outdated(NamedTuple):
    """A year whose findings were made under another rule set."""

    agency_id: str
    year: int


BEFORE_ALL = Outdated("", 0)


def fetch_outdated(
    statements: cursor, rule_set: str, after: Outdated, limit: int
) -> list[Outdated]:
    """Return the next years after `after` that were judged under another rule set, in order."""
    statements.execute(
        "SELECT agency_id, year"
        + _CURRENT
        + """
            AND (agency_id, year) > (%(agency_id)s, %(year)s) AND rule_set <> %(rule_set)s
        ORDER BY agency_id, year
        LIMIT %(limit)s
        """,
        {"agency_id": after.agency_id, "year": after.year, "rule_set": rule_set, "limit": limit},
    )
    return [Outdated(*row) for row in statements.fetchall()]


def fetch_count_outdated(statements: cursor, rule_set: str) -> int:
    """Return how many years were judged under another rule set."""
    statements.execute(
        "SELECT count(*)" + _CURRENT + "AND rule_set <> %(rule_set)s", {"rule_set": rule_set}
    )
    ((number,),) = statements.fetchall()
    return int(number)

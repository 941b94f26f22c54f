"""
The finding sets of a revision: what was found about it, when, by which rules.

A revision gets its first set when it is uploaded. Judging it again adds a set, makes it the one
that counts and changes the representation with it; earlier sets stay as they are.
Whoever adds one holds `agencies.lock_agency`, as every writer of an agency does.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from psycopg2.extensions import cursor

from service.errors import FindingSetNotFound, RevisionNotFound
from service.model.finding import Finding, Severity
from service.storage.agencies import fetch_agency
from service.storage.changes import announce_change
from service.storage.records import Revision, Row, finding_rows, identity
from service.storage.reports import fetch_tag
from service.storage.rows import save
from service.storage.sending import later


class Occasion(StrEnum):
    """
    Why a revision was judged.

    upload: it was new.
    neighbour: the report of the year before it was stored, replaced or withdrawn.
    rules: the rules are others.
    """

    UPLOAD = "upload"
    NEIGHBOUR = "neighbour"
    RULES = "rules"


class Judgement(NamedTuple):
    """What was found about a revision, in the order of reading, and when by which rules."""

    findings: tuple[Finding, ...]
    rule_set: str
    judged_at: datetime
    occasion: Occasion = Occasion.UPLOAD


class FindingSet(NamedTuple):
    """A finding set that is stored; the findings themselves are in the representation."""

    agency_id: str
    year: int
    revision: int
    judged_at: datetime
    occasion: str
    rule_set: str
    representation: bytes


def fetch_finding_set(
    statements: cursor, agency_id: str, year: int, revision: int | None, rule_set: str | None
) -> FindingSet:
    """
    Return the finding set that counts, or the last one that was made under `rule_set`.

    It is that of the current revision unless another one is asked for. Raises AgencyNotFound,
    ReportNotFound, ReportWithdrawn, RevisionNotFound or FindingSetNotFound.
    """
    if revision is None:
        fetch_tag(statements, agency_id, year)
    statements.execute(
        """
        SELECT agency_id, year, revision, judged_at, occasion, rule_set, representation
        FROM reports
        JOIN revisions USING (agency_id, year)
        JOIN finding_sets USING (agency_id, year, revision)
        WHERE agency_id = %(agency_id)s AND year = %(year)s
            AND revision = COALESCE(%(revision)s, current_revision)
            AND CASE
                WHEN %(rule_set)s::text IS NULL THEN finding_sets.judging = revisions.judging
                ELSE rule_set = %(rule_set)s
            END
        ORDER BY finding_sets.judging DESC
        LIMIT 1
        """,
        {"agency_id": agency_id, "year": year, "revision": revision, "rule_set": rule_set},
    )
    found = statements.fetchone()
    if found is None and rule_set is not None:
        fetch_finding_set(statements, agency_id, year, revision, None)
        raise FindingSetNotFound
    if found is None:
        fetch_agency(statements, agency_id)
        raise RevisionNotFound
    *head, representation = found
    return FindingSet._make((*head, bytes(representation)))


def save_finding_set(statements: cursor, key: Revision, judgement: Judgement) -> None:
    """
    Store a finding set under `key.judging`, with the representation that shows it.

    Raises StorageConflict where the revision has a set of that number.
    """
    row = judgement_row(key, judgement)
    save(statements, "save_finding_set", key, row, finding_tables(key, judgement))


def finding_tables(key: Revision, judgement: Judgement) -> dict[str, Iterable[Row]]:
    """Return the findings of a set, by the table that holds them; see `rows.save`."""
    return {"findings": finding_rows(judgement.findings, key.judging)}


def judgement_row(key: Revision, judgement: Judgement) -> Row:
    """Return the finding set as a whole, its findings counted."""
    counts = Counter(finding.severity for finding in judgement.findings)
    return {
        "judging": key.judging,
        "judged_at": judgement.judged_at,
        "occasion": judgement.occasion.value,
        "rule_set": judgement.rule_set,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
        "rules": sorted({finding.rule for finding in judgement.findings}),
        "representation": key.representation,
        "etag": key.etag,
    }


def replace_finding_set(statements: cursor, key: Revision, judgement: Judgement) -> None:
    """
    Store a further finding set of a revision and make it the one that counts.

    `key` is the revision as it is to be answered from now on: the representation and tag with the
    new findings, `judging` one more than before. Where the revision is the current one, collectors
    see the report as changed.
    """
    save_finding_set(statements, key, judgement)
    later(
        statements,
        """
        UPDATE revisions
        SET judging = %(judging)s
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND revision = %(revision)s
        """,
        {**identity(key), "judging": key.judging},
    )
    announce_change(statements)
    later(
        statements,
        """
        UPDATE reports
        SET etag = %(etag)s, changed_at = clock_timestamp()
        WHERE agency_id = %(agency_id)s AND year = %(year)s AND current_revision = %(revision)s
        """,
        {**identity(key), "etag": key.etag},
    )

"""The findings of a revision."""

from psycopg2.extensions import cursor

from service.model.finding import Finding
from service.storage.records import Revision, finding_rows
from service.storage.rows import save_rows


def save_findings(statements: cursor, key: Revision, findings: tuple[Finding, ...]) -> None:
    """Store the findings in their order."""
    save_rows(statements, "findings", key, finding_rows(findings))

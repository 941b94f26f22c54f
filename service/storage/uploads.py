"""A new revision, with all that was read from its bytes and found about it."""

from psycopg2.extensions import cursor

from service.model.report import Report
from service.storage.changes import announce_change
from service.storage.findings import Judgement, finding_tables, judgement_row
from service.storage.records import Revision
from service.storage.revisions import Source, head_row, reading
from service.storage.rows import save


def save_revision(
    statements: cursor, key: Revision, source: Source, report: Report, judgement: Judgement
) -> None:
    """
    Store a revision, make it the one that GET answers, and bring a withdrawn year back.

    Whoever calls it holds the agency's lock. One function of the server writes all of its rows.
    """
    announce_change(statements)
    row = head_row(key, source, report) | judgement_row(key, judgement)
    tables = reading(report) | finding_tables(key, judgement)
    save(statements, "save_revision", key, row, tables)

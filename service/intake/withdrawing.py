"""A report taken back by its agency."""

from service import rejudging
from service.errors import PreconditionFailed, ReportWithdrawn
from service.intake.terms import ANYHOW, Terms
from service.judging import Render
from service.storage.agencies import lock_agency
from service.storage.pool import Pool
from service.storage.reports import fetch_tag, save_withdrawal
from service.storage.statistics import count_reports, fetch_counted
from service.storage.trail import Action, Subject, save_entry
from service.storage.turns import fetch_turn


def withdraw(pool: Pool, agency_id: str, year: int, render: Render, terms: Terms = ANYHOW) -> None:
    """
    Withdraw an agency's report for a year; what is withdrawn already stays so.

    The years after it are judged without it. Raises AgencyNotFound, ReportNotFound,
    PreconditionFailed where the terms refuse the current tag, and StorageError.
    """
    rejudging.prepare(pool, agency_id, year)
    with pool.transaction() as statements:
        lock_agency(statements, agency_id)
        try:
            etag = fetch_tag(statements, agency_id, year)
        except ReportWithdrawn:
            return
        if not terms.may_replace(etag):
            raise PreconditionFailed
        turn = fetch_turn(statements, agency_id, year)
        withdrawn = Subject(agency_id, year, turn.last_revision, turn.sha256)
        save_entry(statements, terms.author, Action.WITHDRAW, withdrawn)
        count_reports(statements, no_more=fetch_counted(statements, agency_id, year))
        save_withdrawal(statements, agency_id, year)
        rejudging.judge_followers(statements, agency_id, year, render, turn.now)

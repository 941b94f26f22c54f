"""
`nianbao purge`: the one way in which something stored is removed.

One transaction under the agency's lock: all of it goes, with an entry in the trail for each
revision, or nothing does. The years after a purged one are judged without it.
"""

import logging

from service import rejudging
from service.errors import PurgeRefused, ReportNotFound, RevisionNotFound
from service.judging import Render
from service.storage.agencies import Agency, fetch_agency, lock_agency
from service.storage.held import fetch_moment
from service.storage.pool import Pool, Statements
from service.storage.purging import (
    Doomed,
    Target,
    delete_agency,
    delete_revisions,
    fetch_doomed,
    save_purge_entries,
)
from service.storage.statistics import count_reports, fetch_counted
from service.storage.trail import Action, Author, Subject, save_entry

log = logging.getLogger(__name__)


def look(pool: Pool, target: Target) -> tuple[Agency, list[Doomed]]:
    """
    Return the agency and what of it would go.

    Raises AgencyNotFound, ReportNotFound, RevisionNotFound, or PurgeRefused for the one revision
    that the year cannot be without.
    """
    with pool.transaction() as statements:
        return fetch_agency(statements, target.agency_id), _doomed(statements, target)


def purge(pool: Pool, target: Target, agreed: list[Doomed], author: Author, render: Render) -> None:
    """
    Remove for ever what the operator agreed to.

    Raises what `look` does, and PurgeRefused where it is not what is there now.
    """
    if target.year is not None:
        rejudging.prepare(pool, target.agency_id, target.year)
    with pool.transaction() as statements:
        lock_agency(statements, target.agency_id)
        if _doomed(statements, target) != agreed:
            raise PurgeRefused("What is stored has changed meanwhile; nothing is removed.")
        save_purge_entries(statements, target, author)
        if target.revision is None:  # one that is not the current one is not counted
            going = fetch_counted(statements, target.agency_id, target.year)
            count_reports(statements, no_more=going)
        delete_revisions(statements, target)
        if target.year is None:
            save_entry(statements, author, Action.PURGE, Subject(target.agency_id))
            delete_agency(statements, target.agency_id)
        elif target.revision is None:
            now = fetch_moment(statements)
            rejudging.judge_followers(statements, target.agency_id, target.year, render, now)
    log.warning(
        "purged agency %s, year %s, revision %s: %d revisions, by %s",
        *(part or "all" for part in target),
        len(agreed),
        author.account,
    )


def _doomed(statements: Statements, target: Target) -> list[Doomed]:
    found = fetch_doomed(statements, target)
    if target.year is not None and not found:
        raise ReportNotFound if target.revision is None else RevisionNotFound
    if target.revision is not None and found[0].is_current:
        raise PurgeRefused(
            f"Revision {target.revision} is the current one of {target.year}: "
            "purge the year, or upload another one first."
        )
    return found

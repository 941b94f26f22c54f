"""A report that was read and judged, stored as a revision."""

from typing import Final, NamedTuple

from service import rejudging
from service.errors import IdempotencyKeyReused, PreconditionFailed, StorageConflict
from service.intake.terms import ANYHOW, Terms
from service.intake.years import report_year
from service.judging import Identity, Judged, Render, judge
from service.model.report import Report
from service.phases import phase
from service.standard.agencies import registered_division
from service.storage import agencies, findings, reports, retries, revisions, turns
from service.storage.held import Held
from service.storage.pool import Pool, Statements
from service.storage.records import Revision
from service.storage.statistics import Counted, count_reports, fetch_counted
from service.storage.tallies import tally_of
from service.storage.trail import Action, Subject, save_entry
from service.storage.uploads import save_revision

ATTEMPTS: Final = 3


class Stored(NamedTuple):
    """
    The stored revision, and whether this request made it, or did so when it was first sent.

    `judged` is what was stored just now, judged beside the years before it; else None.
    """

    revision: Revision
    is_new: bool
    judged: Judged | None = None


class New(NamedTuple):
    """A revision that is to be stored, the bytes it was read from, what they say, what is found."""

    revision: Revision
    source: revisions.Source
    report: Report
    judgement: findings.Judgement


class Found(NamedTuple):
    """
    What an upload finds once its agency is locked.

    `neighbours` are what the agency holds of the years around the report's.
    """

    agency: agencies.Agency
    turn: turns.Turn
    neighbours: list[Held]


def store(
    pool: Pool, agency_id: str, judged: Judged, render: Render, terms: Terms = ANYHOW
) -> Stored:
    """
    Store what `check` returned; the bytes of the current revision sent again change nothing.

    Raises YearUnknown where neither text nor caller names a report year, PreconditionFailed,
    IdempotencyKeyReused, and StorageError; then nothing is stored.
    """
    with phase("store"), pool.patience():
        for _ in range(ATTEMPTS - 1):
            try:
                return _store_once(pool, agency_id, judged, render, terms)
            except _Unread as found:
                rejudging.read_ahead(pool, found.years)
            except StorageConflict:
                continue
        return _store_once(pool, agency_id, judged, render, terms, in_turn=False)


class _Unread(Exception):
    """Years of the agency have to be read first, better while nobody waits for its lock."""

    def __init__(self, years: list[Held]) -> None:
        super().__init__()
        self.years = years


def _store_once(
    pool: Pool,
    agency_id: str,
    judged: Judged,
    render: Render,
    terms: Terms,
    *,
    in_turn: bool = True,
) -> Stored:
    """Store in one transaction; where `in_turn`, raise _Unread rather than read under the lock."""
    year = report_year(judged.report)
    with pool.transaction() as statements:
        division = registered_division(agency_id)
        name = judged.report.agency_name
        is_new, agency, turn = turns.take_turn(statements, agency_id, year, division, name)
        repeated = _repeated(statements, agency_id, judged, terms)
        if repeated is not None:
            return repeated
        neighbours = [] if is_new else rejudging.fetch_neighbours(statements, agency_id, year)
        if in_turn and (years := rejudging.unread(neighbours)):
            raise _Unread(years)
        found = Found(agency, turn, neighbours)
        stored = store_locked(statements, found, judged, render, terms)
        if terms.name is not None:
            retries.save_retry(
                statements,
                stored.revision,
                terms.name,
                _fingerprint(judged),
                is_new=stored.is_new,
            )
    return stored


def store_locked(
    statements: Statements,
    found: Found,
    judged: Judged,
    render: Render,
    terms: Terms,
) -> Stored:
    """Store what was judged for an agency that this transaction has locked; see `store`."""
    agency, turn, neighbours = found
    agency_id, year = agency.agency_id, report_year(judged.report)
    agencies.learn_name(statements, agency, judged.report.agency_name)
    if turn.sha256 == judged.report.source.sha256:  # a retry, whatever its precondition
        return Stored(reports.fetch_current(statements, agency_id, year), is_new=False)
    if not terms.may_replace(turn.etag):
        raise PreconditionFailed
    judged = _judged_beside(statements, neighbours, judged)
    counted = Counted(agency.division, year, tally_of(judged.report, judged.checks.findings))
    replaced = fetch_counted(statements, agency_id, year) if turn.etag is not None else []
    count_reports(statements, [counted], no_more=replaced)
    new = new_revision(agency_id, turn, judged, render)
    save_revision(statements, *new)
    if any(held.year > year for held in neighbours):
        rejudging.judge_followers(statements, agency_id, year, render, turn.now)
    stored_as = Subject(agency_id, year, new.revision.revision, new.revision.sha256)
    save_entry(statements, terms.author, Action.STORE, stored_as)
    return Stored(new.revision, is_new=True, judged=judged)


def _repeated(
    statements: Statements, agency_id: str, judged: Judged, terms: Terms
) -> Stored | None:
    """Return what the same request did before under its key."""
    if terms.name is None:
        return None
    retry = retries.fetch_retry(statements, agency_id, terms.name)
    if retry is None:
        return None
    if retry.fingerprint != _fingerprint(judged):
        raise IdempotencyKeyReused
    revision = revisions.fetch_revision(statements, agency_id, retry.year, retry.revision)
    return Stored(revision, retry.is_new)


def _fingerprint(judged: Judged) -> str:
    return f"{judged.report.source.sha256} {judged.upload.year}"


def _judged_beside(statements: Statements, neighbours: list[Held], judged: Judged) -> Judged:
    year = report_year(judged.report)
    before = [held for held in neighbours if held.year < year]
    history = rejudging.history_of(statements, before)
    return judge(judged.upload, judged.report, history) if history.reports else judged


def new_revision(agency_id: str, turn: turns.Turn, judged: Judged, render: Render) -> New:
    """Return the revision that follows what is stored, with all that is to be stored of it."""
    number = turn.last_revision + 1
    representation, provenance = render(judged, Identity(agency_id, number, turn.now))
    upload, checks = judged.upload, judged.checks
    revision = Revision(
        agency_id=agency_id,
        year=report_year(judged.report),
        revision=number,
        received_at=turn.now,
        sha256=judged.report.source.sha256,
        representation=representation,
        etag=rejudging.tag_of(representation),
    )
    source = revisions.Source(upload.data, upload.media_type, upload.filename, provenance)
    judgement = findings.Judgement(checks.findings, checks.rule_set, turn.now)
    return New(revision, source, judged.report, judgement)

"""Bytes in, stored report with findings out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, NamedTuple

from service import rejudging
from service.allowance import allowance
from service.errors import (
    AgencyNotFound,
    IdempotencyKeyReused,
    PreconditionFailed,
    ReportNotFound,
    ReportWithdrawn,
    StorageConflict,
    YearUnknown,
)
from service.judging import Identity, Judged, Render, Upload, judge, read
from service.limits import Limits
from service.model.report import Report
from service.parsing.decode import decode
from service.phases import phase
from service.standard.agencies import registered_division
from service.storage import agencies, findings, reports, retries, revisions
from service.storage.pool import Pool, Statements
from service.storage.records import Revision
from service.storage.trail import UNKNOWN, Action, Author, Subject, save_entry

FIRST_YEAR: Final = 2008  # the Regulations of 2007 are in force since 2008-05-01
LAST_YEAR: Final = 2099
ATTEMPTS: Final = 3
DEFAULTS: Final = Limits()


class Stored(NamedTuple):
    """The stored revision, and whether this request made it."""

    revision: Revision
    is_new: bool


_BY_SUFFIX: Final = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class Terms:
    """
    On what terms an upload is to be stored.

    `may_replace` is asked about the tag of the current revision, None where there is none.
    `key` names the request: who sends it again under the same key gets the same answer.
    `author` is who sends it, which the trail keeps.
    """

    may_replace: Callable[[str | None], bool] = lambda _: True
    key: str | None = None
    author: Author = UNKNOWN

    @property
    def name(self) -> retries.Name | None:
        """Return the name of the request, which is its author's own."""
        return retries.Name(self.author.key_id or "", self.key) if self.key is not None else None


ANYHOW: Final = Terms()


def media_type_of(filename: str | None) -> str:
    """Return the media type that a file's name stands for; text/plain where it says nothing."""
    return _BY_SUFFIX.get(PurePath(filename or "").suffix.lower(), "text/plain")


def check(upload: Upload, limits: Limits = DEFAULTS) -> Judged:
    """
    Read and check an upload.

    Raises EmptyBody, NotText or NotAReport where the bytes hold no report,
    TooLaborious where that takes too long, YearDisagrees where the text's own year is not the
    caller's.
    """
    with allowance(limits.reading_seconds):
        return judge(upload, read(upload))


def decoded_again(source: bytes, encoding: str) -> str:
    """Return the text of stored bytes, whose encoding was found out when they came."""
    return decode(source, encoding).content


def store(
    pool: Pool, agency_id: str, judged: Judged, render: Render, terms: Terms = ANYHOW
) -> Stored:
    """
    Store what `check` returned; the bytes of the current revision sent again change nothing.

    Raises YearUnknown where neither text nor caller names a report year, PreconditionFailed,
    IdempotencyKeyReused, and StorageError; then nothing is stored.
    """
    with phase("store"), pool.patience():
        rejudging.prepare(pool, agency_id, _report_year(judged.report))
        for _ in range(ATTEMPTS - 1):
            try:
                return _store_once(pool, agency_id, judged, render, terms)
            except StorageConflict:
                continue
        return _store_once(pool, agency_id, judged, render, terms)


def _store_once(pool: Pool, agency_id: str, judged: Judged, render: Render, terms: Terms) -> Stored:
    year = _report_year(judged.report)
    with pool.transaction() as statements:
        division = registered_division(agency_id)
        _, agency = agencies.lock_registered(statements, agency_id, division)
        repeated = _repeated(statements, agency_id, judged, terms)
        if repeated is not None:
            return repeated
        agencies.learn_name(statements, agency, judged.report.agency_name)
        reports.save_report(statements, agency_id, year)
        turn = reports.fetch_turn(statements, agency_id, year)
        if turn.sha256 == judged.report.source.sha256:  # a retry, whatever its precondition
            stored = Stored(reports.fetch_current(statements, agency_id, year), is_new=False)
        elif terms.may_replace(turn.etag):
            stored = Stored(_save(statements, agency_id, turn, judged, render), is_new=True)
            stored_as = Subject(agency_id, year, stored.revision.revision, stored.revision.sha256)
            save_entry(statements, terms.author, Action.STORE, stored_as)
        else:
            raise PreconditionFailed
        if terms.name is not None:
            retries.save_retry(
                statements,
                stored.revision,
                terms.name,
                _fingerprint(judged),
                is_new=stored.is_new,
            )
    return stored


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


def _save(
    statements: Statements, agency_id: str, turn: reports.Turn, judged: Judged, render: Render
) -> Revision:
    year = _report_year(judged.report)
    history = rejudging.history_before(statements, agency_id, year)
    if history.reports:
        judged = judge(judged.upload, judged.report, history)
    revision, provenance = _next_revision(agency_id, turn, judged, render)
    upload, checks = judged.upload, judged.checks
    source = revisions.Source(upload.data, upload.media_type, upload.filename, provenance)
    judgement = findings.Judgement(checks.findings, checks.rule_set, turn.now)
    revisions.save_revision(statements, revision, source, judged.report)
    findings.save_finding_set(statements, revision, judgement)
    reports.save_current_revision(statements, revision)
    rejudging.judge_followers(statements, agency_id, year, render, turn.now)
    return revision


def withdraw(pool: Pool, agency_id: str, year: int, render: Render, terms: Terms = ANYHOW) -> None:
    """
    Withdraw an agency's report for a year; what is withdrawn already stays so.

    The years after it are judged without it. Raises ReportNotFound, PreconditionFailed where the
    terms refuse the current tag, and StorageError.
    """
    rejudging.prepare(pool, agency_id, year)
    with pool.transaction() as statements:
        try:
            agencies.lock_agency(statements, agency_id)
            etag = reports.fetch_tag(statements, agency_id, year)
        except AgencyNotFound as error:
            raise ReportNotFound from error
        except ReportWithdrawn:
            return
        if not terms.may_replace(etag):
            raise PreconditionFailed
        turn = reports.fetch_turn(statements, agency_id, year)
        withdrawn = Subject(agency_id, year, turn.last_revision, turn.sha256)
        save_entry(statements, terms.author, Action.WITHDRAW, withdrawn)
        reports.save_withdrawal(statements, agency_id, year)
        rejudging.judge_followers(statements, agency_id, year, render, turn.now)


def _report_year(report: Report) -> int:
    if report.year is None:
        raise YearUnknown
    if not FIRST_YEAR <= report.year <= LAST_YEAR:
        raise YearUnknown(f"{report.year} is no report year; the first is {FIRST_YEAR}.")
    return report.year


def _next_revision(
    agency_id: str, turn: reports.Turn, judged: Judged, render: Render
) -> tuple[Revision, bytes]:
    number = turn.last_revision + 1
    representation, provenance = render(judged, Identity(agency_id, number, turn.now))
    revision = Revision(
        agency_id=agency_id,
        year=_report_year(judged.report),
        revision=number,
        received_at=turn.now,
        sha256=judged.report.source.sha256,
        representation=representation,
        etag=rejudging.tag_of(representation),
    )
    return revision, provenance

"""Bytes in, stored report with findings out; the one caller of parsing, rules and storage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Final, NamedTuple

from service.errors import (
    IdempotencyKeyReused,
    PreconditionFailed,
    StorageConflict,
    YearDisagrees,
    YearUnknown,
)
from service.model.finding import Checks, Finding, Severity
from service.model.report import Report
from service.parsing.assemble import parse
from service.parsing.decode import decode
from service.rules import catalogue
from service.standard.agencies import registered_division
from service.storage import agencies, findings, reports, retries, revisions
from service.storage.pool import Pool, Statements
from service.storage.records import Revision

FIRST_YEAR: Final = 2008  # the Regulations of 2007 are in force since 2008-05-01
LAST_YEAR: Final = 2099
ATTEMPTS: Final = 3
MOST_FINDINGS: Final = 1_000  # a report has some ten; what has more is no report that anyone reads


@dataclass(frozen=True, slots=True)
class Upload:
    """
    What a caller sent: the bytes of the report and what was said about them.

    `charset` is a hint. `year` is the report year according to the caller, None where not said.
    """

    data: bytes
    media_type: str = "text/plain"
    charset: str | None = None
    filename: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """
    An upload that was read and checked; nothing of it is stored yet.

    `truncated` tells that there were more than MOST_FINDINGS findings; the gravest are kept.
    """

    upload: Upload
    report: Report
    checks: Checks
    truncated: bool = False


class Identity(NamedTuple):
    """Under what a report is stored; a report that is only checked has none of it."""

    agency_id: str | None = None
    revision: int | None = None
    received_at: datetime | None = None


UNSTORED: Final = Identity()


class Stored(NamedTuple):
    """The stored revision, and whether this request made it."""

    revision: Revision
    is_new: bool


_BY_SUFFIX: Final = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}


class Rendering(NamedTuple):
    """The representation of a report, and the member `provenance` that is kept apart from it."""

    representation: bytes
    provenance: bytes


Render = Callable[[Judged, Identity], Rendering]


@dataclass(frozen=True, slots=True)
class Terms:
    """
    On what terms an upload is to be stored.

    `may_replace` is asked about the tag of the current revision, None where there is none.
    `key` names the request: whoever sends it again under the same key gets the same answer.
    """

    may_replace: Callable[[str | None], bool] = lambda _: True
    key: str | None = None


ANYHOW: Final = Terms()


def media_type_of(filename: str | None) -> str:
    """Return the media type that a file's name stands for; text/plain where it says nothing."""
    return _BY_SUFFIX.get(PurePath(filename or "").suffix.lower(), "text/plain")


def check(upload: Upload) -> Judged:
    """
    Read and check an upload.

    Raises EmptyBody, NotText or NotAReport where the bytes hold no report,
    YearDisagrees where the text's own year is not the caller's.
    """
    report = parse(upload.data, charset=upload.charset)
    if upload.year is not None and report.year not in (None, upload.year):
        raise YearDisagrees(f"The request says {upload.year}, the report is that of {report.year}.")
    report = replace(report, year=report.year or upload.year)
    checks = catalogue.check(report)
    kept = _gravest(checks.findings)
    truncated = len(kept) < len(checks.findings)
    return Judged(upload, report, replace(checks, findings=kept), truncated)


def _gravest(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return at most MOST_FINDINGS of the findings, errors before the rest, in reading order."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    order = list(Severity)
    ranked = sorted(range(len(findings)), key=lambda at: order.index(findings[at].severity))
    return tuple(findings[at] for at in sorted(ranked[:MOST_FINDINGS]))


def decoded_again(source: bytes, encoding: str) -> str:
    """Return the text of stored bytes, whose encoding was found out when they came."""
    return decode(source, encoding).content


def store(
    pool: Pool, agency_id: str, upload: Upload, render: Render, terms: Terms = ANYHOW
) -> Stored:
    """
    Read, check and store an upload; the bytes of the current revision sent again change nothing.

    Raises what `check` raises, YearUnknown where neither text nor caller names a report year,
    PreconditionFailed, IdempotencyKeyReused, and StorageError; then nothing is stored.
    """
    judged = check(upload)
    for _ in range(ATTEMPTS - 1):
        try:
            return _store_once(pool, agency_id, judged, render, terms)
        except StorageConflict:
            continue
    return _store_once(pool, agency_id, judged, render, terms)


def _store_once(pool: Pool, agency_id: str, judged: Judged, render: Render, terms: Terms) -> Stored:
    year = _report_year(judged.report)
    with pool.transaction() as statements:
        agency = agencies.lock_agency(statements, agency_id, registered_division(agency_id))
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
        else:
            raise PreconditionFailed
        if terms.key is not None:
            retries.save_retry(
                statements,
                stored.revision,
                terms.key,
                _fingerprint(judged),
                is_new=stored.is_new,
            )
    return stored


def _repeated(
    statements: Statements, agency_id: str, judged: Judged, terms: Terms
) -> Stored | None:
    """Return what the same request did before under its key."""
    if terms.key is None:
        return None
    retry = retries.fetch_retry(statements, agency_id, terms.key)
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
    revision, provenance = _next_revision(agency_id, turn, judged, render)
    upload, checks = judged.upload, judged.checks
    source = revisions.Source(upload.data, upload.media_type, upload.filename, provenance)
    judgement = findings.Judgement(checks.findings, checks.rule_set, turn.now)
    revisions.save_revision(statements, revision, source, judged.report)
    findings.save_finding_set(statements, revision, judgement)
    reports.save_current_revision(statements, revision)
    return revision


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
        etag=sha256(representation).hexdigest()[:32],
    )
    return revision, provenance

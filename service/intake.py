"""Bytes in, stored report with findings out; the one caller of parsing, rules and storage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Final, NamedTuple

from service.errors import PreconditionFailed, StorageConflict, YearDisagrees, YearUnknown
from service.model.finding import Checks, Finding, Severity
from service.model.report import Report
from service.parsing.assemble import parse
from service.parsing.decode import decode
from service.rules import catalogue
from service.storage import findings, reports
from service.storage.pool import Pool
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
Precondition = Callable[[str | None], bool]


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
    pool: Pool,
    agency_id: str,
    upload: Upload,
    render: Render,
    precondition: Precondition = lambda _: True,
) -> Stored:
    """
    Read, check and store an upload; the bytes of the current revision sent again change nothing.

    `precondition` is asked about the tag of the current revision, None where there is none.
    Raises what `check` raises, YearUnknown where neither text nor caller names a report year,
    PreconditionFailed, and StorageError; then nothing is stored.
    """
    judged = check(upload)
    for _ in range(ATTEMPTS - 1):
        try:
            return _store_once(pool, agency_id, judged, render, precondition)
        except StorageConflict:
            continue
    return _store_once(pool, agency_id, judged, render, precondition)


def _store_once(
    pool: Pool, agency_id: str, judged: Judged, render: Render, precondition: Precondition
) -> Stored:
    year = _report_year(judged.report)
    with pool.transaction() as statements:
        reports.save_agency(statements, agency_id, judged.report.agency_name)
        reports.save_report(statements, agency_id, year)
        reports.lock_report(statements, agency_id, year)
        turn = reports.fetch_turn(statements, agency_id, year)
        current = None
        if turn.last_revision:
            current = reports.fetch_current(statements, agency_id, year)
            if current.sha256 == judged.report.source.sha256:
                return Stored(current, is_new=False)  # a retry, whatever its precondition
        if not precondition(current.etag if current else None):
            raise PreconditionFailed
        revision, provenance = _next_revision(agency_id, year, turn, judged, render)
        upload = judged.upload
        source = reports.Source(upload.data, upload.media_type, upload.filename, provenance)
        rule_set = judged.checks.rule_set
        reports.save_revision(statements, revision, source, judged.report, rule_set)
        reports.save_parts(statements, revision, judged.report)
        findings.save_findings(statements, revision, judged.checks.findings)
        reports.save_current_revision(statements, revision)
    return Stored(revision, is_new=True)


def _report_year(report: Report) -> int:
    if report.year is None:
        raise YearUnknown
    if not FIRST_YEAR <= report.year <= LAST_YEAR:
        raise YearUnknown(f"{report.year} is no report year; the first is {FIRST_YEAR}.")
    return report.year


def _next_revision(
    agency_id: str, year: int, turn: reports.Turn, judged: Judged, render: Render
) -> tuple[Revision, bytes]:
    number = turn.last_revision + 1
    representation, provenance = render(judged, Identity(agency_id, number, turn.now))
    revision = Revision(
        agency_id=agency_id,
        year=year,
        revision=number,
        received_at=turn.now,
        sha256=judged.report.source.sha256,
        representation=representation,
        etag=sha256(representation).hexdigest()[:32],
    )
    return revision, provenance

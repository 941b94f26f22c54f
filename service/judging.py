"""An upload, read and judged; pure, nothing of it is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from pathlib import PurePath
from typing import Final, NamedTuple

from service.errors import YearDisagrees
from service.model.finding import MOST_FINDINGS, Checks, gravest
from service.model.history import NO_HISTORY, History
from service.model.report import Report
from service.parsing.assemble import parse
from service.phases import phase
from service.rules import catalogue

TEXT_TYPES: Final = ("text/plain", "text/markdown", "text/html")
_BY_SUFFIX: Final = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}


def media_type_of(filename: str | None) -> str:
    """Return the media type that a file's name stands for; text/plain where it says nothing."""
    return _BY_SUFFIX.get(PurePath(filename or "").suffix.lower(), "text/plain")


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
    A report that was read and judged, beside what its organ sent before where that is known.

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


class Rendering(NamedTuple):
    """The representation of a report, and what is kept apart from it for its `provenance`."""

    representation: bytes
    provenance: bytes


Render = Callable[[Judged, Identity], Rendering]


def read(upload: Upload) -> Report:
    """
    Return the report in an upload.

    Raises EmptyBody, NotText or NotAReport where the bytes hold no report,
    YearDisagrees where the text's own year is not the caller's.
    """
    with phase("parse"):
        report = parse(upload.data, charset=upload.charset)
    if upload.year is not None and report.year not in (None, upload.year):
        raise YearDisagrees(f"The request says {upload.year}, the report is that of {report.year}.")
    return replace(report, year=report.year or upload.year)


def judge(upload: Upload, report: Report, history: History = NO_HISTORY) -> Judged:
    """Judge what was read from an upload, beside the organ's earlier reports."""
    with phase("rules"):
        checks = catalogue.check(report, history)
    kept = tuple(gravest(checks.findings, attrgetter("severity"), MOST_FINDINGS))
    truncated = len(kept) < len(checks.findings)
    return Judged(upload, report, replace(checks, findings=kept), truncated)

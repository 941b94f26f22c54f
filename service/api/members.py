"""
A judged report -> the members of its representation, in the order of ReportSchema.

Written out by hand, because a report is dumped with each upload and marshmallow takes ten times as
long; a test holds every byte against what ReportSchema itself dumps.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from service.api.schema_fields import clip, number
from service.judging import Identity, Judged
from service.model.finding import Checks, Finding
from service.model.narrative import Figure
from service.model.place import Place, Span, Text
from service.model.problem import Problem
from service.model.report import Period, Section
from service.model.table import Table

Members = dict[str, Any]


def members_of(judged: Judged, identity: Identity) -> Members:
    """Return what ReportSchema promises of a report, but when it was received."""
    report, upload, text = judged.report, judged.upload, judged.report.text
    return {
        "agency_id": identity.agency_id,
        "year": report.year,
        "revision": identity.revision,
        "format": report.format,
        "title": clip(report.title.text) if report.title else None,
        "agency_name": _clipped(report.agency_name),
        "period": _period(report.period),
        "signed_on": _day(report.signature.signed_on) if report.signature else None,
        "source": {
            "sha256": report.source.sha256,
            "bytes": report.source.size,
            "media_type": upload.media_type,
            "encoding": report.source.encoding,
            "filename": upload.filename,
        },
        "sections": _each(_section, report.sections, text),
        "disclosure": _rows(report.disclosure),
        "applications": _rows(report.applications),
        "review": _rows(report.review),
        "narrative": _each(_figure, report.narrative, text),
        "problems": _each(_problem, report.problems, text),
        "findings": list(map(_finding, judged.checks.findings)),
        "checks": _checks(judged.checks, truncated=judged.truncated),
    }


def _each(
    member: Callable[[Any, Text], Members], parts: Iterable[Any], text: Text
) -> list[Members]:
    return [member(part, text) for part in parts]


def _clipped(printed: str | None) -> str | None:
    return clip(printed) if printed is not None else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _period(period: Period | None) -> Members | None:
    if period is None:
        return None
    return {"start": _day(period.start), "end": _day(period.end)}


def _place(place: Place) -> Members:
    return {
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
        "quote": clip(place.quote),
    }


def _spanned(span: Span, text: Text) -> Members:
    """Return the place of a span, without a Place in between."""
    line, column = text.position(span.start)
    quote = clip(text.quote(span))
    return {"line": line, "column": column, "start": span.start, "end": span.end, "quote": quote}


def _section(section: Section, text: Text) -> Members:
    return {
        "number": section.number,
        "title": clip(section.title),
        **_quoted("heading", section.heading, text),
    }


def _figure(figure: Figure, text: Text) -> Members:
    return {
        "figure": figure.figure,
        "value": str(number(figure.value)),
        "unit": figure.unit,
        "section": figure.section,
        **_quoted("quote", figure.quote, text),
    }


def _quoted(name: str, span: Span, text: Text) -> Members:
    """Return what is printed there under `name`, and its place."""
    place = _spanned(span, text)
    return {name: place["quote"], "place": place}


def _rows(table: Table | None) -> Members | None:
    if table is None:
        return None
    return {
        row.code: {
            column: value if isinstance(value, int) else number(value)
            for column, (value, _, _) in row.cells.items()
        }
        for row in table.rows.values()
    }


def _problem(problem: Problem, text: Text) -> Members:
    return {
        "kind": problem.kind.value,
        "message": clip(problem.message),
        "pointer": problem.pointer,
        "printed": _clipped(problem.printed),
        "place": _spanned(problem.span, text) if problem.span is not None else None,
    }


def _finding(finding: Finding) -> Members:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "version": finding.version,
        "severity": finding.severity.value,
        "message": {"zh": clip(finding.message.zh), "en": clip(finding.message.en)},
        "pointer": finding.pointer,
        "place": _place(finding.place) if finding.place is not None else None,
        "expected": _clipped(finding.expected),
        "actual": _clipped(finding.actual),
        "operands": [
            {"pointer": operand.pointer, "value": number(operand.value)}
            for operand in finding.operands
        ],
        "origin": finding.origin.value,
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
    }


def _checks(checks: Checks, *, truncated: bool) -> Members:
    return {
        "rule_set": checks.rule_set,
        "passed": checks.passed,
        "failed": checks.failed,
        "truncated": truncated,
        "not_applicable": [
            {"rule": each.rule, "reason": each.reason} for each in checks.not_applicable
        ],
    }

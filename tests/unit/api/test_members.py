"""What is written out by hand is, byte for byte, what the schemas of the contract dump."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from service.api.provenance import render_provenance, spans
from service.api.representation import render, timestamp
from service.api.schema_fields import MOST_PRINTED, TEXT, PlaceSchema
from service.api.schemas import ReportSchema
from service.judging import UNSTORED, Identity, Judged, Upload, judge, read
from service.model.finding import Finding
from service.model.place import Text
from tests.generator.case import case
from tests.generator.layouts import LAYOUTS
from tests.unit.api.builders import TEXT as SHORT
from tests.unit.api.builders import a_finding, a_judged_report

STORED = Identity("jy-daj", 2, datetime(2025, 1, 22, 3, 4, 5, 120_000, tzinfo=UTC))


def dumped(judged: Judged, identity: Identity) -> bytes:
    token = TEXT.set(judged.report.text)
    try:
        return as_json(ReportSchema().dump(parts(judged, identity)))
    finally:
        TEXT.reset(token)


def as_json(members: Any) -> bytes:
    text = json.dumps(members, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")


def parts(judged: Judged, identity: Identity) -> dict[str, Any]:
    report, upload, checks = judged.report, judged.upload, judged.checks
    return {
        **{name: getattr(report, name) for name in ("year", "format", "agency_name", "period")},
        **{name: getattr(report, name) for name in ("sections", "narrative", "problems")},
        **{table: getattr(report, table) for table in ("disclosure", "applications", "review")},
        "agency_id": identity.agency_id,
        "revision": identity.revision,
        "title": report.title.text if report.title else None,
        "signed_on": report.signature.signed_on if report.signature else None,
        "source": {
            "sha256": report.source.sha256,
            "bytes": report.source.size,
            "media_type": upload.media_type,
            "encoding": report.source.encoding,
            "filename": upload.filename,
        },
        "findings": checks.findings,
        "checks": {
            **{name: getattr(checks, name) for name in ("rule_set", "passed", "failed")},
            "truncated": judged.truncated,
            "not_applicable": checks.not_applicable,
        },
        "received_at": timestamp(identity.received_at),
    }


def places(judged: Judged) -> bytes:
    pointed = dict(spans(judged.report))
    dump = PlaceSchema(many=True).dump(map(judged.report.text.place, pointed.values()))
    return as_json(dict(zip(pointed, dump, strict=True)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_in_every_layout_are_written_as_the_schema_dumps_them(layout: str) -> None:
    for seed in range(3):
        upload = Upload(case(seed, layout).data, filename='20"24\x01.txt')
        judged = judge(upload, read(upload))
        assert render(judged, STORED) == dumped(judged, STORED)
        assert render_provenance(judged.report) == places(judged)


@pytest.mark.parametrize(
    "finding",
    [
        replace(a_finding(), place=None, pointer=None, expected=None, actual=None, operands=()),
        replace(a_finding(), expected="1" * (MOST_PRINTED + 1), actual='"\\\ud800\0\x1f' * 500),
    ],
)
def test_findings_of_every_kind_are_written_as_the_schema_dumps_them(finding: Finding) -> None:
    judged = a_judged_report()
    checks = replace(judged.checks, findings=(finding, a_finding()))
    assert_same(replace(judged, checks=checks, truncated=True))


def test_a_damaged_text_is_written_as_the_schema_dumps_it() -> None:
    judged = a_judged_report()
    broken = Text(SHORT.content.replace("新收申请", '新\ud800"\\\x02'))
    assert_same(replace(judged, report=replace(judged.report, text=broken)))


def test_what_a_text_does_not_say_is_written_as_the_schema_dumps_it() -> None:
    judged = a_judged_report()
    nothing = dict.fromkeys(("title", "agency_name", "period", "signature", "year", "format"))
    assert_same(replace(judged, report=replace(judged.report, **nothing)))


def assert_same(judged: Judged) -> None:
    for identity in (STORED, UNSTORED):
        assert render(judged, identity) == dumped(judged, identity)
    assert render_provenance(judged.report) == places(judged)

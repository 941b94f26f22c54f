"""The findings of a report by themselves, in four forms, and judging a revision again."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from service.errors import StorageConflict
from service.storage.agencies import lock_agency
from service.storage.findings import Judgement, Occasion, replace_finding_set
from service.storage.pool import Pool
from service.storage.reports import fetch_current
from tests.integration.sending import FAULTY, post, report_path
from tests.unit.api.builders import a_finding

CSV, NDJSON, SARIF = "text/csv", "application/x-ndjson", "application/sarif+json"


def findings_as(client: FlaskClient, agency_id: str, media_type: str, query: str = "") -> str:
    path = report_path(agency_id, part=f"/findings{query}")
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    return answer.get_data(as_text=True)


def test_the_findings_are_those_of_the_report(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, FAULTY).json
    listed = client.get(report_path(agency_id, part="/findings")).json
    assert listed["findings"] == posted["findings"] != []
    assert listed["rule_set"] == posted["checks"]["rule_set"]
    assert listed["judged_at"] == posted["received_at"]
    assert (listed["revision"], listed["occasion"]) == (1, "upload")


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("?severity=error", {"A101", "A102", "A103"}),
        ("?severity=info", set()),
        ("?rule=A103", {"A103"}),
        ("?rule=A103&severity=error", {"A103"}),
        ("?rule=A103&severity=warning", set()),
    ],
)
def test_findings_are_filtered_by_rule_and_severity(
    client: FlaskClient, agency_id: str, query: str, rules: set[str]
) -> None:
    post(client, agency_id, FAULTY)
    listed = client.get(report_path(agency_id, part=f"/findings{query}")).json["findings"]
    assert {finding["rule"] for finding in listed} == rules


@pytest.mark.parametrize("query", ["?severity=grave", "?rule=x", "?rule=A103%0A", "?revision=0"])
def test_a_wrong_filter_is_refused(client: FlaskClient, agency_id: str, query: str) -> None:
    post(client, agency_id)
    answer = client.get(report_path(agency_id, part=f"/findings{query}"))
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-parameter")


def test_ndjson_has_one_finding_a_line(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, FAULTY).json
    lines = findings_as(client, agency_id, NDJSON).splitlines()
    assert [json.loads(line) for line in lines] == posted["findings"]


def test_csv_opens_with_a_head_and_one_finding_a_row(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, FAULTY).json
    text = findings_as(client, agency_id, CSV, "?severity=error")
    assert text.startswith("\ufeffrule,name,severity,line,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["rule"], row["line"], row["message_zh"]) for row in rows] == [
        (finding["rule"], str(finding["place"]["line"]), finding["message"]["zh"])
        for finding in posted["findings"]
    ]


def test_sarif_points_at_the_lines_of_the_source(client: FlaskClient, agency_id: str) -> None:
    posted = post(client, agency_id, FAULTY).json
    [run] = json.loads(findings_as(client, agency_id, SARIF))["runs"]
    text = FAULTY
    for finding, result in zip(posted["findings"], run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding["rule"]
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        begin = region["charOffset"]
        assert text[begin : begin + region["charLength"]] == finding["place"]["quote"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert client.get(uri).get_data(as_text=True) == text


def test_a_caller_that_takes_none_of_the_forms_is_told_them(
    client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id)
    answer = client.get(report_path(agency_id, part="/findings"), headers={"Accept": "image/png"})
    assert (answer.status_code, answer.json["type"]) == (406, "/problems/not-acceptable")
    assert CSV in answer.json["detail"]


def judge_again(pool: Pool, agency_id: str, judging: int = 2) -> None:
    """Judge the current revision as the rules of tomorrow might."""
    with pool.transaction() as statements:
        lock_agency(statements, agency_id)
        current = fetch_current(statements, agency_id, 2024)
        finding = a_finding()
        members = json.loads(current.representation)
        shown = {"rule": finding.rule, "severity": finding.severity.value}
        members |= {"findings": [shown], "checks": {"truncated": False}}
        judged = replace(
            current,
            judging=judging,
            representation=json.dumps(members).encode(),
            etag=f"{current.etag}-again",
        )
        judgement = Judgement((finding,), "2.0.0", datetime.now(UTC), Occasion.RULES)
        replace_finding_set(statements, judged, judgement)


def test_a_revision_that_is_judged_again_is_the_same_with_other_findings(
    client: FlaskClient, agency_id: str, pool: Pool
) -> None:
    posted = post(client, agency_id)
    since = client.get("/v1/reports?limit=1").json["as_of"]
    judge_again(pool, agency_id)
    again = client.get(report_path(agency_id))
    assert again.json["findings"] == [{"rule": "A101", "severity": "error"}]
    assert (again.json["revision"], again.json["applications"]) == (1, posted.json["applications"])
    assert again.headers["ETag"] != posted.headers["ETag"]
    listed = client.get(report_path(agency_id, part="/findings")).json
    assert (listed["rule_set"], listed["occasion"]) == ("2.0.0", "rules")
    changed = client.get("/v1/reports", query_string={"updated_since": since, "rule": "A101"}).json
    mine = [report for report in changed["reports"] if report["agency_id"] == agency_id]
    assert [report["findings"]["error"] for report in mine] == [1]


def test_a_revision_is_not_judged_twice_under_one_number(
    client: FlaskClient, agency_id: str, pool: Pool
) -> None:
    post(client, agency_id)
    judge_again(pool, agency_id)
    with pytest.raises(StorageConflict):
        judge_again(pool, agency_id)


def test_the_earlier_findings_of_a_revision_stay_dated(
    client: FlaskClient, agency_id: str, pool: Pool
) -> None:
    post(client, agency_id, FAULTY)
    judge_again(pool, agency_id)
    with pool.transaction() as statements:
        statements.execute(
            """
            SELECT judging, occasion, count(*)
            FROM finding_sets JOIN findings USING (agency_id, year, revision, judging)
            WHERE agency_id = %(agency_id)s GROUP BY judging, occasion ORDER BY judging
            """,
            {"agency_id": agency_id},
        )
        sets = statements.fetchall()
    assert [(judging, occasion) for judging, occasion, _ in sets] == [(1, "upload"), (2, "rules")]
    assert sets[0][2] > 1

"""The findings of a report by themselves, in four forms, and judging a revision again."""

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft4Validator

from service.api.finding_formats import COLUMNS, harmless
from service.errors import StorageConflict
from service.storage.agencies import lock_agency
from service.storage.findings import Judgement, Occasion, replace_finding_set
from service.storage.pool import Pool
from service.storage.reports import fetch_current
from tests.integration.sending import FAULTY, post, report_path
from tests.integration.texts import report_text
from tests.unit.api.builders import a_finding

DATA = Path(__file__).parents[1] / "data"

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


def test_sarif_keeps_its_schema(client: FlaskClient, agency_id: str) -> None:
    """The schema is that of OASIS (2.1.0, errata 01) without its descriptions."""
    schema = json.loads((DATA / "sarif-2.1.0.schema.json").read_text("utf-8"))
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    wordy = FAULTY.replace("行政许可", "行政许司")
    for text in (FAULTY, report_text(), FAULTY[: len(FAULTY) // 2], wordy):
        post(client, agency_id, text)
        log = json.loads(findings_as(client, agency_id, SARIF))
        assert [error.message for error in validator.iter_errors(log)] == []
    assert {result["level"] for result in log["runs"][0]["results"]} == {"error", "note"}
    log["runs"][0]["results"][0]["level"] = "grave"
    assert list(validator.iter_errors(log)) != []


def test_csv_opens_in_libreoffice_with_the_right_columns(
    client: FlaskClient, agency_id: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    posted = post(client, agency_id, FAULTY).json
    sheet = tmp_path / "findings.csv"
    sheet.write_text(findings_as(client, agency_id, CSV), "utf-8")
    # 44: comma, 34: quotation mark, 76: UTF-8
    options = ["--infilter=CSV:44,34,76,1", "--convert-to", "html", "--outdir", str(tmp_path)]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run([office, "--headless", home, *options, str(sheet)], check=True)
    page = (tmp_path / "findings.html").read_text("utf-8")
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in page.split("<tr")[1:]]
    assert [re.sub("<[^>]*>", "", cell) for cell in rows[0]][:4] == list(COLUMNS[:4])
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 1 + len(posted["findings"])


def test_a_spreadsheet_runs_nothing_that_a_report_says() -> None:
    assert harmless('=HYPERLINK("http://a")') == '\'=HYPERLINK("http://a")'
    assert [harmless(value) for value in ("-3", "+1.5", "-x", 3, None)] == [
        "-3",
        "+1.5",
        "'-x",
        3,
        None,
    ]


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

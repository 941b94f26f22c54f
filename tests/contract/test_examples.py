"""
The examples in the contract are answers of the service; REGENERATE=1 asks for them anew.

Times, tags and ids of requests differ each time and are not compared.
"""

import json
import os
import re
from typing import Any

from flask.testing import FlaskClient

from service.api.openapi import EXAMPLES
from service.app import create_app
from service.config import Settings
from service.storage.migrate import migrate
from tests.integration.submitting import NDJSON, lines

AGENCY = "/v1/agencies/yanhu-archives"
YEAR = f"{AGENCY}/reports/2024"
REGISTRATION = {
    "name": "运城市盐湖区某某局",
    "other_names": ["区某某局"],
    "division": "140802",
    "level": "county",
    "parent": "yanhu-government",
}
# A fragment with a fault, so that the answers are short and have something to show.
TEXT = """\
运城市盐湖区某某局2024年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 3 0 0 0 0 0 4
四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
1 0 0 0 1 0 0 0 0 0 0 0 0 0 0
"""
LINE = lines({"agency_id": "yanhu-archives", "year": 2024, "text": TEXT})
CHANGING = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{32,64}|(?<=cursor=)[\w-]+|(?<=\"next\": \")[\w-]+"
)


def ask(client: FlaskClient) -> dict[str, dict[str, Any]]:
    """Return a real answer for operations and statuses, in the order in which they are asked."""
    text = {"data": TEXT.encode(), "content_type": "text/plain"}
    requests: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("put_agency", "PUT", AGENCY, {"json": REGISTRATION}),
        ("put_agency", "PUT", AGENCY, {"json": {"name": "", "code": 1}}),
        ("get_agency", "GET", AGENCY, {}),
        ("get_agencies", "GET", "/v1/agencies?q=盐湖区某某", {}),
        ("post_report", "POST", f"{AGENCY}/reports", text),
        ("post_report", "POST", f"{AGENCY}/reports", {"data": b"x", "content_type": "text/html"}),
        ("get_report", "GET", f"{AGENCY}/reports/2010", {}),
        ("get_findings", "GET", f"{YEAR}/findings?severity=error", {}),
        ("get_revisions", "GET", f"{YEAR}/revisions", {}),
        ("get_reports_of_agency", "GET", f"{AGENCY}/reports", {}),
        ("get_series", "GET", f"{AGENCY}/series", {}),
        ("get_reports", "GET", "/v1/reports?division=140802", {}),
        ("get_reports", "GET", "/v1/reports?colour=red", {}),
        ("post_batch", "POST", "/v1/batches", {"data": LINE, "content_type": NDJSON}),
        ("get_batches", "GET", "/v1/batches", {}),
        ("get_batch", "GET", f"/v1/batches/{'0' * 32}", {}),
        ("get_statistics", "GET", "/v1/statistics?year=2024&division=14", {}),
        ("get_rule", "GET", "/v1/rules/A103", {}),
        ("get_health", "GET", "/healthz", {}),
    )
    answers: dict[str, dict[str, Any]] = {}
    for operation, method, path, request in requests:
        answer = client.open(path, method=method, **request)
        answers.setdefault(operation, {})[str(answer.status_code)] = json.loads(answer.data)
    return answers


def settled(answers: Any) -> str:
    return CHANGING.sub("…", json.dumps(answers, ensure_ascii=False, indent=1))


def test_the_examples_are_what_the_service_answers(empty_database: str) -> None:
    migrate(empty_database)
    app = create_app(Settings(database_url=empty_database))
    answers = ask(app.test_client())
    app.extensions["pool"].close()
    committed = json.loads(EXAMPLES.read_text("utf-8"))
    if os.environ.get("REGENERATE") and settled(committed) != settled(answers):
        EXAMPLES.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", "utf-8")
        committed = answers
    assert settled(committed) == settled(answers)

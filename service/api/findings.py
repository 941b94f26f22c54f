"""The findings of a report, by themselves."""

import json
from typing import Any, Final

from flask import Blueprint, Response, g

from service.api import finding_formats as formats
from service.api.list_schemas import FindingsSchema
from service.api.media_types import CSV, JSON, NDJSON, SARIF
from service.api.operation import Answer, operation
from service.api.problem_sets import READ_PROBLEMS
from service.api.query_fields import Code, OneOf
from service.api.reports import REVISION, RULE_SET
from service.api.servers import reader
from service.json_text import as_json
from service.model.finding import Severity
from service.model.key import Scope
from service.standard.agencies import check_agency_id
from service.storage.findings import FindingSet, fetch_finding_set

blueprint: Final = Blueprint("findings", __name__)
SEVERITY: Final = OneOf(tuple(Severity), "Only findings of this severity.")
RULE: Final = Code("[A-Z][0-9]{3}", "Only findings of the rule with this code.")
_HEAD: Final = FindingsSchema(exclude=("findings", "truncated"))

Finding = dict[str, Any]


@blueprint.get("/v1/agencies/<agency_id>/reports/<year:year>/findings")
@operation(
    "List the findings of a report",
    {
        200: Answer(
            "The findings in reading order, in the form that `Accept` prefers.",
            {
                JSON: FindingsSchema,
                CSV: None,
                NDJSON: None,
                SARIF: {"type": "object"},
            },
            ("ETag",),
        ),
        304: Answer("`If-None-Match` names this answer.", headers=("ETag",)),
    },
    scope=Scope.READ,
    problems=READ_PROBLEMS,
    query={"severity": SEVERITY, "rule": RULE, "revision": REVISION, "rule_set": RULE_SET},
    headers=("If-None-Match",),
)
def get_findings(agency_id: str, year: int) -> Response:
    """
    Answer what was found about a report.

    As CSV it opens in a spreadsheet; SARIF 2.1.0 is read by code review and editors; NDJSON has
    one finding a line.
    """
    check_agency_id(agency_id)
    asked = (g.query.get(name) for name in ("revision", "rule_set"))
    found = reader().ask(fetch_finding_set, agency_id, year, *asked)
    stored = json.loads(found.representation)
    wanted = [finding for finding in stored["findings"] if _is_wanted(finding)]
    return Response(_body(found, stored, wanted), content_type=formats.content_type(g.media_type))


def _is_wanted(finding: Finding) -> bool:
    """Tell whether the finding is of the severity and the rule asked for."""
    return all(finding[name] == g.query.get(name, finding[name]) for name in ("severity", "rule"))


def _body(found: FindingSet, stored: dict[str, Any], wanted: list[Finding]) -> bytes:
    if g.media_type == JSON:
        head = _HEAD.dump(found)
        members = head | {"truncated": stored["checks"]["truncated"], "findings": wanted}
        return as_json(members)
    source = f"/v1/agencies/{found.agency_id}/reports/{found.year}/source"
    return formats.FORMATS[g.media_type](wanted, f"{source}?revision={found.revision}")

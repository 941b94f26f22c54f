"""
What schemathesis cannot make up by itself: reports, and what only the service gives out.

Half of the bodies that it sends as reports become reports, of few agencies, so that years are
held, replaced, withdrawn and listed.
"""

import json
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response, SerializationContext
from schemathesis.openapi.checks import RejectedPositiveData, UseAfterFree

from tests.integration.submitting import lines, packed
from tests.integration.texts import report_text

UPLOADS = {"post_check", "post_report"}
AGENCIES = ("a", "b-1", "11140800012345678P")


def chance(value: Any, of: int) -> int:
    """Return a number below `of` that depends on the value alone, so that a case stays one."""
    return sum(repr(value).encode()) % of


def some_report(seed: Any) -> str:
    text = report_text(2020 + chance(seed, 5), received=chance(seed, 7))
    return text if chance(seed, 3) else text.replace("（七）总计 |", "（七）总计 | 1")


@schemathesis.hook
def map_body(context: HookContext, body: Any) -> Any:
    """
    Put a report in the place of half of the bodies that are to be one.

    A body that is wrong on purpose stays so, or a right one would be blamed for being accepted.
    """
    if context.operation.definition.raw.get("operationId") not in UPLOADS or chance(body, 2):
        return body
    if isinstance(body, dict) and isinstance(body.get("text"), str) and len(body) == 1:
        return {"text": some_report(body)}
    if isinstance(body, dict) and isinstance(body.get("file"), str | bytes) and len(body) == 1:
        return {"file": some_report(body).encode()}
    return some_report(body) if isinstance(body, str) else body


@schemathesis.serializer("application/x-ndjson", "application/zip")
def some_batch(context: SerializationContext, body: Any) -> bytes:
    """Send reports where a batch is to be sent, and nothing where the body is wrong on purpose."""
    if not isinstance(body, str):
        return b""
    reports = [some_report(f"{body} {number}") for number in range(1 + chance(body, 3))]
    if "zip" in (context.case.media_type or ""):
        return packed((f"{AGENCIES[0]}/{at}.txt", each.encode()) for at, each in enumerate(reports))
    return lines(*({"agency_id": AGENCIES[0], "text": each} for each in reports))


@schemathesis.hook
def map_path_parameters(context: HookContext, path_parameters: Any) -> Any:
    """Ask for few agencies and years, or nothing asked for would ever be there."""
    if path_parameters and chance(path_parameters, 4):
        if "agency_id" in path_parameters:
            path_parameters["agency_id"] = AGENCIES[chance(path_parameters, len(AGENCIES))]
        if "year" in path_parameters:
            path_parameters["year"] = 2020 + chance(path_parameters, 5)
    return path_parameters


@schemathesis.hook
def filter_failure(context: HookContext, failure: Any, case: Case, response: Response) -> bool:
    """Drop what the contract says in words only."""
    if isinstance(failure, UseAfterFree):
        return not shows_history(case, response) and not case.path.startswith("/v1/batches/")
    if isinstance(failure, RejectedPositiveData):
        return not lacks_what_cannot_be_made_up(response)
    return True


def shows_history(case: Case, response: Response) -> bool:
    """Tell of an answer about revisions, which stay readable when their year is withdrawn."""
    return b'"revisions":[' in response.content or "revision" in (case.query or {})


def lacks_what_cannot_be_made_up(response: Response) -> bool:
    """
    Tell of a refused cursor or compression, or of sums by division without a year.

    Only what an answer gave is a cursor; links follow those. And schemathesis announces gzip and
    sends plain bytes. That one parameter needs another one, OpenAPI can say in words alone.
    """
    problem = json.loads(response.content)
    wrong = [error.get("parameter") for error in problem.get("errors", [])]
    return wrong in (["cursor"], ["by"]) or "not the gzip data" in problem["detail"]

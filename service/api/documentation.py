"""The pages that explain the interface: the OpenAPI document and what problems mean."""

from typing import Final

from flask import Blueprint, Response, abort, current_app, json

from service.api import problems
from service.api.openapi import as_yaml, document
from service.api.operation import Answer, operation
from service.api.representation import MEDIA_TYPE

blueprint: Final = Blueprint("documentation", __name__)
YAML: Final = "application/yaml"
MARKDOWN: Final = "text/markdown"


@blueprint.get("/openapi.yaml")
@operation(
    "The OpenAPI document", {200: Answer("OpenAPI 3.1, in YAML.", {YAML: {"type": "object"}})}
)
def get_openapi_yaml() -> Response:
    """Answer the contract of the interface, this one."""
    return Response(as_yaml(document(current_app)), mimetype=YAML)


@blueprint.get("/openapi.json")
@operation(
    "The OpenAPI document", {200: Answer("OpenAPI 3.1, in JSON.", {MEDIA_TYPE: {"type": "object"}})}
)
def get_openapi_json() -> Response:
    """Answer the contract of the interface, this one."""
    body = json.dumps(document(current_app), ensure_ascii=False, sort_keys=False)
    return Response(body, mimetype=MEDIA_TYPE)


@blueprint.get("/problems")
@operation("What problems mean", {200: Answer("All kinds of problem.", {MARKDOWN: None})})
def get_problems() -> Response:
    """Answer the page about every kind of problem."""
    return Response(problems.all_pages(), mimetype=MARKDOWN)


@blueprint.get("/problems/<slug>")
@operation(
    "What a problem means",
    {200: Answer("What happened and what to do.", {MARKDOWN: None})},
    problems=(problems.NOT_FOUND,),
)
def get_problem(slug: str) -> Response:
    """Answer the page that the `type` of a problem leads to."""
    kind = problems.PROBLEM_TYPES.get(slug) or abort(404)
    return Response(problems.page(kind), mimetype=MARKDOWN)

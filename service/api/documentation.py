"""The pages that explain the interface: the OpenAPI document and what problems mean."""

from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app, json

from service.api import problems
from service.api.media_types import JSON, MARKDOWN, YAML
from service.api.openapi import as_yaml, document
from service.api.operation import operation, tagged

blueprint: Final = Blueprint("documentation", __name__)


@blueprint.get("/openapi.yaml")
@operation(
    "The OpenAPI document",
    tagged("OpenAPI 3.1, in YAML.", {YAML: {"type": "object"}}),
    scope=None,
    headers=("If-None-Match",),
)
def get_openapi_yaml() -> Response:
    """Answer the contract of the interface, this one."""
    return Response(_documents(current_app)[0], mimetype=YAML)


@blueprint.get("/openapi.json")
@operation(
    "The OpenAPI document",
    tagged("OpenAPI 3.1, in JSON.", {JSON: {"type": "object"}}),
    scope=None,
    headers=("If-None-Match",),
)
def get_openapi_json() -> Response:
    """Answer the contract of the interface, this one."""
    return Response(_documents(current_app)[1], mimetype=JSON)


def _documents(app: Flask) -> tuple[str, str]:
    """Return the contract in YAML and JSON; it is made when somebody first asks."""
    made: tuple[str, str] | None = app.extensions.get("openapi")
    if made is None:
        contract = document(app)
        made = as_yaml(contract), json.dumps(contract, ensure_ascii=False, sort_keys=False)
        app.extensions["openapi"] = made
    return made


@blueprint.get("/problems")
@operation(
    "What problems mean",
    tagged("All kinds of problem.", {MARKDOWN: None}),
    scope=None,
    headers=("If-None-Match",),
)
def get_problems() -> Response:
    """Answer the page about every kind of problem."""
    return Response(problems.all_pages(), mimetype=MARKDOWN)


@blueprint.get("/problems/<slug>")
@operation(
    "What a problem means",
    tagged("What happened and what to do.", {MARKDOWN: None}),
    scope=None,
    problems=(problems.NOT_FOUND,),
    headers=("If-None-Match",),
)
def get_problem(slug: str) -> Response:
    """Answer the page that the `type` of a problem leads to."""
    kind = problems.PROBLEM_TYPES.get(slug) or abort(404)
    return Response(problems.page(kind), mimetype=MARKDOWN)

"""The OpenAPI 3.1 document, made of the routes, the operations beside them and the schemas."""

import inspect
import json
import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.yaml_utils import dict_to_yaml
from flask import Flask
from marshmallow import Schema
from werkzeug.routing import Rule

from service import __version__
from service.api import openapi_parts as parts
from service.api.admission import UNCOUNTED
from service.api.media_types import JSON, PROBLEM
from service.api.operation import OPERATIONS, Answer, Operation
from service.api.problems import (
    AGENCY_NOT_FOUND,
    HEADERS_TOO_LARGE,
    INTERNAL_ERROR,
    INVALID_PARAMETER,
    KEY_MISSING,
    KEY_REFUSED,
    MALFORMED_REQUEST,
    NOT_ACCEPTABLE,
    OVERLOADED,
    SCOPE_TOO_NARROW,
    STORAGE_UNAVAILABLE,
    TOO_MANY_REQUESTS,
    URI_TOO_LONG,
    ProblemType,
)
from service.api.schema_fields import Rows
from service.model.key import Scope
from service.standard.format_2021 import FORMAT_2021

Node = dict[str, Any]

EXAMPLES: Final = Path(__file__).with_name("examples.json")  # real answers, see tests/contract
_ALWAYS: Final = (
    MALFORMED_REQUEST,
    INVALID_PARAMETER,
    URI_TOO_LONG,
    HEADERS_TOO_LARGE,
    INTERNAL_ERROR,
)


def document(app: Flask) -> Node:
    """Return the document of every operation that the app serves."""
    marshmallow = MarshmallowPlugin(schema_name_resolver=_schema_name)
    info = {"description": parts.INTRODUCTION}
    spec = APISpec("Nianbao", __version__, "3.1.0", plugins=[marshmallow], info=info)
    assert marshmallow.converter is not None  # noqa: S101 -- made by APISpec()
    marshmallow.converter.add_attribute_function(_rows)  # type: ignore[no-untyped-call]
    _add_components(spec)
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if view in OPERATIONS:
            spec.path(_path(rule), operations=_operations(rule, view, OPERATIONS[view]))
    return _with_examples(_with_commas(spec.to_dict()))


def _with_examples(tree: Node) -> Node:
    """Show a real answer beside each status of which there is one."""
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    for item in tree["paths"].values():
        for node in item.values():
            for status, example in examples.get(node["operationId"], {}).items():
                content = node["responses"][status]["content"]
                content[PROBLEM if PROBLEM in content else JSON]["example"] = example
    return tree


def _with_commas(tree: Node) -> Node:
    """Say of every list in a query that it is one parameter with commas."""
    for item in tree["paths"].values():
        for node in item.values():
            for parameter in node["parameters"]:
                if "explode" in parameter:
                    parameter["explode"] = False
    return tree


def as_yaml(node: Node) -> str:
    """Return a document as the text of openapi.yaml."""
    tree = json.loads(json.dumps(node))  # parts that stand twice are written twice, no YAML anchors
    text: str = dict_to_yaml(tree, {"allow_unicode": True, "sort_keys": False, "width": 100})
    return text


def _schema_name(schema: type[Schema] | Schema) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")


def _add_components(spec: APISpec) -> None:
    spec.components.schema("ProblemDetails", parts.PROBLEM)
    spec.components.schema("ApplicationRow", parts.columns(FORMAT_2021.applications.rows[0]))
    spec.components.schema("ReviewRow", parts.columns(FORMAT_2021.review.rows[0]))
    spec.components.security_scheme("key", parts.SECURITY_SCHEME)
    for name, header in parts.HEADERS.items():
        spec.components.header(name, header)
    for name, parameter in parts.PARAMETERS.items():
        spec.components.parameter(name, parameter["in"], parameter)


def _rows(_converter: Any, field: Any, *, ret: Node) -> Node:
    """Describe a table; apispec calls it for every field of every schema."""
    if not isinstance(field, Rows):
        return {}
    ret.clear()
    return parts.table(field)


def _path(rule: Rule) -> str:
    return re.sub(r"<(?:[^<>:]+:)?([^<>:]+)>", r"{\1}", rule.rule)


def _operations(rule: Rule, view: Any, declared: Operation) -> Node:
    taken = [parameter for parameter in parts.PARAMETERS if parameter in rule.arguments]
    node: Node = {
        "operationId": view.__name__,
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": declared.summary,
        "description": inspect.getdoc(view),
        "parameters": [*taken, *_query(declared), *declared.headers],
        "security": [{"key": [declared.scope.value]}] if declared.scope else [],
        "responses": _answers(declared) | _problems(_kinds(rule, declared)),
    }
    if declared.takes is not None:
        node["parameters"].append("Content-Encoding")
        node["requestBody"] = _body(declared.takes)
    methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return {method.lower(): node for method in sorted(methods)}


def _kinds(rule: Rule, declared: Operation) -> tuple[ProblemType, ...]:
    chosen = (NOT_ACCEPTABLE,) if declared.produces else ()
    counted = () if rule.endpoint in UNCOUNTED else (OVERLOADED,)
    return (*_ALWAYS, *chosen, *counted, *_of_access(rule, declared), *declared.problems)


def _of_access(rule: Rule, declared: Operation) -> tuple[ProblemType, ...]:
    """Return what a caller may be told; every key has the narrowest scope."""
    if declared.scope is None:
        return ()
    bounded = (AGENCY_NOT_FOUND,) if "agency_id" in rule.arguments else ()
    narrow = (SCOPE_TOO_NARROW,) if declared.scope is not Scope.READ else ()
    return (KEY_MISSING, KEY_REFUSED, *narrow, *bounded, TOO_MANY_REQUESTS, STORAGE_UNAVAILABLE)


def _body(takes: type[Schema] | Literal["report", "submission"]) -> Node:
    if takes == "report":
        return parts.REQUEST_BODY
    if takes == "submission":
        return parts.SUBMISSION
    return {"required": True, "content": {JSON: {"schema": takes}}}


def _query(declared: Operation) -> list[Node]:
    """Return the parameters as members of one schema, which is how apispec reads them."""
    if not declared.query:
        return []
    return [{"in": "query", "schema": Schema.from_dict(dict(declared.query), name="Query")}]


def _answers(declared: Operation) -> Node:
    return {str(status): _answer(answer) for status, answer in declared.answers.items()}


def _answer(answer: Answer) -> Node:
    node: Node = {"description": answer.description, "headers": _headers(answer.headers)}
    if answer.content:
        node["content"] = {
            media_type: {"schema": {"type": "string"} if schema is None else schema}
            for media_type, schema in answer.content.items()
        }
    if answer.links:
        node["links"] = {
            name: {"operationId": name, "parameters": dict(parameters)}
            for name, parameters in answer.links.items()
        }
    return node


def _problems(kinds: Iterable[ProblemType]) -> Node:
    """Return one response for each status, which lists the kinds of problem that have it."""
    ordered = sorted(dict.fromkeys(kinds), key=lambda kind: kind.status)
    return {
        str(status): _problem(tuple(same))
        for status, same in groupby(ordered, key=lambda kind: kind.status)
    }


def _problem(kinds: tuple[ProblemType, ...]) -> Node:
    names = ("Retry-After",) if all(kind.retry_after is not None for kind in kinds) else ()
    if KEY_MISSING in kinds:
        names = ("WWW-Authenticate",)
    return {
        "description": "\n".join(f"- `{kind.uri}`: {kind.title}." for kind in kinds),
        "headers": _headers(names),
        "content": {PROBLEM: {"schema": "ProblemDetails"}},
    }


def _headers(names: tuple[str, ...]) -> Node:
    return {name: name for name in ("X-Request-Id", *names)}

"""
What an operation takes and answers, declared beside its view.

The declaration is both the OpenAPI document and the check of the query: a parameter that is
not declared is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from flask import Request
from marshmallow import Schema, ValidationError
from marshmallow.fields import Field
from werkzeug.exceptions import NotAcceptable

from service.api.headers import header
from service.api.problems import INVALID_PARAMETER, STORAGE_UNAVAILABLE, InvalidRequest, ProblemType
from service.model.key import Scope

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A successful answer: what it says, of which media types, with which headers.

    `content` maps media types to a schema; None stands for text.
    `links` names operations that take their parameters from here, in OpenAPI's expressions.
    """

    description: str
    content: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """
    The declaration of one operation; the view's docstring is its description.

    `name` is that of the view.
    `scope` is what the caller's key must allow; None is open to everybody.
    `headers` are those that the request may bear, by their names in `openapi_parts`.
    `takes` is the schema of a JSON body; "report" is an upload in any of its envelopes,
    "submission" many of them in one body.
    """

    name: str
    summary: str
    answers: Mapping[int, Answer]
    scope: Scope | None
    problems: tuple[ProblemType, ...] = ()
    query: Mapping[str, Field[Any]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    takes: type[Schema] | Literal["report", "submission"] | None = None

    @cached_property
    def produces(self) -> tuple[str, ...]:
        """Return the media types of its successful answers."""
        return tuple(
            dict.fromkeys(kind for answer in self.answers.values() for kind in answer.content)
        )

    @cached_property
    def needs_storage(self) -> bool:
        """Tell whether it reads or writes what is stored."""
        return STORAGE_UNAVAILABLE in self.problems


def tagged(
    description: str,
    content: Mapping[str, Any],
    links: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[int, Answer]:
    """Return the answers of an operation whose callers may already have what it answers."""
    return {
        200: Answer(description, content, ("ETag",), links or {}),
        304: Answer("`If-None-Match` names what would be answered.", headers=("ETag",)),
    }


OPERATIONS: Final[dict[Callable[..., Any], Operation]] = {}


def operation(  # noqa: PLR0913 -- a declaration, read by its names
    summary: str,
    answers: Mapping[int, Answer],
    *,
    scope: Scope | None,
    problems: tuple[ProblemType, ...] = (),
    query: Mapping[str, Field[Any]] | None = None,
    headers: tuple[str, ...] = (),
    takes: type[Schema] | Literal["report", "submission"] | None = None,
) -> Callable[[View], View]:
    """Declare the decorated view as an operation of the interface."""

    def declare(view: View) -> View:
        OPERATIONS[view] = Operation(
            view.__name__, summary, answers, scope, problems, query or {}, headers, takes
        )
        return view

    return declare


def read_query(operation: Operation, asked: Request) -> dict[str, Any]:
    """Return the values of the query's parameters; raise InvalidRequest where it takes no such."""
    if not asked.query_string:
        return {}
    declared = operation.query
    values: dict[str, Any] = {}
    problems: list[dict[str, str]] = []
    for name, printed in asked.args.lists():
        try:
            values[name] = _value(declared, name, printed)
        except ValidationError as error:
            message = " ".join(map(str, error.messages))
            problems.append({"parameter": name, "detail": message})
    if problems:
        names = ", ".join(problem["parameter"] for problem in problems)
        raise InvalidRequest(INVALID_PARAMETER, f"Look at the parameters: {names}.", problems)
    return values


def chosen_media_type(operation: Operation, asked: Request) -> str | None:
    """
    Return the media type of a successful answer that the caller likes best, None for no body.

    Raises NotAcceptable where there are some and the caller takes none of them.
    """
    produced = operation.produces
    if not produced or header(asked, "Accept") is None:
        return produced[0] if produced else None
    best = asked.accept_mimetypes.best_match(produced)
    if best is None:
        raise NotAcceptable(f"The answer can be {' or '.join(produced)}.")
    return best


def _value(declared: Mapping[str, Field[Any]], name: str, printed: list[str]) -> Any:
    if name not in declared:
        known = ", ".join(declared) or "none"
        raise ValidationError(f"The operation knows no such parameter; it knows {known}.")
    if len(printed) > 1:
        raise ValidationError("The parameter is given more than once.")
    return declared[name].deserialize(printed[0])

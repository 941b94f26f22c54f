"""The kinds of problem."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from service import errors
from service.api.causes import describe, of_exception
from service.api.problems import INTERNAL_ERROR, PROBLEM_TYPES, ProblemType


def leaves(root: type[errors.ServiceError]) -> Iterator[type[errors.ServiceError]]:
    if not root.__subclasses__():
        yield root
    for child in root.__subclasses__():
        yield from leaves(child)


OF_COMMANDS = {errors.ConfigurationError, errors.PurgeRefused, errors.BackupFailed}


@pytest.mark.parametrize(
    "kind", [kind for kind in leaves(errors.ServiceError) if kind not in OF_COMMANDS]
)
def test_every_error_that_a_request_may_meet_is_a_problem_of_its_own(
    kind: type[errors.ServiceError],
) -> None:
    assert of_exception(kind()) is not INTERNAL_ERROR
    assert describe(kind())["detail"] == kind.__doc__.strip().splitlines()[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", PROBLEM_TYPES.values(), ids=PROBLEM_TYPES)
def test_the_type_of_a_problem_leads_to_its_page(client: FlaskClient, kind: ProblemType) -> None:
    page = client.get(kind.uri)
    assert (page.status_code, page.mimetype) == (200, "text/markdown")
    assert kind.title in page.text
    assert kind.explanation in page.text
    assert page.text in client.get("/problems").text


def test_a_text_that_is_no_report_says_what_was_looked_for() -> None:
    assert describe(errors.NotAReport(missing=("a title",)))["missing"] == ["a title"]

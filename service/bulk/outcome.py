"""What became of one upload of many."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from service.errors import MalformedSubmission, ServiceError, TooLarge
from service.model.finding import Finding
from service.submissions.item import Item, Refused

Status = Literal["created", "unchanged", "refused"]
_SLUGS: Final[Mapping[type[ServiceError], str]] = {
    TooLarge: "body-too-large",
    MalformedSubmission: "malformed-request",
}
_WORD: Final = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of an item.

    created: it is a new revision of `year`.
    unchanged: `year` has a revision of these bytes, current or not, and nothing was stored.
    refused: it cannot be stored; `reason` is the slug of a problem, `detail` a sentence.
    `findings` counts those of what was created, by rule and severity.
    """

    name: str
    agency_id: str
    status: Status
    year: int | None = None
    revision: int | None = None
    findings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    reason: str | None = None
    detail: str | None = None


def created(item: Item, year: int, revision: int, findings: tuple[Finding, ...]) -> Outcome:
    """Return what tells of a new revision."""
    counts = Counter((finding.rule, finding.severity.value) for finding in findings)
    return Outcome(item.name, item.agency_id, "created", year, revision, counts)


def unchanged(item: Item, year: int, revision: int) -> Outcome:
    """Return what tells of bytes that are known."""
    return Outcome(item.name, item.agency_id, "unchanged", year, revision)


def refused(item: Item, error: ServiceError) -> Outcome:
    """Return what tells of an upload that cannot be stored."""
    reason, detail = slug_of(error), str(error)
    return Outcome(item.name, item.agency_id, "refused", reason=reason, detail=detail)


def passed_over(one: Refused) -> Outcome:
    """Return what tells of something in a submission that is no item."""
    return Outcome(one.name, "", "refused", reason=one.reason, detail=one.detail)


def slug_of(error: ServiceError) -> str:
    """Return the slug of the problem that the error is over HTTP, commonly its class's name."""
    return _SLUGS.get(type(error)) or _WORD.sub("-", type(error).__name__).lower()

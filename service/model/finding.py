"""What a rule says about a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from service.model.place import Place

MOST_FINDINGS: Final = 1_000  # a report has some ten; what has more is no report that anyone reads
_T = TypeVar("_T")


class Severity(StrEnum):
    """
    How sure and how grave a finding is.

    error: certainly wrong, or a required part missing.
    warning: probably wrong, a person should look.
    info: differs from the standard wording or style.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def gravest(items: Sequence[_T], severity_of: Callable[[_T], Severity], most: int) -> Sequence[_T]:
    """Return at most `most` of the items, errors before the rest, in the order they have."""
    if len(items) <= most:
        return items
    order = list(Severity)
    ranked = sorted(range(len(items)), key=lambda at: order.index(severity_of(items[at])))
    return [items[at] for at in sorted(ranked[:most])]


class Origin(StrEnum):
    """Whether the fault is the report's (`source`) or may be the reader's (`extraction`)."""

    SOURCE = "source"
    EXTRACTION = "extraction"


class Message(NamedTuple):
    """The finding in one sentence, as a clerk would put it."""

    zh: str
    en: str


class Operand(NamedTuple):
    """A value that entered the comparison, with the JSON Pointer where it is found."""

    pointer: str
    value: int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One fault at one place.

    `pointer` is the JSON Pointer of the value or part of the representation concerned.
    `expected` and `actual` are what should stand there and what stands there, as text.
    `basis` names the article or document that asks for it.
    `fingerprint` is the same for the same fault at the same place with the same values.
    """

    rule: str
    name: str
    version: int
    severity: Severity
    message: Message
    pointer: str | None
    place: Place | None
    expected: str | None
    actual: str | None
    operands: tuple[Operand, ...]
    origin: Origin
    basis: str
    fingerprint: str


class Inapplicable(NamedTuple):
    """A rule that could not be applied to a report, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checks:
    """
    The outcome of a whole rule set on one report.

    `passed` and `failed` count rules, `findings` are in reading order.
    """

    rule_set: str
    passed: int
    failed: int
    not_applicable: tuple[Inapplicable, ...]
    findings: tuple[Finding, ...]

"""What a rule is: a documented statement about a report, with three outcomes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from inspect import cleandoc
from typing import NamedTuple

from service.allowance import check_allowance
from service.model.finding import (
    MOST_FINDINGS,
    Finding,
    Message,
    Operand,
    Origin,
    Severity,
    gravest,
)
from service.model.history import NO_HISTORY, History
from service.model.place import Place, Span
from service.model.report import Report

HEADINGS = ("Why", "Holds", "Breaks", "Not applicable")
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}): ", re.MULTILINE)


class NotApplicable(NamedTuple):
    """The rule could not be applied to the report; `reason` completes “not applicable: …”."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    A place where the statement of a rule fails, as the rule's function reports it.

    `severity` replaces the rule's own; `quote` replaces the printed text, to mask it.
    """

    zh: str
    en: str
    span: Span | None = None
    pointer: str | None = None
    expected: str | None = None
    actual: str | None = None
    operands: tuple[Operand, ...] = ()
    severity: Severity | None = None
    origin: Origin = Origin.SOURCE
    quote: str | None = None


Outcome = list[Fault] | NotApplicable
Examine = Callable[[Report], Outcome]
Compare = Callable[[Report, History], Outcome]


class Documentation(NamedTuple):
    """A rule's docstring by its headings; `statement` is the sentence that must hold."""

    statement: str
    why: str
    holds: str
    breaks: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A statement that a report must satisfy, with all that is said about it.

    `name` is the function's name with dashes; `version` rises when the meaning changes;
    `since` is the first rule set that has the rule.
    Calling the rule gives its outcome: no fault where it holds, the faults, or NotApplicable.
    """

    code: str
    name: str
    severity: Severity
    basis: str
    version: int
    since: str
    documentation: Documentation
    compare: Compare

    def __call__(self, report: Report, history: History = NO_HISTORY) -> Outcome:
        """Apply the rule to `report`, beside what the organ reported before."""
        return self.compare(report, history)

    def findings(self, faults: list[Fault], report: Report) -> Iterator[Finding]:
        """
        Yield what `faults` say about `report`, complete with places and fingerprints.

        Of very many only the gravest, one more than a report may have: hostile texts have hundreds
        of thousands, and placing them takes longer than finding them.
        """
        seen: Counter[str] = Counter()
        for fault in gravest(
            faults, lambda fault: fault.severity or self.severity, MOST_FINDINGS + 1
        ):
            check_allowance()
            place = _place(fault, report)
            key = _key(self.code, fault, place)
            seen[key] += 1
            yield self._finding(fault, place, _fingerprint(key, seen[key]))

    def _finding(self, fault: Fault, place: Place | None, fingerprint: str) -> Finding:
        return Finding(
            rule=self.code,
            name=self.name,
            version=self.version,
            severity=fault.severity or self.severity,
            message=Message(fault.zh, fault.en),
            pointer=fault.pointer,
            place=place,
            expected=fault.expected,
            actual=fault.actual,
            operands=fault.operands,
            origin=fault.origin,
            basis=self.basis,
            fingerprint=fingerprint,
        )


def rule(
    code: str, *, severity: Severity, basis: str, version: int = 1, since: str = "1.0.0"
) -> Callable[[Examine], Rule]:
    """Make a `Rule` of a function whose docstring bears all of `HEADINGS`."""

    def make(examine: Examine) -> Rule:
        documentation = _documentation(code, examine.__doc__ or "")

        def compare(report: Report, _history: History) -> Outcome:
            return examine(report)

        return Rule(code, _slug(examine), severity, basis, version, since, documentation, compare)

    return make


def history_rule(
    code: str, *, severity: Severity, basis: str, version: int = 1, since: str = "1.0.0"
) -> Callable[[Compare], Rule]:
    """Make a `Rule` as `rule` does, of a function that also takes the organ's earlier reports."""

    def make(compare: Compare) -> Rule:
        documentation = _documentation(code, compare.__doc__ or "")
        return Rule(code, _slug(compare), severity, basis, version, since, documentation, compare)

    return make


def _slug(function: Examine | Compare) -> str:
    return function.__name__.replace("_", "-")


def _documentation(code: str, docstring: str) -> Documentation:
    statement, *rest = _HEADING.split(cleandoc(docstring))
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    if tuple(parts) != HEADINGS or not statement.strip():
        raise ValueError(f"the docstring of rule {code} lacks {HEADINGS} in this order")
    return Documentation(*(_unwrapped(part) for part in (statement, *parts.values())))


# Chinese is written without blanks: none is left where a line of the docstring ends in it.
_WRAPPED_CHINESE = re.compile(r"(?<=[一-鿿，。；、：（）])\s*\n\s*(?=[一-鿿（《])")


def _unwrapped(text: str) -> str:
    return " ".join(_WRAPPED_CHINESE.sub("", text.strip()).split())


def _place(fault: Fault, report: Report) -> Place | None:
    if fault.span is None:
        return None
    place = report.text.place(fault.span)
    if fault.quote is None:
        return place
    return Place(place.line, place.column, place.start, place.end, fault.quote)


def _key(code: str, fault: Fault, place: Place | None) -> str:
    """
    Return what makes a fault this one and no other: rule, pointer, quotation and values.

    Offsets and lines are left out, so that an edit elsewhere in the text does not change it.
    White space of the quotation is layout and does not count.
    """
    quote = "".join(place.quote.split()) if place else ""
    values = [f"{pointer}={value}" for pointer, value in fault.operands]
    return "\x1f".join(
        [code, fault.pointer or "", quote, fault.expected or "", fault.actual or "", *values]
    )


def _fingerprint(key: str, occurrence: int) -> str:
    """Return 16 hexadecimal digits; the same fault met again in the text has others."""
    return sha256(f"{key}\x1f{occurrence}".encode()).hexdigest()[:16]

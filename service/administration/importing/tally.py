"""What became of many reports, counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from service.bulk.outcome import Outcome
from service.rules.catalogue import RULES


class Unread(NamedTuple):
    """What could not be stored: in which source, under which name; a slug and a sentence."""

    source: str
    name: str
    reason: str
    detail: str


@dataclass
class Tally:
    """Counts by status, of findings by rule and severity, and what could not be stored."""

    statuses: Counter[str] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)

    def count(self, source: str, outcome: Outcome) -> None:
        """Count one."""
        self.statuses[outcome.status] += 1
        self.findings.update(outcome.findings)
        if outcome.status == "refused":
            reason, detail = outcome.reason or "", outcome.detail or ""
            self.unread.append(Unread(source, outcome.name, reason, detail))

    def add(self, other: "Tally") -> None:
        """Count what another has counted; what could not be stored it keeps for itself."""
        self.statuses.update(other.statuses)
        self.findings.update(other.findings)

    @property
    def done(self) -> int:
        """How many reports are dealt with."""
        return self.statuses.total()


def summary(tally: Tally) -> Iterator[str]:
    """Yield the lines of the summary: how many of what, and each rule that found something."""
    statuses = ("created", "unchanged", "refused")
    yield ", ".join(f"{status} {tally.statuses[status]}" for status in statuses)
    yield from _of_rules(tally.findings.items())


def _of_rules(findings: Iterable[tuple[tuple[str, str], int]]) -> Iterator[str]:
    names = {rule.code: rule.name for rule in RULES}
    for (rule, severity), number in sorted(findings):
        yield f"{number:9}  {severity:<7}  {rule}  {names.get(rule, '')}".rstrip()

"""Planting faults in correct reports, and counting what the rules find of them."""

from collections import Counter
from collections.abc import Iterable
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from service.model.finding import Finding, Severity
from service.parsing.assemble import parse
from service.rules.catalogue import check
from tests.generator.names import place_name
from tests.planting import sentences, structure, sums, tables  # noqa: F401 (they register themselves)
from tests.planting.correct import correct
from tests.planting.draft import Draft
from tests.planting.planting import PLANTINGS, Planting

_GRAVE = {Severity.ERROR, Severity.WARNING}
_ATTEMPTS = 60


class Outcome(NamedTuple):
    """What became of one planting, or of a correct report where `rule` is ""."""

    rule: str
    kind: str
    counts: Counter[str]
    notes: list[str]


def judge_correct(seed: int) -> Outcome:
    """Judge a correct report: every finding is an alarm without a cause."""
    rng = Random(f"correct {seed}")
    draft = correct(rng)
    counts: Counter[str] = Counter(reports=1)
    notes = []
    for finding in check(parse(draft.data(rng))).findings:
        kind = "alarms" if finding.severity in _GRAVE else "notes"
        counts[f"{kind} {finding.rule}"] += 1
        notes.append(f"{kind}: seed {seed} {finding.rule} {finding.message.zh}")
    return Outcome("", "", counts, notes)


def judge_planting(task: tuple[int, int]) -> Outcome:
    """Plant a fault of the numbered kind and look for it; seeds without room for it are passed."""
    number, seed = task
    planting = PLANTINGS[number]
    for attempt in range(_ATTEMPTS):
        rng = Random(f"{planting.rule} {planting.kind} {seed} {attempt}")
        draft = _draft(planting, rng)
        at = planting.plant(draft, rng)
        if at is not None:
            return _judged(planting, seed, draft, at, rng)
    return Outcome(planting.rule, planting.kind, Counter(without_room=1), [])


def _draft(planting: Planting, rng: Random) -> Draft:
    agency = None
    if planting.agency is not None:
        agency = place_name(rng) + planting.agency
    return correct(rng, planting.form, agency)


def _judged(planting: Planting, seed: int, draft: Draft, at: str, rng: Random) -> Outcome:
    findings = check(parse(draft.data(rng))).findings
    own = [finding for finding in findings if finding.rule == planting.rule]
    found = any(_stands_at(finding, at) for finding in own)
    expected = planting.entailed | {planting.rule}
    extra = [finding for finding in findings if finding.rule not in expected]
    counts = Counter(
        planted=1, found=int(found), misplaced=int(bool(own) and not found), extra=len(extra)
    )
    notes = [] if found else [_note(planting, seed, f"missed at {at}", draft)]
    notes += [
        f"but {finding.rule} {finding.pointer} {_quote(finding)}" for finding in own if not found
    ]
    notes += [
        _note(planting, seed, f"extra {finding.rule} {finding.message.zh} {_quote(finding)}", draft)
        for finding in extra
    ]
    return Outcome(planting.rule, planting.kind, counts, notes)


def _quote(finding: Finding) -> str:
    return finding.place.quote if finding.place is not None else ""


def _note(planting: Planting, seed: int, words: str, draft: Draft) -> str:
    return f"{planting.rule} {planting.kind}, seed {seed} ({draft.layout}): {words}"


def _stands_at(finding: Finding, at: str) -> bool:
    """Tell whether a finding points where it must, or quotes words of what was planted."""
    if at.startswith("/"):
        return finding.pointer is not None and finding.pointer.startswith(at)
    quote, words = ("".join(text.split()) for text in (_quote(finding), at))
    return not words or (bool(quote) and (quote in words or words in quote))


def run(plantings: int, reports: int, jobs: int, only: Iterable[str] = ()) -> list[Outcome]:
    """Judge `reports` correct reports, and at least `plantings` plantings of each rule."""
    kinds = Counter(planting.rule for planting in PLANTINGS)
    chosen = set(only) or set(kinds)
    tasks = [
        (number, seed)
        for number, planting in enumerate(PLANTINGS)
        if planting.rule in chosen
        for seed in range(-(-plantings // kinds[planting.rule]))
    ]
    with get_context("fork").Pool(jobs) as pool:
        outcomes = pool.map(judge_correct, range(reports), chunksize=50)
        outcomes += pool.map(judge_planting, tasks, chunksize=20)
    return outcomes

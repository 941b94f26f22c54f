"""
A succession of five years: judged as it is, then with every kind of fault in its last year.

Correct years come in any layout and with any noise: what is found there at error or warning is an
alarm. Faults are planted in layouts that keep the borders of cells, so that they can be read.
"""

from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from service.model.finding import Finding, Severity
from service.model.history import History
from service.model.report import Report
from service.parsing.assemble import parse
from service.rules.catalogue import check
from tests.accuracy.history.faults import KINDS, Planted
from tests.generator import noise
from tests.generator.facts import Content
from tests.generator.knowing import bordered
from tests.generator.layouts import LAYOUTS, render
from tests.generator.layouts.layout import Borders, Layout
from tests.generator.sheets import blocks
from tests.generator.succession import succession

YEARS = 5
_PLAIN = [
    layout
    for layout in LAYOUTS.values()
    if layout.borders is Borders.KEPT and layout.knowing is bordered
]
_ANY = [layout for layout in LAYOUTS.values() if layout.borders is not Borders.LOST]


class Outcome(NamedTuple):
    """What became of one succession; `stories` are lines about misses and alarms."""

    counts: Counter[tuple[str, str, str]]
    stories: list[str]


def judge(seed: int) -> Outcome:
    """Judge a succession as it is, then with each kind of fault in its last year."""
    rng = Random(f"succession {seed}")
    outcome = Outcome(Counter(), [])
    contents = succession(rng, YEARS)
    _judge_correct(rng, seed, contents, outcome)
    *before, last = contents
    past = {one.year: _arrived(rng, one, rng.choice(_PLAIN)) for one in before}
    for kind in KINDS:
        planted = kind.plant(rng, before, last)
        if planted is not None:
            report = _arrived(rng, planted.content, rng.choice(_PLAIN))
            _judge_planted(seed, (kind.rule, kind.name), planted, _found(report, past), outcome)
    return outcome


def _judge_correct(rng: Random, seed: int, contents: list[Content], outcome: Outcome) -> None:
    past: dict[int, Report] = {}
    for content in contents:
        layout = rng.choice(_ANY)
        report = _arrived(rng, content, layout, noise.choose(layout, rng))
        for one in _found(report, past):
            sort = "noted" if one.severity is Severity.INFO else "alarms"
            outcome.counts[one.rule, "", sort] += 1
            if sort == "alarms":
                outcome.stories.append(f"{seed} {content.year} {layout.name}: {one.message.zh}")
        past[content.year] = report
        outcome.counts["", "", "pairs"] += len(past) > 1


def _arrived(
    rng: Random, content: Content, layout: Layout, noises: list[noise.Noise] | None = None
) -> Report:
    parts = blocks(content)
    for befall in noises or ():
        befall(parts, rng)
    return parse(render(parts, content, layout, rng).text.encode())


def _found(report: Report, past: dict[int, Report]) -> list[Finding]:
    return [one for one in check(report, History(dict(past))).findings if one.rule[0] == "H"]


def _judge_planted(
    seed: int, kind: tuple[str, str], planted: Planted, found: list[Finding], outcome: Outcome
) -> None:
    own = [one for one in found if one.rule == kind[0]]
    reached = planted.severity is None or any(one.severity is planted.severity for one in own)
    hit = reached and planted.pointers <= {one.pointer for one in own}
    outcome.counts[*kind, "planted"] += 1
    outcome.counts[*kind, "found" if hit else "missed"] += 1
    extra = [one for one in found if one.rule != kind[0] and one.severity is not Severity.INFO]
    outcome.counts[*kind, "extra"] += len(extra)
    if not hit:
        outcome.stories.append(f"{seed} missed {kind}: {sorted(planted.pointers)}, found {own}")
    outcome.stories.extend(f"{seed} extra {kind}: {one.message.zh}" for one in extra)


def run(successions: int, seed: int, jobs: int) -> Iterator[Outcome]:
    """Yield the outcomes of that many successions."""
    with get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(judge, range(seed, seed + successions), chunksize=4)

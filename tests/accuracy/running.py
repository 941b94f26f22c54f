"""Reading many generated reports on several processes."""

from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from service.errors import ServiceError
from tests.accuracy.judging import Verdict, judge
from tests.generator.case import Case, case
from tests.generator.layouts import LAYOUTS

# Faults in this order are worth a person's time; the others are counted only.
GRAVE = ("crash", "wrong in silence", "wrong, said", "misplaced", "fact wrong", "figure false")
# How many failing reports of a layout are written down: grave ones, and others.
_KEPT = {True: 20, False: 6}


class Outcome(NamedTuple):
    """What became of one report."""

    layout: str
    seed: int
    counts: Counter[str]
    faults: list[str]


def run(
    reports: int, seed: int, layouts: list[str], jobs: int, failures: Path | None
) -> Iterator[Outcome]:
    """Yield the outcomes of `reports` reports, the layouts by turns, failing ones written down."""
    tasks = [
        (seed + index // len(layouts), layouts[index % len(layouts)]) for index in range(reports)
    ]
    written: Counter[tuple[str, bool]] = Counter()
    with get_context("fork").Pool(jobs) as pool:
        for outcome in pool.imap(_attempt, tasks, chunksize=8):
            grave = any(_gravity(fault) < len(GRAVE) for fault in outcome.faults)
            sort = outcome.layout, grave
            if failures is not None and outcome.faults and written[sort] < _KEPT[grave]:
                written[sort] += 1
                _write(failures, outcome)
            yield outcome


def _attempt(task: tuple[int, str]) -> Outcome:
    seed, layout = task
    verdict = _verdict(case(seed, layout))
    verdict.faults.sort(key=_gravity)
    verdict.counts["reports"] += 1
    return Outcome(layout, seed, verdict.counts, verdict.faults)


def _verdict(generated: Case) -> Verdict:
    # The parser is loaded late, so that the generator is of use without it.
    from service.parsing.assemble import parse  # noqa: PLC0415

    try:
        return judge(generated, parse(generated.data, charset=None))
    except ServiceError as error:
        verdict = Verdict()
        verdict.note("refused", f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - whatever escapes the parser is a result here
        verdict = Verdict()
        verdict.note("crash", f"{type(error).__name__}: {error}")
    return verdict


def _gravity(fault: str) -> int:
    return next((rank for rank, name in enumerate(GRAVE) if fault.startswith(name)), len(GRAVE))


def _write(folder: Path, outcome: Outcome) -> None:
    """Write the report as it arrived, as text, and what was wrong with its reading."""
    generated = case(outcome.seed, outcome.layout)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{outcome.layout}-{outcome.seed}"
    (folder / f"{stem}.bin").write_bytes(generated.data)
    (folder / f"{stem}.txt").write_text(generated.rendered.text, encoding="utf-8")
    about = (
        f"layout {outcome.layout}, seed {outcome.seed}, encoding {generated.encoding}, "
        f"torn {generated.torn}, noises {', '.join(generated.noises) or 'none'}"
    )
    (folder / f"{stem}.diff").write_text("\n".join([about, *outcome.faults, ""]), encoding="utf-8")


def all_layouts() -> list[str]:
    """Return the names of all layouts in their order."""
    return list(LAYOUTS)

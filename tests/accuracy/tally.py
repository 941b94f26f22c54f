"""The tables of outcomes as docs/accuracy.md prints them: one line a layout, and the targets."""

from collections import Counter

from tests.generator.layouts import LAYOUTS
from tests.generator.layouts.layout import Borders

TARGETS = {Borders.KEPT: 99.9, Borders.SPACES: 99.0, Borders.NONE: 95.0}
_HEAD = (
    "layout", "reports", "cells", "right", "null, said", "null, unsaid", "wrong in silence",
    "wrong, said", "doubtful", "of them null, said", "null, unsaid", "misplaced", "facts",
    "figures", "false figures", "refused",
)  # fmt: skip
Totals = dict[str, Counter[str]]


def table(totals: Totals) -> str:
    """Return a Markdown table of all layouts with a line of sums."""
    lines = [_line(name, counts) for name, counts in totals.items()]
    return _markdown(_HEAD, [*lines, _line("all", sum(totals.values(), Counter()))])


def targets(totals: Totals) -> str:
    """Return a Markdown table of what is wanted of each kind of layout and what is reached."""
    lines = []
    for borders, wanted in TARGETS.items():
        alike = {name: c for name, c in totals.items() if LAYOUTS[name].borders is borders}
        counts = sum(alike.values(), Counter())
        worst = min(alike, key=lambda name: _share(alike[name]), default=None)
        if worst is not None:
            lowest = f"{worst}: {_percent(_share(alike[worst]))}"
            reached = _percent(_share(counts))
            lines.append((borders.value, f"{wanted} %", reached, lowest, _wrong(counts)))
    head = ("layouts", "wanted", "right", "lowest", "wrong in silence")
    return _markdown(head, lines)


def below_target(totals: Totals) -> list[str]:
    """Return a line for every layout of which too little is read right."""
    missed = []
    for name, counts in totals.items():
        target = TARGETS.get(LAYOUTS[name].borders)
        if target is not None and counts["certain"] and 100 * _share(counts) < target:
            missed.append(f"{name}: {_percent(_share(counts))} right, at least {target} % wanted")
    return missed


def wrong_in_silence(totals: Totals) -> int:
    """Return how many cells were wrong without a word, or crashed the parser."""
    return sum(counts["wrong in silence"] + counts["crash"] for counts in totals.values())


def _markdown(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    rows = [head, tuple("---" for _ in head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _certain(counts: Counter[str]) -> int:
    return counts["certain"] + counts["certain wrong"]


def _share(counts: Counter[str]) -> float:
    return counts["certain right"] / max(1, _certain(counts))


def _percent(share: float) -> str:
    return f"{int(10_000 * share) / 100:.2f} %"


def _wrong(counts: Counter[str]) -> str:
    return str(counts["wrong in silence"])


def _line(name: str, counts: Counter[str]) -> tuple[str, ...]:
    facts = counts["fact right"] + counts["fact missing"] + counts["fact wrong"]
    figures = counts["figure right"] + counts["figure missing"]
    return (
        name,
        str(counts["reports"]),
        str(_certain(counts)),
        _percent(_share(counts)) if _certain(counts) else "",
        str(counts["certain null, said"]),
        str(counts["certain null, unsaid"]),
        _wrong(counts),
        str(counts["wrong, said"]),
        str(counts["doubtful"]),
        str(counts["doubtful null, said"]),
        str(counts["doubtful null, unsaid"]),
        str(counts["misplaced"]),
        f"{counts['fact right']}/{facts}",
        f"{counts['figure right']}/{figures}",
        str(counts["figure false"]),
        str(counts["refused"] + counts["crash"]),
    )

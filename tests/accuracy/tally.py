"""The table of outcomes, one line a layout, as docs/accuracy.md prints it."""

from collections import Counter

from tests.generator.layouts import LAYOUTS
from tests.generator.layouts.layout import Borders

TARGETS = {Borders.KEPT: 99.9, Borders.SPACES: 99.0, Borders.NONE: 95.0}
_HEAD = (
    "layout", "reports", "cells", "right", "null, said", "null, unsaid", "wrong in silence",
    "wrong, said", "doubtful", "kept null", "unsaid", "misplaced", "facts", "figures",
    "false figures", "refused",
)  # fmt: skip


def table(totals: dict[str, Counter[str]]) -> str:
    """Return a Markdown table of all layouts with a line of sums."""
    lines = [_HEAD, tuple("---" for _ in _HEAD)]
    lines += [_line(name, counts) for name, counts in totals.items()]
    lines.append(_line("all", sum(totals.values(), Counter())))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def below_target(totals: dict[str, Counter[str]]) -> list[str]:
    """Return a line for every layout of which too little is read right."""
    missed = []
    for name, counts in totals.items():
        target = TARGETS.get(LAYOUTS[name].borders)
        if target is not None and counts["certain"] and 100 * _share(counts) < target:
            missed.append(f"{name}: {100 * _share(counts):.2f} % right, at least {target} % wanted")
    return missed


def wrong_in_silence(totals: dict[str, Counter[str]]) -> int:
    """Return how many cells were wrong without a word, or crashed the parser."""
    return sum(counts["wrong in silence"] + counts["crash"] for counts in totals.values())


def _certain(counts: Counter[str]) -> int:
    return counts["certain"] + counts["certain wrong"]


def _share(counts: Counter[str]) -> float:
    return counts["certain right"] / max(1, _certain(counts))


def _line(name: str, counts: Counter[str]) -> tuple[str, ...]:
    facts = counts["fact right"] + counts["fact missing"] + counts["fact wrong"]
    figures = counts["figure right"] + counts["figure missing"]
    return (
        name,
        str(counts["reports"]),
        str(_certain(counts)),
        f"{100 * _share(counts):.2f} %",
        str(counts["certain null, said"]),
        str(counts["certain null, unsaid"]),
        str(counts["wrong in silence"]),
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

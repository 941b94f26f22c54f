"""docs/rules/accuracy.md, written whole by the run that it reports."""

from collections import Counter

from service.rules.catalogue import RULE_SET, RULES
from tests.planting.planting import PLANTINGS
from tests.planting.running import Outcome

# Families whose every fault must be found, and the share that is enough for the others.
_ALL = frozenset("ACDRST")
_ENOUGH = 0.95
_HEAD = [
    "rule", "name", "kinds", "planted", "found", "misplaced", "missed", "recall", "alarms",
    "notes", "extra",
]  # fmt: skip
_PAGE = """\
# How accurate each rule is

Written by `make accuracy`, never by hand, for rule set {rule_set}:

    {command}

{reports:,} correct reports were generated, and {planted:,} more in which one fault of one kind was
planted. Both were laid out as HTML, saved pages, Markdown, pipes, tabs or one cell a line, and read
and judged as any upload is, so what the reader spoils counts against the rule.
Seeds are counted from 0; the same command on the same tree gives the same table.
What plants the faults (`tests/planting`) shares no code with the rules but the names of rows,
columns and sections in `service/standard`.
The prose is that of `tests/planting/phrases.py`: what is said in other ways may be missed.

- **kinds**: how many kinds of fault are planted; for prose, ways to say it.
- **found**: at the place of the fault; **misplaced**: found, but at another place; **missed**.
- **alarms**: findings at error or warning about correct reports; **notes**: at info.
- **extra**: findings by other rules that the planted fault does not entail.

{table}

Rules of family H look at several reports: [accuracy of family H](accuracy-history.md).
"""


def page(command: str, outcomes: list[Outcome]) -> str:
    """Return the page; `command` makes it again."""
    totals = _total(outcomes)
    return _PAGE.format(
        rule_set=RULE_SET,
        command=command,
        reports=totals["reports"],
        planted=totals["planted"],
        table=table(outcomes),
    )


def _total(outcomes: list[Outcome]) -> Counter[str]:
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update(outcome.counts)
    return total


def _by_rule(outcomes: list[Outcome]) -> dict[str, Counter[str]]:
    totals: dict[str, Counter[str]] = {planting.rule: Counter() for planting in PLANTINGS}
    for outcome in outcomes:
        if outcome.rule:
            totals[outcome.rule].update(outcome.counts)
    return dict(sorted(totals.items()))


def table(outcomes: list[Outcome]) -> str:
    """Return a Markdown table with a line for each rule and one of sums."""
    kinds = Counter(planting.rule for planting in PLANTINGS)
    names = {rule.code: rule.name for rule in RULES}
    correct = _total(outcomes)
    lines = []
    for rule, counts in _by_rule(outcomes).items():
        if counts["planted"]:
            about = [rule, f"[{names[rule]}]({names[rule]}.md)", str(kinds[rule])]
            alarms = [str(correct[f"{kind} {rule}"]) for kind in ("alarms", "notes")]
            lines.append([*about, *_figures(counts), *alarms, str(counts["extra"])])
    sums = [str(sum(int(line[column]) for line in lines)) for column in (8, 9, 10)]
    lines.append(["all", "", str(sum(kinds.values())), *_figures(correct), *sums])
    return "\n".join(f"| {' | '.join(line)} |" for line in [_HEAD, ["---"] * len(_HEAD), *lines])


def _figures(counts: Counter[str]) -> list[str]:
    missed = counts["planted"] - counts["found"] - counts["misplaced"]
    numbers = [counts["planted"], counts["found"], counts["misplaced"], missed]
    return [*map(str, numbers), f"{_recall(counts):.3f}"]


def _recall(counts: Counter[str]) -> float:
    return counts["found"] / max(1, counts["planted"])


def shortcomings(outcomes: list[Outcome]) -> list[str]:
    """Return a line for every rule that finds too little, and for alarms about correct reports."""
    lines = []
    for rule, counts in _by_rule(outcomes).items():
        wanted = 1.0 if rule[0] in _ALL else _ENOUGH
        if counts["planted"] and _recall(counts) < wanted:
            lines.append(f"{rule}: recall {_recall(counts):.3f}, at least {wanted} wanted")
    alarms = [key for key in _total(outcomes) if key.startswith("alarms")]
    return lines + [f"correct reports: {key}" for key in alarms]

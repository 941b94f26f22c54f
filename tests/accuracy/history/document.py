"""docs/rules/accuracy-history.md, on family H, written whole by the run that it reports."""

from collections import Counter

from tests.accuracy.history.faults import KINDS

HEADING = "## Family H: years of one organ beside each other"
_PART = """\
{heading}

Written by `{command}`, never by hand.

Successions of five years of one organ were generated with known content: what a year carries out
is what the next carries in, documents in force follow from those of the year before (or the prose
says why not), counts stay near the organ's usual ones, the prose is new every year.
{pairs:,} correct pairs of years, in every layout and with every noise, were judged; then each
kind of fault was planted once in the last year of each succession that had room for it.
*found* is a finding of the rule at the place of the fault, of the severity that it must have;
*extra* is an error or warning of another rule of the family.

{faults}

What the correct pairs gave:

{alarms}
"""


def part(command: str, counts: Counter[tuple[str, str, str]]) -> str:
    """Return the part with its heading; `command` makes it again."""
    return _PART.format(
        heading=HEADING,
        command=command,
        pairs=counts["", "", "pairs"],
        faults=faults(counts),
        alarms=alarms(counts),
    )


def faults(counts: Counter[tuple[str, str, str]]) -> str:
    """Return a table with a line for each kind of fault."""
    columns = ("planted", "found", "missed", "extra")
    rows = [
        (kind.rule, kind.name, *(str(counts[kind.rule, kind.name, column]) for column in columns))
        for kind in KINDS
    ]
    return _markdown(("rule", "fault", *columns), rows)


def alarms(counts: Counter[tuple[str, str, str]]) -> str:
    """Return a table with a line for each rule: errors and warnings, and what was only noted."""
    rules = sorted({kind.rule for kind in KINDS})
    rows = [
        (rule, str(counts[rule, "", "alarms"]), str(counts[rule, "", "noted"])) for rule in rules
    ]
    return _markdown(("rule", "errors and warnings", "infos"), rows)


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def inserted(page: str, written: str) -> str:
    """Return `page` with the part in the place of an older one, else at its end."""
    before, found, after = page.partition(HEADING)
    if not found:
        return f"{page.rstrip()}\n\n{written}".lstrip()
    _, mark, rest = after.partition("\n## ")
    return before + written + mark + rest

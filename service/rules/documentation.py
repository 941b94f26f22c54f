"""
The pages of docs/rules/, made from the rules themselves.

Run as `python -m service.rules.documentation [DIRECTORY]`; without one it writes to docs/rules.
"""

import sys
from pathlib import Path

from service.rules.catalogue import RULE_SET, RULES
from service.rules.rule import Rule

FAMILIES = {
    "A": "Arithmetic of the tables",
    "C": "Citations",
    "D": "Dates",
    "H": "History (beside the organ's earlier reports)",
    "P": "Prose",
    "R": "Privacy",
    "S": "Structure",
    "T": "Reading (origin `extraction`)",
    "W": "Wording",
}


def pages() -> dict[str, str]:
    """Return the content of every page by its file name."""
    return {"README.md": _index(), **{f"{rule.name}.md": _page(rule) for rule in RULES}}


def _index() -> str:
    lines = [
        "# Rules",
        "",
        f"Rule set {RULE_SET}, {len(RULES)} rules.",
        "Made by `python -m service.rules.documentation`; do not edit by hand.",
        "",
        "A rule passes, fails at places, or is not applicable for a reason that it gives.",
        "`error`: certainly wrong or missing; `warning`: probably wrong; `info`: not the standard.",
        "How much each rule finds, and how often in correct reports: [accuracy](accuracy.md).",
    ]
    for letter, family in FAMILIES.items():
        lines += ["", f"## {family}", "", "| code | rule | severity | what must hold |"]
        lines.append("| --- | --- | --- | --- |")
        lines += [_index_row(rule) for rule in RULES if rule.code[0] == letter]
    return "\n".join(lines) + "\n"


def _index_row(rule: Rule) -> str:
    link = f"[{rule.name}]({rule.name}.md)"
    return f"| {rule.code} | {link} | {rule.severity} | {rule.documentation.statement} |"


def _page(rule: Rule) -> str:
    words = rule.documentation
    return f"""# {rule.code} {rule.name}

{words.statement}

| | |
| --- | --- |
| severity | {rule.severity} |
| basis | {rule.basis} |
| version | {rule.version} |
| since rule set | {rule.since} |

## Why

{_sentence(words.why)}

## Holds

{_sentence(words.holds)}

## Breaks

{_sentence(words.breaks)}

## Not applicable

{_sentence(words.not_applicable)}
"""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def write(directory: Path) -> None:
    """Write all pages into `directory` and delete those of rules that are no more."""
    directory.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, content in written.items():
        (directory / name).write_text(content, encoding="utf-8")
    for stale in directory.glob("*.md"):
        # What begins with accuracy is measured, not made from the rules.
        if stale.name not in written and not stale.name.startswith("accuracy"):
            stale.unlink()


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules"))

"""What the patterns of the service must keep clear of."""

import re
from pathlib import Path

SOURCES = sorted(Path("service").rglob("*.py"))
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[^\s\"']+\})\+")


def test_no_group_is_possessive() -> None:
    """Up to CPython 3.11.4 one that holds alternatives fails to match; an atomic group does not."""
    found = [
        f"{source}:{number}"
        for source in SOURCES
        for number, line in enumerate(source.read_text("utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line)
    ]
    assert SOURCES
    assert not found

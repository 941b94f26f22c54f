"""
The fenced blocks of a page, and what is to be done with each.

    ```console              commands behind `$ `, gone on with behind `> `, and what they print
    ```python               a script that must end well
    ```LANGUAGE NAME        the content of a file of that name, for what comes behind it
    ```diff                 a change of this repository, made in a copy of it

Any other block must say in the line before it why it is not tried. Of what a command prints, `…`
stands for anything within its line, and a line of `…` alone for any lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRIED = ("console", "python", "diff")
_FENCE = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_REASON = re.compile(r"(?:Not tried by the tests, since|测试不运行下面这段，因为).+[.:：。]\n\Z")


@dataclass(frozen=True)
class Block:
    """A fenced block; `line` is that of its fence, `name` that of the file whose content it is."""

    line: int
    language: str
    name: str | None
    content: str
    is_excused: bool

    @property
    def is_tried(self) -> bool:
        """Tell whether something is done with it; what is not has to be excused."""
        return not self.is_excused and (self.name is not None or self.language in TRIED)


@dataclass(frozen=True)
class Command:
    """A command of a console, and the lines that it is said to print."""

    line: int
    command: str
    documented: tuple[str, ...]


def pages() -> list[Path]:
    """Return every page that is written by hand or by us, in a stable order."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    for found in _FENCE.finditer(page):
        before = page[: found.start()]
        excused = _REASON.search(before.rstrip("\n").rpartition("\n")[2] + "\n") is not None
        yield Block(before.count("\n") + 1, found[1], found[2], found[3], excused)


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console."""
    for part in re.split(r"^(?=\$ )", block.content, flags=re.MULTILINE):
        if not part.strip():
            continue
        lines = part.removeprefix("$ ").splitlines()
        ends = next((at for at in range(1, len(lines)) if not lines[at].startswith("> ")), None)
        typed = lines[:ends] if ends is not None else lines
        printed = lines[ends:] if ends is not None else []
        typed[1:] = [line.removeprefix("> ") for line in typed[1:]]
        while printed and not printed[-1]:
            printed.pop()  # an empty line before the next command parts them, and is not printed
        yield Command(block.line, "\n".join(typed), tuple(printed))


def agree(documented: tuple[str, ...], printed: str) -> bool:
    """Tell whether a command printed what is documented."""
    pattern = "".join(
        "(?:.*\n)*" if line == "…" else f"{'.*'.join(map(re.escape, line.split('…')))}\n"
        for line in documented
    )
    printed = printed.rstrip("\n")  # as an empty line at the end of a block cannot be seen
    return re.fullmatch(pattern, f"{printed}\n" if printed else "") is not None

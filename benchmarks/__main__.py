"""
Command line: run benchmarks, all or those that are named, and write docs/performance.md.

Each is a module whose docstring states the claim and whose `report()` measures it and returns
Markdown; each runs in a process of its own. Its lines in bold stand at the head of the page, too.
What is not run keeps its section.
"""

import re
import subprocess
import sys
from importlib import import_module
from typing import Final

from benchmarks.measuring import ROOT, machine

MODULES: Final = {
    "get": "GET of a report",
    "post": "POST of a report",
    "importing": "Importing",
    "batches": "Batches over HTTP",
    "exporting": "Exporting",
    "memory": "Memory of a process",
    "parse_and_check": "Reading and judging against merely looking",
    "linear_growth": "Growth with the length of the input",
    "key_check": "Asking for a key",
    "counting": "Adding an upload to the sums",
}
_PAGE: Final = ROOT / "docs" / "performance.md"
_HEAD: Final = """\
# How fast it is

Written by `make bench`, never by hand, on {machine}.
Times differ from machine to machine and run to run; the ratios are what is claimed.

{ratios}
"""


def main(names: list[str]) -> None:
    """Run the benchmarks one behind the other and write the page after each."""
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; name some of: {', '.join(MODULES)}.")
    sections = _sections()
    for name in names or MODULES:
        print(f"# {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
        print(found.stdout, flush=True)
        about = (import_module(f"benchmarks.{name}").__doc__ or "").strip()
        sections[MODULES[name]] = f"{about}\n\n{found.stdout.strip()}"
        _write(sections)


def _sections() -> dict[str, str]:
    """Return what the page says so far, by title."""
    parts = re.split(r"^## (.+)\n", _PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def _write(sections: dict[str, str]) -> None:
    there = [(title, sections[title]) for title in MODULES.values() if title in sections]
    ratios = "\n".join(
        f"- {title}: {said.strip('*')}"
        for title, text in there
        for said in re.findall(r"^\*\*.+\*\*$", text, re.MULTILINE)
    )
    page = _HEAD.format(machine=machine(), ratios=ratios)
    page += "".join(f"\n## {title}\n\n{text}\n" for title, text in there)
    _PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

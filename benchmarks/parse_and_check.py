"""
Reading and judging a report costs a small multiple of merely looking at its text: 5 is the aim.

The floor is what no reader can do without: decode, normalise (NFKC), split into lines, look up
thirty labels and find all digits. It is measured in the same round as what is held against it.
All rules together cost less than the parse: check / parse is below 1.
"""

import re
import unicodedata
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.measuring import markdown, own_reports, processor_seconds, real_reports
from service.parsing.assemble import parse
from service.rules.catalogue import check
from service.standard.format_2021 import FORMAT_2021

_ROUNDS = 41
_WARM_UP = 4
_DIGITS = re.compile("[0-9]+")
_LABELS = [row.label for table in FORMAT_2021.tables() for row in table.rows][:30]


class Timing(NamedTuple):
    """Seconds of the processor for the floor, for parsing and for checking, of one text."""

    floor: float
    parsing: float
    checking: float

    @property
    def ratio(self) -> float:
        """How many times the floor both take together."""
        return (self.parsing + self.checking) / self.floor


def _floor(data: bytes) -> None:
    """Do the least that any reader must do."""
    text = unicodedata.normalize("NFKC", data.decode())
    text.split("\n")
    for label in _LABELS:
        text.find(label)
    _DIGITS.findall(text)


def _round(data: bytes) -> Timing:
    floor = processor_seconds(lambda: _floor(data))
    report = parse(data)
    return Timing(
        floor, processor_seconds(lambda: parse(data)), processor_seconds(lambda: check(report))
    )


def measure(files: list[Path]) -> Timing:
    """
    Return medians over all rounds and files, which take turns.

    Every round reads a text that is one line break longer than the round before, so that nothing
    remembered from it can help.
    """
    texts = [file.read_bytes() for file in files]
    timings = [_round(b"\n" * turn + data) for turn in range(_WARM_UP + _ROUNDS) for data in texts][
        _WARM_UP * len(texts) :
    ]
    return Timing(*(median(column) for column in zip(*timings, strict=True)))


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    lines = []
    for name, files in (("our own", own_reports()), ("real", real_reports())):
        if not files:
            continue
        found = measure(files)
        size = sum(len(file.read_bytes()) for file in files) // len(files)
        times = [f"{1000 * time:.2f} ms" for time in (found.floor, found.parsing, found.checking)]
        ratios = [
            f"{part / found.floor:.1f}"
            for part in (found.parsing, found.checking, found.parsing + found.checking)
        ]
        about = f"{len(files)} {name}, {size / 1000:.1f} kB on average"
        lines.append([about, *times, *ratios, f"{found.checking / found.parsing:.2f}"])
    head = ["reports", "floor", "parse", "check", "parse / floor", "check / floor", "both / floor"]
    head.append("check / parse")
    return f"Medians of {_ROUNDS} rounds.\n\n{markdown(head, lines)}"


if __name__ == "__main__":
    print(report())

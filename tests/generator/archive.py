"""The files of many organs, several years of each: what a collector or an archive sends."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.accuracy.history.faults import KINDS
from tests.generator import noise
from tests.generator.layouts import LAYOUTS, render
from tests.generator.layouts.layout import Borders
from tests.generator.sheets import blocks
from tests.generator.succession import succession

_FAULTY = 0.5  # of the agencies; their last year does not follow from those before
_LAYOUTS = [layout for layout in LAYOUTS.values() if layout.borders is not Borders.LOST]


class File(NamedTuple):
    """A report in any layout and with any noise, under the agency that it is of."""

    agency_id: str
    year: int
    data: bytes


def archive(seed: int, agencies: int, years: int = 5) -> Iterator[File]:
    """Yield `years` successive reports, two at least, of each agency; a seed gives the same."""
    for number in range(agencies):
        rng = Random(f"archive {seed} {number}")
        agency_id = f"{rng.choice((14, 31, 51))}{rng.randint(1, 20):02}00-organ-{number:06}"
        contents = succession(rng, years)
        planted = rng.choice(KINDS).plant(rng, contents[:-1], contents[-1])
        if planted is not None and rng.random() < _FAULTY:
            contents[-1] = planted.content
        for content in contents:
            layout = rng.choice(_LAYOUTS)
            parts = blocks(content)
            for befall in noise.choose(layout, rng):
                befall(parts, rng)
            yield File(agency_id, content.year, render(parts, content, layout, rng).text.encode())


def write_archive(folder: Path, files: Iterable[File]) -> Path:
    """Write each file below a folder that is named after its agency; return the whole one."""
    for file in files:
        path = folder / file.agency_id / f"{file.year}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder

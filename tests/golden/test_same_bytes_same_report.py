"""Reading is a function of the bytes: nothing else enters, nothing is kept between two reports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.parsing.assemble import parse
from tests.golden.reading import WRITTEN

SOURCES = sorted(WRITTEN.glob("*.txt"))
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_same_bytes_give_an_equal_report(source: Path) -> None:
    data = source.read_bytes()
    first = parse(data)
    for other in SOURCES:
        parse(other.read_bytes())
    assert parse(data) == first


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_report_does_not_depend_on_the_process_that_reads_it(source: Path) -> None:
    script = (
        "import sys; from service.parsing.assemble import parse;"
        "print(ascii(parse(open(sys.argv[1], 'rb').read())))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script, str(source)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {ascii(parse(source.read_bytes())).encode() + b"\n"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_wrong_declared_charset_changes_nothing(source: Path) -> None:
    data = source.read_bytes()
    assert parse(data, charset="utf-16-be") == parse(data, charset="no-such-codec") == parse(data)

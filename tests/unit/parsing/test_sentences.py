"""Sentences as reports write them, each with all the figures it states: `tests/data/sentences`."""

from pathlib import Path

import pytest

from tests.unit.parsing.writing import BEHIND, TITLE, read

_FOLDER = Path(__file__).parents[2] / "data" / "sentences"
_SENTENCES = [
    pytest.param(*line.split("=>"), id=f"{file.stem}-{number}")
    for file in sorted(_FOLDER.glob("*.txt"))
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
]


@pytest.mark.parametrize(("sentence", "stated"), _SENTENCES)
def test_a_sentence_states_these_figures_and_no_other(sentence: str, stated: str) -> None:
    report = read(f"{TITLE}一、总体情况\n{sentence.strip()}\n{BEHIND}")
    found = [f"{figure.figure} {figure.value}" for figure in report.narrative]
    assert found == [one.strip() for one in stated.split(",") if one.strip()]

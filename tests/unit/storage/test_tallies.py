"""Tallies rest on an order of cells that is stored with them."""

import json
from decimal import Decimal
from hashlib import sha256

import pytest

from service.api.representation import render
from service.judging import Upload, judge, read
from service.storage.tallies import CELLS, Tally, tally_of, tally_of_representation
from tests.integration.texts import report_text

STORED = 224  # cells whose places are in the tallies of the first version that had any
ORDER = "41781b246da9b7e3"


def test_the_cells_of_stored_tallies_keep_their_places() -> None:
    """A new cell goes to the end; whoever changes the order writes a migration of the tallies."""
    names = "\n".join("/".join(cell) for cell in CELLS[:STORED])
    assert sha256(names.encode()).hexdigest()[:16] == ORDER


@pytest.mark.parametrize(
    "text",
    [
        report_text(),
        report_text().replace("| 3 |", "| " + "9" * 18 + " |"),
        report_text().replace("行政事业性收费 | 0 ", "行政事业性收费 | 12.50 "),
        report_text().replace("（七）总计 | 3 |", "（七）总计 | / |"),
        report_text()[:900],
    ],
)
def test_a_report_and_its_representation_have_the_same_tally(text: str) -> None:
    upload = Upload(text.encode(), year=2024)
    judged = judge(upload, read(upload))
    one = tally_of(judged.report, judged.checks.findings).members()
    assert one == tally_of_representation(render(judged)).members()
    assert json.loads(one)["formats"]


def test_what_is_added_and_taken_away_leaves_nothing() -> None:
    upload = Upload(report_text().replace("收费 | 0 ", "收费 | 12.50 ").encode())
    judged = judge(upload, read(upload))
    one = tally_of(judged.report, judged.checks.findings)
    both = Tally(json.loads(one.members()))
    both.add(one)
    assert both.amounts["disclosure/administrative_fees/amount_10k_cny"] == [Decimal("25.00"), 2]
    for _ in range(2):
        both.take_away(one)
    assert not any((*both.sums, *both.counts, *both.formats.values()))


def test_a_tally_of_fewer_cells_is_one_of_all() -> None:
    older = Tally({"sums": [1, 2], "counts": [1, 1]})
    older.add(Tally())
    assert older.sums[:3] == [1, 2, 0]
    assert len(older.sums) == len(older.counts) == len(CELLS)

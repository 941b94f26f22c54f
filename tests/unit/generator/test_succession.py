"""Years that follow each other agree, and every kind of fault breaks what it says it breaks."""

from itertools import pairwise
from random import Random

import pytest

from tests.accuracy.history.document import HEADING, inserted
from tests.accuracy.history.faults import KINDS, Kind
from tests.accuracy.history.judging import judge
from tests.generator.facts import Content, Key
from tests.generator.succession import succession

SEEDS = range(25)


def number(content: Content, row: str, column: str, table: str = "applications") -> object:
    """Return what a cell states, None where it states nothing."""
    printed = content.cells.get(Key(table, row, column))
    return printed.value if printed is not None else None


def test_years_follow_each_other_under_one_name() -> None:
    for seed in SEEDS:
        years = succession(Random(seed), 5)
        assert [one.year for one in years] == list(range(years[0].year, years[0].year + 5))
        assert len({one.agency for one in years}) == 1


def test_what_is_carried_out_is_carried_in() -> None:
    compared = 0
    for seed in SEEDS:
        years = succession(Random(seed), 5)
        for last, now in pairwise(years):
            out, into = (
                number(last, "carried_out", "total"),
                number(now, "carried_in", "total"),
            )
            if out is not None and into is not None:
                assert out == into
                compared += 1
    assert compared > 2 * len(SEEDS)


def test_the_prose_is_new_every_year() -> None:
    for seed in SEEDS:
        first, second = succession(Random(seed), 2)
        assert first.sections[0].paragraphs[0] != second.sections[0].paragraphs[0]
        assert first.sections[4].paragraphs != second.sections[4].paragraphs


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.rule}-{kind.name}")
def test_a_fault_changes_the_last_year_and_nothing_else(kind: Kind) -> None:
    planted = 0
    for seed in range(60):
        *before, last = succession(Random(seed), 5)
        fault = kind.plant(Random(f"fault {seed}"), before, last)
        if fault is not None:
            planted += 1
            assert fault.content != last
            assert fault.pointers
            assert fault.content.year == last.year
    assert planted


def test_a_few_successions_give_no_alarm_and_miss_nothing() -> None:
    for seed in range(4):
        outcome = judge(seed)
        assert outcome.stories == []


def test_the_part_of_the_page_is_replaced_and_the_rest_is_kept() -> None:
    page = inserted("# Rules\n\n## Others\n\nkept\n", f"{HEADING}\n\nold\n")
    assert (
        inserted(page, f"{HEADING}\n\nnew\n")
        == f"# Rules\n\n## Others\n\nkept\n\n{HEADING}\n\nnew\n"
    )
    page = f"# Rules\n\n{HEADING}\n\nold\n\n## Others\n\nkept\n"
    assert (
        inserted(page, f"{HEADING}\n\nnew\n")
        == f"# Rules\n\n{HEADING}\n\nnew\n\n## Others\n\nkept\n"
    )

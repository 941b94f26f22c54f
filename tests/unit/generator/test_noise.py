"""Noise changes how a report looks and leaves what it says."""

from random import Random

import pytest

from tests.accuracy.reading import reads_as
from tests.generator import noise
from tests.generator.content import content
from tests.generator.sheets import Block, Paragraph, Sheet, blocks

PLAIN = (
    noise.full_width_digits,
    noise.thousands_separators,
    noise.units_in_cells,
    noise.notes_in_cells,
)
ON_LABELS = (
    noise.confused_characters,
    noise.spaces_in_labels,
    noise.other_numbering,
    noise.half_width_punctuation,
    noise.traditional_characters,
    noise.injected_words,
    noise.pinyin_behind_characters,
)


@pytest.mark.parametrize("befall", PLAIN)
def test_numbers_still_read_as_themselves(befall: noise.Noise) -> None:
    changed = 0
    for seed in range(40):
        facts = content(Random(seed))
        parts = blocks(facts)
        befall(parts, Random(seed))
        sheets = [part for part in parts if isinstance(part, Sheet)]
        for cell in (cell for sheet in sheets for row in sheet.rows for cell in row.values()):
            assert cell.key is not None
            printed = facts.cells[cell.key]
            changed += printed.text != cell.text
            if printed.value is not None:
                amount = cell.key.column == "amount_10k_cny"
                assert reads_as(cell.text, printed.value, amount=amount)
    assert changed


@pytest.mark.parametrize("befall", ON_LABELS)
def test_labels_change_and_numbers_do_not(befall: noise.Noise) -> None:
    facts = content(Random(5))
    before, after = blocks(facts), blocks(facts)
    befall(after, Random(6))
    sheets = [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if isinstance(one, Sheet) and isinstance(other, Sheet)
    ]
    rows = [pair for one, other in sheets for pair in zip(one.rows, other.rows, strict=True)]
    assert [one.values() for one, _ in rows] == [other.values() for _, other in rows]
    assert [one.labels() for one, _ in rows] != [other.labels() for _, other in rows]


@pytest.mark.parametrize("befall", [noise.dropped_cell, noise.dropped_label])
def test_a_row_that_lost_something_is_damaged(befall: noise.Noise) -> None:
    damaged = 0
    for seed in range(20):
        parts = blocks(content(Random(seed)))
        befall(parts, Random(seed))
        damaged += sum(
            row.damaged for part in parts if isinstance(part, Sheet) for row in part.rows
        )
    assert damaged >= 10


def _headings(parts: list[Block]) -> list[str]:
    return [part.text for part in parts if isinstance(part, Paragraph) and part.kind == "heading"]


def test_sections_change_places_and_keep_what_is_in_them() -> None:
    before, after = blocks(content(Random(5))), blocks(content(Random(5)))
    noise.sections_out_of_order(after, Random(6))
    assert _headings(before) != _headings(after)
    assert sorted(_headings(before)) == sorted(_headings(after))
    assert len(before) == len(after)
    assert before[-2:] == after[-2:]
    for parts in (before, after):
        tables = [part.table.section for part in parts if isinstance(part, Sheet)]
        sections = ["一二三四五六".index(heading[0]) + 1 for heading in _headings(parts)]
        assert tables == [number for number in sections if number in tables]


def test_prose_stands_around_tables_and_the_tables_stay() -> None:
    before, after = blocks(content(Random(5))), blocks(content(Random(5)))
    noise.prose_around_tables(after, Random(6))
    added = [part for part in after if part not in before]
    assert added
    assert all(isinstance(part, Paragraph) for part in added)
    assert [part for part in after if part in before] == before


def test_a_missing_head_takes_no_row_with_values() -> None:
    before, after = blocks(content(Random(5))), blocks(content(Random(5)))
    noise.missing_head(after, Random(6))
    heads = [
        (len(one.rows), len(other.rows))
        for one, other in zip(before, after, strict=True)
        if isinstance(one, Sheet) and isinstance(other, Sheet) and one.rows != other.rows
    ]
    assert [rows - left for rows, left in heads] == [3]


def test_a_footer_stands_behind_the_signature() -> None:
    before, after = blocks(content(Random(5))), blocks(content(Random(5)))
    noise.footer(after, Random(6))
    assert after[: len(before)] == before
    assert len(after) > len(before)

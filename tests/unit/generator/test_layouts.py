"""Every layout prints what it says it prints, and the same again when asked again."""

from random import Random

import pytest

from tests.accuracy.reading import reads_as
from tests.generator.case import case
from tests.generator.content import content
from tests.generator.facts import Certainty
from tests.generator.knowing import splits
from tests.generator.layouts import LAYOUTS, render
from tests.generator.sheets import blocks

SEEDS = range(25)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    for seed in SEEDS:
        assert case(seed, name).data == case(seed, name).data
    assert case(1, name).data != case(2, name).data


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_certain_cell_is_printed_where_its_piece_says(name: str) -> None:
    for seed in SEEDS:
        generated = case(seed, name)
        places = {piece.key: piece for piece in generated.rendered.pieces if piece.key is not None}
        for key, certainty in generated.rendered.certainty.items():
            if certainty in (Certainty.CERTAIN, Certainty.DOUBTFUL):
                piece = places[key]
                printed = generated.rendered.text[piece.start : piece.end]
                value = generated.content.cells[key].value
                assert value is not None
                assert reads_as(printed, value, amount=key.column == "amount_10k_cny")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_or_absent_cell_prints_no_number(name: str) -> None:
    for seed in SEEDS:
        generated = case(seed, name)
        for piece in generated.rendered.pieces:
            if piece.key is None:
                continue
            certainty = generated.rendered.certainty[piece.key]
            assert certainty is not Certainty.ABSENT
            if certainty is Certainty.BLANK:
                printed = generated.rendered.text[piece.start : piece.end]
                assert not any(character.isdigit() for character in printed)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_bytes_decode_to_the_text_that_was_written(name: str) -> None:
    for seed in SEEDS:
        generated = case(seed, name)
        assert generated.data.decode(generated.encoding) == generated.rendered.text


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_has_a_certainty(name: str) -> None:
    for seed in SEEDS:
        generated = case(seed, name)
        assert set(generated.rendered.certainty) == set(generated.content.cells)


def test_carriage_returns_change_line_ends_only() -> None:
    facts = content(Random(3))
    layout = LAYOUTS["tabs"]
    unix = render(blocks(facts), facts, layout, Random(4))
    windows = render(blocks(facts), facts, layout, Random(4), carriage_returns=True)
    assert windows.text.replace("\r\n", "\n") == unix.text
    assert windows.certainty == unix.certainty


@pytest.mark.parametrize(
    ("digits", "parts", "summed", "ways"),
    [
        ("0000000", 7, 0, 1),
        ("640020470", 7, 0, 2),
        ("640020470", 7, 7, 1),
        ("693665", 3, 0, 2),
        ("000", 3, 0, 1),
        ("00", 3, 0, 0),
        ("10203120001200000", 15, 5, 1),
    ],
)
def test_splits_are_counted_without_leading_zeros(
    digits: str, parts: int, summed: int, ways: int
) -> None:
    assert splits(digits, parts, summed) == ways


def test_torn_texts_are_shorter_and_lose_cells() -> None:
    torn = [generated for seed in range(200) if (generated := case(seed, "tabs")).torn]
    assert torn
    for generated in torn:
        assert Certainty.CERTAIN in generated.rendered.certainty.values() or generated.rendered.text
        assert len(generated.rendered.text) > 0

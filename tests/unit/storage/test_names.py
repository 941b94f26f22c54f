"""Words by which names are found."""

import pytest

from service.storage.names import grams, grams_of_part, plain, sought_in


@pytest.mark.parametrize(
    ("name", "expected"),
    [("运城市 财政局", "运城市财政局"), ("ＡＢＣ局", "abc局"), ("^局^", "局"), (" \u3000", "")],
)
def test_blanks_width_and_case_do_not_count(name: str, expected: str) -> None:
    assert plain(name) == expected


def test_a_name_is_found_by_its_characters_pairs_and_beginning() -> None:
    sought = sought_in(["财政局", "财局"])
    assert sought == "^财政局^财局"
    assert set(grams(sought)) == {"^财", "财政", "政局", "财局", "财", "政", "局"}


@pytest.mark.parametrize("part", ["财", "^财", "政局", "财政局", "^财政局", "^财局"])
def test_every_part_of_a_name_has_no_words_but_those_of_the_name(part: str) -> None:
    sought = sought_in(["财政局", "财局"])
    assert part in sought
    assert set(grams_of_part(part)) <= set(grams(sought))

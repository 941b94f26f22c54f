"""What generated reports say agrees with itself."""

from operator import attrgetter
from random import Random

import pytest

from service.standard.figures import FIGURES
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import APPLICANTS, FORMAT_2021
from service.standard.template import FormatTemplate
from tests.generator.content import content
from tests.generator.numbers import applications, review

SEEDS = range(60)


@pytest.mark.parametrize("form", [FORMAT_2019, FORMAT_2021], ids=attrgetter("code"))
def test_rows_of_table_three_add_up_to_their_total(form: FormatTemplate) -> None:
    for seed in SEEDS:
        for row in applications(Random(seed), form, seed * 3).values():
            assert sum(row.values()) == 2 * row["total"]


@pytest.mark.parametrize("form", [FORMAT_2019, FORMAT_2021], ids=attrgetter("code"))
def test_results_add_up_to_concluded_in_every_column(form: FormatTemplate) -> None:
    balance = {"received", "carried_in", "concluded", "carried_out"}
    for seed in SEEDS:
        rows = applications(Random(seed), form, seed * 3)
        for column in APPLICANTS:
            results = [row[column.code] for code, row in rows.items() if code not in balance]
            assert sum(results) == rows["concluded"][column.code]


def test_the_balance_holds_in_every_column() -> None:
    for seed in SEEDS:
        rows = applications(Random(seed), FORMAT_2021, seed * 3)
        for column in APPLICANTS:
            due = rows["received"][column.code] + rows["carried_in"][column.code]
            assert due == rows["concluded"][column.code] + rows["carried_out"][column.code]
            assert rows["received"][column.code] >= 0


def test_groups_of_table_four_add_up_to_their_total() -> None:
    for seed in SEEDS:
        for row in review(Random(seed), FORMAT_2021, seed * 9).values():
            assert sum(row.values()) == 2 * row["total"]


def test_the_same_seed_gives_the_same_content() -> None:
    assert content(Random(7)) == content(Random(7))
    assert content(Random(7)) != content(Random(8))


def test_the_format_belongs_to_the_year_or_is_an_older_one() -> None:
    for seed in SEEDS:
        report = content(Random(seed))
        assert report.year >= 2021 or report.format.code == "2019"


def test_every_cell_of_the_format_is_known() -> None:
    for seed in SEEDS:
        report = content(Random(seed))
        expected = {
            (table.code, row.code, column.code)
            for table in report.format.tables()
            for row in table.rows
            for column in row.columns
        }
        assert set(report.cells) == expected


def test_figures_bear_codes_of_the_standard_and_stand_in_the_prose() -> None:
    for seed in SEEDS:
        report = content(Random(seed))
        text = "".join(paragraph for section in report.sections for paragraph in section.paragraphs)
        for figure in report.figures:
            assert figure.code in FIGURES
            spellings = {str(figure.value), "两", "未", "无", str(int(figure.value) // 10_000)}
            assert any(spelling in text for spelling in spellings)

"""The formats as data: codes are unique, and rows and columns are those of the documents."""

import pytest

from service.standard.figures import FIGURES
from service.standard.format_2019 import FORMAT_2019
from service.standard.format_2021 import APPLICANTS, FORMAT_2021, OUTCOMES
from service.standard.scripts import TRADITIONAL_TO_SIMPLIFIED
from service.standard.sections import SECTIONS
from service.standard.template import FormatTemplate, TableTemplate

FORMATS = (FORMAT_2019, FORMAT_2021)
TABLES = [table for template in FORMATS for table in template.tables()]


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_unique_and_fit_a_json_pointer(table: TableTemplate) -> None:
    codes = list(table.row_codes())
    assert len(codes) == len(set(codes))
    for row in table.rows:
        columns = [column.code for column in row.columns]
        assert len(columns) == len(set(columns))
        assert not set("".join([row.code, *columns])) & set("/~ ")


@pytest.mark.parametrize("table", TABLES)
def test_no_label_or_variant_means_two_rows_of_a_group(table: TableTemplate) -> None:
    labels = [
        (row.group, label)
        for row in table.rows
        for label in {row.label, *row.variants, *row.accepted}
    ]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(("template", "rows"), [(FORMAT_2019, 23), (FORMAT_2021, 25)])
def test_table_three_has_the_rows_of_its_document(template: FormatTemplate, rows: int) -> None:
    codes = list(template.applications.row_codes())
    assert len(codes) == rows
    assert codes[:4] == ["received", "carried_in", "granted", "partially_granted"]
    assert codes[-2:] == ["concluded", "carried_out"]
    assert all(row.columns == APPLICANTS for row in template.applications.rows)


def test_the_two_formats_differ_in_table_three_by_the_other_results_alone() -> None:
    old, new = (set(template.applications.row_codes()) for template in FORMATS)
    assert old - new == {"other"}
    assert new - old == {"other.correction_overdue", "other.fee_overdue", "other.other"}


def test_tables_three_and_four_end_in_a_total() -> None:
    assert [column.code for column in APPLICANTS][-1] == "total"
    assert [column.code for column in OUTCOMES] == [
        "upheld",
        "corrected",
        "other",
        "pending",
        "total",
    ]
    assert FORMAT_2019.review == FORMAT_2021.review


def test_the_tables_stand_in_sections_two_to_four() -> None:
    for template in FORMATS:
        assert [table.section for table in template.tables()] == [2, 3, 4]


def test_the_sections_are_six_and_no_title_means_two_of_them() -> None:
    assert [section.number for section in SECTIONS] == [1, 2, 3, 4, 5, 6]
    titles = [title for section in SECTIONS for title in (section.title, *section.also_seen)]
    assert len(titles) == len(set(titles))


def test_a_traditional_character_is_one_character_and_no_simplified_one() -> None:
    assert all(len(k) == len(v) == 1 for k, v in TRADITIONAL_TO_SIMPLIFIED.items())
    assert not set(TRADITIONAL_TO_SIMPLIFIED) & set(TRADITIONAL_TO_SIMPLIFIED.values())


def test_labels_and_titles_hold_no_traditional_character() -> None:
    words = [row.label for table in TABLES for row in table.rows]
    words += [column.label for table in TABLES for row in table.rows for column in row.columns]
    words += [section.title for section in SECTIONS]
    assert not set("".join(words)) & set(TRADITIONAL_TO_SIMPLIFIED)


def test_every_figure_says_what_it_counts() -> None:
    assert all(FIGURES.values())
    assert all(code.isascii() and code.islower() for code in FIGURES)

import pytest

from service.standard.law import format_document, order_in_force


@pytest.mark.parametrize(("year", "number"), [(2008, 492), (2018, 492), (2019, 711), (2025, 711)])
def test_a_report_cites_the_order_in_force_when_it_is_written(year: int, number: int) -> None:
    assert order_in_force(year).number == number


@pytest.mark.parametrize(
    ("year", "number"),
    [(2018, None), (2019, "国办公开办函〔2019〕60号"), (2020, "国办公开办函〔2019〕60号"),
     (2021, "国办公开办函〔2021〕30号"), (2030, "国办公开办函〔2021〕30号")],
)  # fmt: skip
def test_each_year_has_its_format_document(year: int, number: str | None) -> None:
    document = format_document(year)
    assert (document.number if document else None) == number

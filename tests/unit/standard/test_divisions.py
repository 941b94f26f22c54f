"""Names of administrative divisions by their code."""

import pytest

from service.standard.divisions import division_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("140000", "山西省"),
        ("140800", "山西省运城市"),
        ("140881", "山西省运城市永济市"),
        ("141002", "山西省临汾市尧都区"),
        ("110000", "北京市"),
        ("110105", "北京市朝阳区"),
        ("500101", "重庆市万州区"),
        ("990000", None),
        ("140899", None),
        ("000000", None),
    ],
)
def test_a_division_is_named_from_the_province_downwards(code: str, name: str | None) -> None:
    assert division_name(code) == name

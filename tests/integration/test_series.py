"""The numbers of an agency year by year."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.storage import series
from tests.integration.sending import post, report_path
from tests.integration.texts import report_text


def test_every_number_is_in_step_with_the_years(client: FlaskClient, agency_id: str) -> None:
    posted = {
        year: post(client, agency_id, report_text(year, received=year - 2000)).json
        for year in (2024, 2022, 2023)
    }
    found = client.get(f"/v1/agencies/{agency_id}/series").json
    assert found["years"] == [2022, 2023, 2024]
    assert found["applications"]["received"]["total"] == [22, 23, 24]
    for index, year in enumerate(found["years"]):
        for table in ("disclosure", "applications", "review"):
            for row, cells in posted[year][table].items():
                shown = {column: found[table][row][column][index] for column in cells}
                assert shown == cells
    figures = {figure["figure"]: figure["value"] for figure in posted[2023]["narrative"]}
    assert {name: line[1] for name, line in found["figures"].items()} == figures


def test_only_current_revisions_are_shown(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, report_text(2022))
    post(client, agency_id, report_text(2023, received=3))
    post(client, agency_id, report_text(2023, received=7))
    client.delete(report_path(agency_id, 2022))
    found = client.get(f"/v1/agencies/{agency_id}/series").json
    assert found["years"] == [2023]
    assert found["applications"]["received"]["total"] == [7]


def test_all_numbers_are_of_one_moment(
    client: FlaskClient, agency_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(client, agency_id, report_text(2023, received=3))
    look = series.fetch_years

    def others_write_behind(*asked: Any) -> list[int]:
        years = look(*asked)
        post(client, agency_id, report_text(2023, received=7))
        post(client, agency_id, report_text(2024))
        return years

    monkeypatch.setattr(series, "fetch_years", others_write_behind)
    found = client.get(f"/v1/agencies/{agency_id}/series").json
    assert found["years"] == [2023]
    assert found["applications"]["received"]["total"] == [3]


def test_a_figure_that_is_stated_in_two_ways_is_null(client: FlaskClient, agency_id: str) -> None:
    twice = report_text().replace("馆藏目录", "本年新收政府信息公开申请8件。馆藏目录")
    narrative = post(client, agency_id, twice).json["narrative"]
    values = {figure["value"] for figure in narrative if figure["figure"] == "received"}
    assert values == {"3", "8"}
    assert client.get(f"/v1/agencies/{agency_id}/series").json["figures"]["received"] == [None]


def test_a_count_with_decimals_is_shown_as_it_is_printed(
    client: FlaskClient, agency_id: str
) -> None:
    printed = report_text().replace("（七）总计 | 3 |", "（七）总计 | 2.5 |")
    assert "2.5" in printed
    post(client, agency_id, printed)
    found = client.get(f"/v1/agencies/{agency_id}/series").json
    assert found["applications"]["concluded"]["natural_person"] == ["2.5"]


def test_nothing_readable_is_null_or_left_out(client: FlaskClient, agency_id: str) -> None:
    post(client, agency_id, report_text(2023))
    cut = report_text(2024)
    post(client, agency_id, cut[: cut.index("4.保护第三方合法权益")])
    found = client.get(f"/v1/agencies/{agency_id}/series").json
    assert found["review"]["reconsideration"]["total"] == [0, None]


def test_an_agency_that_nobody_knows_has_no_series(client: FlaskClient, agency_id: str) -> None:
    answer = client.get(f"/v1/agencies/{agency_id}/series")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/agency-not-found")

"""Years of one organ are judged beside each other, in whatever order they arrive."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.model.history import REACH
from tests.integration.texts import report_text

# Each year carries out 2, and the next carries in what is said here.
CARRIED_IN = {2020: 0, 2021: 2, 2022: 2, 2023: 5, 2024: 2}
NEWS = "（五）监督保障。由一名副局长分管，两名干部承办。"


def text(year: int, carried_out: int = 2) -> str:
    """Return a report with prose of its own, so that no two years repeat each other."""
    own = f"（五）监督保障。{'春夏秋冬'[year % 4] * 9}{'东南西北中'[year % 5] * 600}。"
    carried_in = CARRIED_IN.get(year, 2)
    return report_text(year, 9, carried_in=carried_in, carried_out=carried_out).replace(NEWS, own)


def post(client: FlaskClient, agency_id: str, body: str, **headers: str) -> TestResponse:
    return client.post(
        f"/v1/agencies/{agency_id}/reports",
        data=body.encode(),
        content_type="text/plain",
        headers=headers,
    )


def get(client: FlaskClient, agency_id: str, year: int, **headers: str) -> TestResponse:
    return client.get(f"/v1/agencies/{agency_id}/reports/{year}", headers=headers)


def said(client: FlaskClient, agency_id: str, years: Iterable[int]) -> dict[int, Any]:
    """Return what the rules say about each year."""
    answers = {year: get(client, agency_id, year).json for year in years}
    return {
        year: (answer["findings"], answer["checks"])
        for year, answer in answers.items()
        if answer is not None
    }


def rules(answer: TestResponse) -> list[str]:
    assert answer.json is not None
    return [finding["rule"] for finding in answer.json["findings"]]


def judgings(app: Flask, agency_id: str) -> list[tuple[Any, ...]]:
    """Return year, number and occasion of every finding set."""
    with app.extensions["pool"].transaction() as statements:
        statements.execute(
            """
            SELECT year, judging, occasion FROM finding_sets
            WHERE agency_id = %(agency_id)s ORDER BY year, judging
            """,
            {"agency_id": agency_id},
        )
        return list(statements.fetchall())


def test_a_year_is_judged_beside_the_one_before(client: FlaskClient, agency_id: str) -> None:
    assert rules(post(client, agency_id, text(2022))) == []
    assert rules(post(client, agency_id, text(2023))) == ["H201", "H201"]


@pytest.mark.parametrize("order", list(permutations((2021, 2022, 2023))), ids=str)
def test_the_order_of_arrival_changes_nothing(
    client: FlaskClient, agency_id: str, order: tuple[int, ...]
) -> None:
    in_order, years = f"{agency_id}-in-order", (2021, 2022, 2023)
    for year in years:
        assert post(client, in_order, text(year)).status_code == 201
    for year in order:
        assert post(client, agency_id, text(year)).status_code == 201
    expected = said(client, in_order, years)
    assert said(client, agency_id, years) == expected
    assert [len(expected[year][0]) for year in years] == [0, 0, 2]


def test_years_that_arrive_at_once_come_out_as_in_order(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    in_order, years = f"{agency_id}-in-order", range(2016, 2025)
    for year in years:
        post(client, in_order, text(year))

    def send(year: int) -> int:
        return post(app.test_client(), agency_id, text(year)).status_code

    with ThreadPoolExecutor(4) as callers:
        assert set(callers.map(send, reversed(years))) == {201}
    assert said(client, agency_id, years) == said(client, in_order, years)


def test_correcting_a_year_changes_the_findings_of_the_next_and_nothing_else(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    for year in CARRIED_IN:
        post(client, agency_id, text(year))
    before = {year: get(client, agency_id, year) for year in CARRIED_IN}
    sets = set(judgings(app, agency_id))
    assert post(client, agency_id, text(2021, carried_out=4)).status_code == 201
    after = {year: get(client, agency_id, year) for year in CARRIED_IN}
    changed = {year for year in CARRIED_IN if after[year].data != before[year].data}
    assert changed == {2021, 2022}
    assert after[2022].headers["ETag"] != before[2022].headers["ETag"]
    old, new = before[2022].json, after[2022].json
    assert old is not None
    assert new is not None
    assert rules(after[2022]) == ["H201", "H201"]
    assert {name for name in new if new[name] != old[name]} == {"findings", "checks"}
    assert set(judgings(app, agency_id)) - sets == {(2022, 2, "neighbour")}


def test_a_new_judgement_is_a_further_finding_set_of_the_same_revision(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id, text(2023))
    post(client, agency_id, text(2022))
    assert judgings(app, agency_id) == [
        (2022, 1, "upload"),
        (2023, 1, "upload"),
        (2023, 2, "neighbour"),
    ]
    answer = get(client, agency_id, 2023)
    assert answer.json is not None
    assert answer.json["revision"] == 1
    assert rules(answer) == ["H201", "H201"]


def test_what_is_judged_anew_is_sent_again_without_effect(
    app: Flask, client: FlaskClient, agency_id: str
) -> None:
    first = post(client, agency_id, text(2023))
    post(client, agency_id, text(2022))
    known = get(client, agency_id, 2023, If_None_Match=first.headers["ETag"])
    assert known.status_code == 200
    sets = judgings(app, agency_id)
    again = post(client, agency_id, text(2023))
    assert (again.status_code, again.data) == (200, known.data)
    assert again.headers["ETag"] == known.headers["ETag"]
    assert judgings(app, agency_id) == sets
    known = get(client, agency_id, 2023, If_None_Match=again.headers["ETag"])
    assert known.status_code == 304


def test_a_year_beyond_reach_is_left_alone(app: Flask, client: FlaskClient, agency_id: str) -> None:
    for year in range(2019, 2019 + REACH):
        post(client, agency_id, text(year))
    far = post(client, agency_id, text(2018 + REACH + 1))
    post(client, agency_id, text(2018))
    assert get(client, agency_id, 2018 + REACH + 1).data == far.data
    assert (2019, 2, "neighbour") in judgings(app, agency_id)


def test_a_withdrawn_year_is_no_neighbour_until_it_comes_back(
    client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id, text(2022))
    beside = post(client, agency_id, text(2023))
    alone = post(client, f"{agency_id}-alone", text(2023))
    address = f"/v1/agencies/{agency_id}/reports/2022"
    assert client.delete(address).status_code == 204
    assert said(client, agency_id, [2023]) == said(client, f"{agency_id}-alone", [2023])
    assert rules(alone) == []
    post(client, agency_id, text(2022))
    assert get(client, agency_id, 2023).data == beside.data


def test_a_collector_is_told_of_what_is_judged_again(client: FlaskClient, agency_id: str) -> None:
    division = f"{int(agency_id[-8:], 16) % 900_000 + 100_000}"
    client.put(f"/v1/agencies/{agency_id}", json={"name": "江原县档案局", "division": division})
    for year in (2023, 2024):
        post(client, agency_id, text(year))
    listing = f"/v1/reports?division={division}"
    known = client.get(listing).json
    assert known is not None
    post(client, agency_id, text(2022))
    news = client.get(f"{listing}&updated_since={known['as_of']}").json
    assert news is not None
    assert [report["year"] for report in news["reports"]] == [2022, 2023]

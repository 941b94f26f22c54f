"""The sums over all reports are at every moment those of the rows that are stored."""

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import rereading
from service.api.representation import render_to_store
from service.bulk.reading import read_many
from service.bulk.storing import store_many
from service.errors import NotFound, PurgeRefused
from service.judging import Upload
from service.model.key import Bounds, Scope
from service.purging import look, purge
from service.revalidation import revalidate
from service.storage import statistics, sums
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.purging import Target
from service.storage.trail import UNKNOWN
from service.submissions.item import Item
from tests.conftest import header_of_key, run
from tests.integration.sending import FAULTY, post, report_path
from tests.integration.texts import report_text

Cells = dict[tuple[int, str, str], tuple[Decimal, int]]

AGENCIES = ("a", "b", "c")
YEARS = (2021, 2022, 2024)
DIVISIONS = (None, "140800", "140802", "150102", "141002")
BEGINNINGS = ("", "1", "14", "140", "1408", "140802", "15", "99")
TEXTS: tuple[Callable[[int], str], ...] = (
    report_text,
    lambda year: report_text(year, received=7),
    lambda year: FAULTY.replace("2024", str(year)).replace("2025年1月", f"{year + 1}年1月"),
    lambda year: report_text(year)[: len(report_text()) // 2],
    lambda year: report_text(year).replace("| 3 |", "| " + "9" * 18 + " |"),
    lambda year: report_text(year).replace("| 0 |", "| / |"),
    lambda year: report_text(year).replace("行政事业性收费 | 0 ", "行政事业性收费 | 12.50 "),
    lambda year: report_text(year, received=7).replace("| 7 |", "| 7.5 |"),
    lambda year: report_text(year, received=7).replace("| 7 |", "| 7.0 |"),
)


@pytest.fixture
def url(empty_database: str) -> str:
    """Give a database of one's own: the sums are of all that is stored."""
    migrate(empty_database)
    return empty_database


def asked(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/statistics", query_string=query)
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["statistics"]
    return found


ROWS = """
    SELECT part.year, COALESCE(division, ''), '{table}/' || row_code || '/' || cell.key, cell.value
    FROM {table_name} AS part
    JOIN reports USING (agency_id, year)
    JOIN agencies USING (agency_id),
    jsonb_each_text(to_jsonb(part) - '{{agency_id,year,revision,row_code,printed}}'::text[]) AS cell
    WHERE revision = current_revision AND reports.withdrawn_at IS NULL AND cell.value IS NOT NULL
"""
FINDINGS = """
    SELECT year, COALESCE(division, ''), severity || '/' || rule, count(*)
    FROM findings
    JOIN revisions USING (agency_id, year, revision, judging)
    JOIN reports USING (agency_id, year)
    JOIN agencies USING (agency_id)
    WHERE revision = current_revision AND reports.withdrawn_at IS NULL
    GROUP BY agency_id, year, division, severity, rule
"""
REPORTS = """
    SELECT year, COALESCE(division, ''), COALESCE(format, 'unknown'), 1
    FROM reports
    JOIN agencies USING (agency_id)
    JOIN revisions USING (agency_id, year)
    WHERE revision = current_revision AND reports.withdrawn_at IS NULL
"""
TABLES = {"disclosure": 10**10, "applications": 10**6, "review": 10**6}
NAMES = {
    "applications": "application_rows",
    "disclosure": "disclosure_rows",
    "review": "review_rows",
}


def counted(url: str) -> list[tuple[int, str, str, Decimal]]:
    """Return every number that is stored of current reports: year, division, what it is."""
    queries = [ROWS.format(table=table, table_name=NAMES[table]) for table in TABLES]
    found = [row for query in (*queries, FINDINGS, REPORTS) for row in run(url, query)]
    return [(int(str(y)), str(d), str(w), Decimal(str(value))) for y, d, w, value in found]


def expected(url: str, beginning: str, digits: int | None) -> Cells:
    """Add up the rows anew: by year, area and what is counted."""
    sums: Cells = defaultdict(lambda: (Decimal(0), 0))
    for year, division, what, value in counted(url):
        most = TABLES.get(what.partition("/")[0])
        if not division.startswith(beginning):
            continue
        is_in = most is None or (abs(value) < most and (value % 1 == 0 or "amount" in what))
        area = beginning if digits is None else division[:digits] or "none"
        key = year, area, what if is_in else f"left out/{what}"
        total, reports = sums[key]
        sums[key] = total + (value if is_in else 1), reports + 1
    return dict(sums)


def shown(areas: list[dict[str, Any]]) -> Cells:
    """Return the same out of an answer."""
    sums: Cells = {}
    for area in areas:
        key = area["year"], area["division"] or ""
        assert area["reports"] == sum(area["formats"].values())
        for name, number in area["formats"].items():
            sums[*key, name] = Decimal(number), number
        for pointer, number in area["left_out"].items():
            sums[*key, f"left out{pointer}"] = Decimal(number), number
        for severity, found in area["findings"].items():
            for rule, of_rule in found["rules"].items():
                sums[*key, f"{severity}/{rule}"] = Decimal(of_rule["findings"]), of_rule["reports"]
            assert found["findings"] == sum(each["findings"] for each in found["rules"].values())
        for table in TABLES:
            for row, cells in area[table].items():
                for column, cell in cells.items():
                    sums[*key, f"{table}/{row}/{column}"] = Decimal(cell["sum"]), cell["reports"]
    return sums


def assert_exact(client: FlaskClient, url: str) -> None:
    for beginning in BEGINNINGS:
        division = {"division": beginning} if beginning else {}
        assert shown(asked(client, **division)) == expected(url, beginning, None), beginning
        digits = next((level for level in (2, 4) if level > len(beginning)), 6)
        by_division = [
            area for year in YEARS for area in asked(client, by="division", year=year, **division)
        ]
        assert shown(by_division) == expected(url, beginning, digits), beginning


class Chance:
    """Random requests and commands, as they come."""

    def __init__(self, rng: Random, client: FlaskClient, pool: Pool) -> None:
        self.rng, self.client, self.pool = rng, client, pool

    def store(self) -> None:
        year = self.rng.choice(YEARS)
        text = self.rng.choice(TEXTS)(year)
        agency_id = self.rng.choice(AGENCIES)
        answer = post(self.client, agency_id, text, query_string={"year": year})
        assert answer.status_code in (200, 201), answer.json

    def store_many(self) -> None:
        items = [
            Item(f"line {number}", self.rng.choice(AGENCIES), self.upload())
            for number in range(self.rng.randint(1, 5))
        ]
        read = read_many(self.pool, items)
        with self.pool.transaction() as statements:
            store_many(statements, read, render_to_store, UNKNOWN)

    def upload(self) -> Upload:
        year = self.rng.choice(YEARS)
        return Upload(self.rng.choice(TEXTS)(year).encode(), year=year)

    def withdraw(self) -> None:
        self.client.delete(report_path(self.rng.choice(AGENCIES), self.rng.choice(YEARS)))

    def move(self) -> None:
        body = {"name": "某局", "division": self.rng.choice(DIVISIONS)}
        assert self.client.put(f"/v1/agencies/{self.rng.choice(AGENCIES)}", json=body).json

    def purge(self) -> None:
        year = self.rng.choice([*YEARS, None])
        revision = self.rng.choice([1, None]) if year is not None else None
        target = Target(self.rng.choice(AGENCIES), year, revision)
        with suppress(NotFound, PurgeRefused):
            _, doomed = look(self.pool, target)
            purge(self.pool, target, doomed, UNKNOWN, render_to_store)

    def read_otherwise(self) -> None:
        """Judge everything anew by the reader and the rules of a version that is to come."""
        number = self.rng.randint(10, 99)
        parse = rereading.parse
        with pytest.MonkeyPatch.context() as later:
            later.setattr(
                rereading,
                "parse",
                lambda data, **how: parse(data.replace(b"| 7 |", b"| %d |" % number), **how),
            )
            later.setattr("service.rejudging.READINGS", rereading.Readings())
            for module in ("service.rules.catalogue", "service.revalidation"):
                later.setattr(f"{module}.RULE_SET", f"9.{number}.{self.rng.randint(0, 99)}")
            revalidate(self.pool, render_to_store, lambda _: None)

    def fold(self) -> None:
        with self.pool.transaction() as statements:
            statistics.fold(statements)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_sums_are_those_of_the_rows(
    app: Flask, url: str, pool: Pool, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = Random(seed)
    monkeypatch.setattr(statistics, "FOLD_EVERY", rng.choice([1, 3, 10_000]))
    chance = Chance(rng, app.test_client(), pool)
    acts = [chance.store] * 3 + [chance.store_many] * 2 + [
        chance.withdraw, chance.move, chance.purge, chance.fold, chance.read_otherwise,
    ]  # fmt: skip
    for step in range(60):
        rng.choice(acts)()
        if step % 15 == 14:
            assert_exact(chance.client, url)


def test_a_number_that_no_organ_can_have_is_left_out_and_told(client: FlaskClient) -> None:
    for agency_id, text in (("a", report_text()), ("b", TEXTS[4](2024))):
        post(client, agency_id, text)
    [sums] = asked(client, year=2024)
    assert sums["reports"] == 2
    assert sums["applications"]["received"]["total"] == {"sum": 3, "reports": 1}
    assert sums["left_out"]["/applications/received/total"] == 1


def test_null_is_no_zero_and_amounts_are_exact(client: FlaskClient) -> None:
    for agency_id, text in (("a", report_text()), ("b", TEXTS[5](2024)), ("c", TEXTS[6](2024))):
        post(client, agency_id, text)
    [sums] = asked(client, year=2024)
    assert sums["applications"]["granted"]["total"] == {"sum": 9, "reports": 3}
    assert sums["review"]["reconsideration"]["upheld"]["reports"] == 2
    assert sums["disclosure"]["administrative_fees"]["amount_10k_cny"] == {
        "sum": "12.5",
        "reports": 2,
    }


def test_sums_by_division_want_a_year(client: FlaskClient) -> None:
    answer = client.get("/v1/statistics?by=division")
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-parameter")


@pytest.mark.parametrize(
    ("bounds", "division", "reports"),
    [
        (Bounds(), "", 4),
        (Bounds(division="1408"), "", 2),
        (Bounds(division="1408"), "14", 2),
        (Bounds(division="1408"), "140802", 1),
        (Bounds(division="1408"), "15", 0),
        (Bounds(("d",)), "", 1),
        (Bounds(("a", "d")), "14", 1),
        (Bounds(("a", "d", "nobody"), "1408"), "", 3),
        (Bounds(("a", "d"), "1408"), "15", 1),
    ],
)
def test_a_bound_key_is_told_of_what_it_is_for(
    client: FlaskClient, pool: Pool, bounds: Bounds, division: str, reports: int
) -> None:
    headers = header_of_key(pool, Scope.READ, bounds)
    writer = header_of_key(pool, Scope.WRITE)
    for agency_id, of in (("a", "140800"), ("b", "140802"), ("c", "141002"), ("d", "150102")):
        registration = {"name": "某局", "division": of}
        client.put(f"/v1/agencies/{agency_id}", json=registration, headers=writer)
        post(client, agency_id, headers=writer)
    query = {"division": division} if division else {}
    for by in ({}, {"by": "division", "year": 2024}):
        answer = client.get("/v1/statistics", query_string=query | by, headers=headers)
        assert sum(area["reports"] for area in answer.json["statistics"]) == reports


def test_an_agency_that_moves_meanwhile_is_counted_once(
    client: FlaskClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = header_of_key(pool, Scope.READ, Bounds(("a",), "1408"))
    writer = header_of_key(pool, Scope.WRITE)
    post(client, "a", headers=writer)
    look = sums.fetch_counted_of

    def it_moves(*asked: Any) -> Any:
        client.put("/v1/agencies/a", json={"name": "某局", "division": "140802"}, headers=writer)
        return look(*asked)

    monkeypatch.setattr(sums, "fetch_counted_of", it_moves)
    answer = client.get("/v1/statistics", headers=headers)
    assert [area["reports"] for area in answer.json["statistics"]] == [1]


def test_writers_and_readers_at_once_agree_in_the_end(
    app: Flask, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "FOLD_EVERY", 2)

    def write(number: int) -> int:
        client = app.test_client()
        for received in range(5):
            post(client, f"organ-{number}", report_text(2024, received))
            asked(client, year=2024)
        if number % 2:
            client.delete(report_path(f"organ-{number}"))
        return number

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(write, range(8))) == list(range(8))
    assert_exact(app.test_client(), url)


def test_what_was_stored_before_there_were_sums_is_in_them(client: FlaskClient, url: str) -> None:
    for agency_id in AGENCIES:
        post(client, agency_id, FAULTY)
    client.put("/v1/agencies/a", json={"name": "某局", "division": "140802"})
    client.delete(report_path("b"))
    run(url, "DROP TABLE statistics, statistics_pending")
    run(url, "DELETE FROM _yoyo_migration WHERE migration_id LIKE '0009%'")
    migrate(url)
    assert run(url, "SELECT count(*) FROM statistics_pending") == [(0,)]
    assert_exact(client, url)

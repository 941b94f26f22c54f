"""What a key opens, and what it does not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.keys import ring
from service.model.key import Bounds, Scope
from service.storage.migrate import migrate
from tests.conftest import header_of_key
from tests.integration.sending import FAULTY, post, report_path
from tests.integration.texts import report_text

READ, WRITE, ADMIN = Scope.READ, Scope.WRITE, Scope.ADMIN
Headers = dict[str, str]
Make = Callable[..., Headers]


@pytest.fixture
def url(empty_database: str) -> str:
    """Give a database of one's own: its first key closes the service to all other callers."""
    migrate(empty_database)
    return empty_database


@pytest.fixture
def key(app: Flask) -> Make:
    """Give what makes a key and returns the header that bears it."""

    def made(scope: Scope, *agency_ids: str, division: str | None = None) -> Headers:
        header = header_of_key(app.extensions["pool"], scope, Bounds(agency_ids, division))
        app.extensions["keys"] = ring.KeyRing(app.extensions["pool"])  # as some seconds later
        return header

    return made


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def register(client: FlaskClient, agency_id: str, division: str | None, **request: Any) -> Any:
    sent = {"name": f"{agency_id}局", "division": division}
    return client.put(f"/v1/agencies/{agency_id}", json=sent, **request)


def ids(answer: Any, members: str = "reports") -> list[str]:
    return sorted(each["agency_id"] for each in answer.json[members])


def test_without_any_key_everything_but_the_keys_is_open(client: FlaskClient) -> None:
    assert post(client, "a").status_code == 201
    assert client.get(report_path("a")).status_code == 200


def test_a_form_of_another_site_stores_nothing_where_no_key_is_asked_for(
    client: FlaskClient, key: Make
) -> None:
    other, own = {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-origin"}
    assert kind(post(client, "a", headers=other)) == (401, "key-missing")
    assert post(client, "a", headers=own).status_code == 201
    assert client.get(report_path("a"), headers=other).status_code == 200
    assert post(client, "a", headers=other | key(WRITE)).status_code == 200


def test_the_first_key_closes_the_service_for_those_without(
    client: FlaskClient, key: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "monotonic", lambda: 0.0)
    assert post(client, "a").status_code == 201
    remembering = client.application.extensions["keys"]
    reader = key(READ)
    client.application.extensions["keys"] = remembering
    assert client.get(report_path("a")).status_code == 200
    monkeypatch.setattr(ring, "monotonic", lambda: ring.REMEMBERED_SECONDS)
    refused = client.get(report_path("a"))
    assert kind(refused) == (401, "key-missing")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="nianbao"'
    assert client.get(report_path("a"), headers=reader).status_code == 200


def test_what_says_nothing_of_reports_stays_open(client: FlaskClient, key: Make) -> None:
    key(READ)
    for path in ("/healthz", "/readyz", "/openapi.json", "/openapi.yaml", "/docs", "/problems"):
        assert client.get(path).status_code == 200, path


NO_KEYS = ("", "Bearer", "Bearer ", "Basic YTpi", "nianbao_x", "Bearer nianbao_x", "Bearer a, b")


def test_what_is_no_key_is_refused(client: FlaskClient, key: Make) -> None:
    key(READ)
    for sent in NO_KEYS:
        refused = client.get("/v1/rules", headers={"Authorization": sent})
        assert kind(refused) == (401, "key-refused"), sent
        assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
        assert "nianbao_x" not in refused.text


def test_the_scheme_is_written_in_any_case(client: FlaskClient, key: Make) -> None:
    sent = key(READ)["Authorization"].replace("Bearer", "bEARER")
    assert client.get("/v1/rules", headers={"Authorization": sent}).status_code == 200


def test_a_reader_reads_and_checks(client: FlaskClient, key: Make) -> None:
    reader, writer = key(READ), key(WRITE)
    assert post(client, "a", headers=writer).status_code == 201
    assert client.get(report_path("a"), headers=reader).status_code == 200
    checked = client.post("/v1/check", data=FAULTY, content_type="text/plain", headers=reader)
    assert checked.status_code == 200
    for refused in (
        post(client, "a", headers=reader),
        client.delete(report_path("a"), headers=reader),
        register(client, "a", None, headers=reader),
    ):
        assert kind(refused) == (403, "scope-too-narrow")
        assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]


def test_a_key_comes_before_all_else_of_the_request(client: FlaskClient, key: Make) -> None:
    key(READ)
    assert kind(client.get("/v1/reports?colour=red")) == (401, "key-missing")
    assert kind(client.post("/v1/check", data=b"x" * 20_000_000)) == (401, "key-missing")


def test_what_browsers_ask_first_needs_no_key(client: FlaskClient, key: Make) -> None:
    key(READ)
    assert client.options("/v1/check").status_code == 200


def without_id(answer: Any) -> tuple[int, dict[str, Any]]:
    return answer.status_code, {**(answer.json if answer.data else {}), "request_id": ""}


ABOUT_AN_AGENCY = (
    ("GET", ""),
    ("GET", "/reports"),
    ("GET", "/series"),
    ("GET", "/reports/2024"),
    ("GET", "/reports/2024?revision=1"),
    ("GET", "/reports/2024?revision=9"),
    ("GET", "/reports/2024/findings?rule_set=9.9.9"),
    ("GET", "/reports/2024/source"),
    ("GET", "/reports/2024/revisions"),
    ("GET", "/reports/2023"),
    ("HEAD", "/reports/2024"),
    ("DELETE", "/reports/2024"),
    ("POST", "/reports"),
    ("PUT", ""),
)


@pytest.mark.parametrize("bounds", [Bounds(("mine",)), Bounds(division="1408")])
def test_an_agency_out_of_bounds_is_as_one_that_is_not_there(
    client: FlaskClient, key: Make, bounds: Bounds
) -> None:
    post(client, "theirs")
    register(client, "theirs", "140902")
    bound = key(WRITE, *bounds.agency_ids, division=bounds.division)
    body = {"data": report_text().encode(), "content_type": "text/plain", "headers": bound}
    for method, part in ABOUT_AN_AGENCY:
        there, not_there = (
            client.open(f"/v1/agencies/{agency_id}{part}", method=method, **body)
            for agency_id in ("theirs", "nobody")
        )
        assert there.status_code == 404, part
        assert without_id(there) == without_id(not_there)
        assert {name for name, _ in there.headers} == {name for name, _ in not_there.headers}


def test_a_bound_key_writes_and_reads_its_own(client: FlaskClient, key: Make) -> None:
    register(client, "of-division", "140802")
    both = key(WRITE, "mine", division="1408")
    for agency_id in ("mine", "of-division"):
        assert post(client, agency_id, headers=both).status_code == 201
        assert client.get(report_path(agency_id), headers=both).status_code == 200
        assert client.delete(report_path(agency_id), headers=both).status_code == 204


def test_lists_show_a_bound_key_its_own_only(client: FlaskClient, key: Make) -> None:
    for agency_id, division in (("a", "140802"), ("b", "140902"), ("c", None)):
        register(client, agency_id, division)
        post(client, agency_id)
    for header, seen in (
        (key(READ), ["a", "b", "c"]),
        (key(READ, "c"), ["c"]),
        (key(READ, division="1408"), ["a"]),
        (key(READ, "c", division="14"), ["a", "b", "c"]),
        (key(READ, "none"), []),
        (key(READ, division="15"), []),
    ):
        assert ids(client.get("/v1/reports", headers=header)) == seen
        assert ids(client.get("/v1/agencies", headers=header), "agencies") == seen
        everywhere = client.get("/v1/reports?division=140902", headers=header)
        assert ids(everywhere) == [each for each in seen if each == "b"]
        found = client.get("/v1/agencies?q=局", headers=header)
        assert ids(found, "agencies") == seen


def test_the_pages_of_a_bound_key_lead_to_its_own_only(client: FlaskClient, key: Make) -> None:
    for number in range(6):
        post(client, f"a{number}")
    header = key(READ, "a1", "a3", "a5")
    for path, members in (("/v1/reports", "reports"), ("/v1/agencies", "agencies")):
        seen, cursor = [], ""
        while cursor is not None:
            page = client.get(f"{path}?limit=1{cursor}", headers=header)
            seen += ids(page, members)
            cursor = page.json["next"] and f"&cursor={page.json['next']}"
        assert sorted(seen) == ["a1", "a3", "a5"]


def test_a_key_of_a_division_registers_nobody(client: FlaskClient, key: Make) -> None:
    of_division = key(WRITE, division="1408")
    credit_code = "11140800012345678P"  # which names the division, but whoever sends it made it up
    assert kind(post(client, credit_code, headers=of_division)) == (404, "agency-not-found")
    assert kind(register(client, "new", "140802", headers=of_division)) == (404, "agency-not-found")


@pytest.mark.parametrize("division", ["140902", None])
def test_a_key_of_a_division_moves_nobody_out_of_it(
    client: FlaskClient, key: Make, division: str | None
) -> None:
    register(client, "a", "140802")
    header = key(WRITE, division="1408")
    assert kind(register(client, "a", division, headers=header)) == (403, "out-of-bounds")
    assert register(client, "a", "140881", headers=header).status_code == 200
    assert client.get("/v1/agencies/a", headers=header).json["division"] == "140881"


def test_a_key_that_names_the_agency_may_move_it(client: FlaskClient, key: Make) -> None:
    register(client, "a", "140802")
    header = key(WRITE, "a", division="1408")
    assert register(client, "a", "140902", headers=header).status_code == 200


def test_one_key_knows_nothing_of_the_names_that_another_gave_its_requests(
    client: FlaskClient, key: Make
) -> None:
    first, second = (key(WRITE) | {"Idempotency-Key": "1"} for _ in range(2))
    stored = post(client, "a", headers=first)
    other = post(client, "a", report_text(received=4), headers=second)
    assert (stored.status_code, other.status_code) == (201, 201)
    again = post(client, "a", headers=first)
    assert (again.status_code, again.json["revision"]) == (201, 1)


def test_keys_that_are_known_are_taken_for_a_while_without_the_database(
    client: FlaskClient, key: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "monotonic", lambda: 0.0)
    header = key(READ)
    assert client.get("/v1/rules", headers=header).status_code == 200
    app.extensions["pool"].close()
    monkeypatch.setattr(app.extensions["pool"], "_database_url", None)
    assert client.get("/v1/rules", headers=header).status_code == 200
    assert kind(client.get("/v1/rules")) == (401, "key-missing")
    monkeypatch.setattr(ring, "monotonic", lambda: ring.REMEMBERED_SECONDS)
    assert kind(client.get("/v1/rules", headers=header)) == (503, "storage-unavailable")


def test_the_log_names_the_key_and_bears_no_secret(
    client: FlaskClient, key: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    header = key(READ)
    client.get("/v1/reports", headers=header)
    client.post("/v1/check", headers=header)
    client.delete(report_path("a"), headers=header)
    client.get("/v1/reports", headers={"Authorization": header["Authorization"] + "x"})
    named = [line for line in caplog.text.splitlines() if "GET '/v1/reports' 200" in line]
    assert len(named) == 1
    [key_id] = [line.rpartition(" key ")[2] for line in named]
    assert re.fullmatch("[0-9a-f]{16}", key_id)
    assert [f"403 {key_id}"] == [  # also of what it was refused
        f"403 {line.rpartition(' key ')[2]}" for line in caplog.text.splitlines() if " 403 " in line
    ]
    assert header["Authorization"].removeprefix("Bearer ") not in caplog.text

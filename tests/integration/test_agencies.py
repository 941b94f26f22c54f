"""Agencies: registered, learned, and found by parts of their names."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.integration.sending import post
from tests.integration.texts import report_text


@pytest.fixture
def place(client: FlaskClient) -> str:
    """Give the name of a place that no other test knows, with four of its agencies."""
    name = "".join(chr(0x4E00 + uuid4().int % 20_000) for _ in range(6))
    for number, organ in enumerate(("财政局", "财政监督局", "审计局")):
        agency = {"name": f"{name}县{organ}", "level": "county"}
        client.put(f"/v1/agencies/{uuid4().hex}-{number}", json=agency)
    agency = {"name": f"驻{name}办事处", "other_names": [f"{name}办"], "level": "township"}
    client.put(f"/v1/agencies/{uuid4().hex}-3", json=agency)
    return name


def found(client: FlaskClient, **query: str) -> list[str]:
    answer = client.get("/v1/agencies", query_string=query)
    assert answer.status_code == 200, answer.json
    return [agency["agency_id"][-1] for agency in answer.json["agencies"]]


def test_put_registers_and_get_answers_what_is_registered(
    client: FlaskClient, agency_id: str
) -> None:
    sent = {
        "name": "永济市财政局",
        "other_names": ["市财政局"],
        "division": "140881",
        "level": "county",
        "parent": "yongji",
    }
    put = client.put(f"/v1/agencies/{agency_id}", json=sent)
    assert (put.status_code, put.headers["Location"]) == (201, f"/v1/agencies/{agency_id}")
    got = client.get(f"/v1/agencies/{agency_id}")
    assert (got.data, got.headers["ETag"]) == (put.data, put.headers["ETag"])
    assert got.json.items() >= sent.items()
    assert got.json["division_name"] == "山西省运城市永济市"


def test_put_again_replaces_everything_that_is_registered(
    client: FlaskClient, agency_id: str
) -> None:
    path = f"/v1/agencies/{agency_id}"
    client.put(path, json={"name": "某局", "division": "140881", "other_names": ["局"]})
    again = client.put(path, json={"name": "某厅"})
    assert again.status_code == 200
    assert (again.json["name"], again.json["division"]) == ("某厅", None)
    assert again.json["other_names"] == []


def test_the_same_put_again_changes_nothing(client: FlaskClient, agency_id: str) -> None:
    path = f"/v1/agencies/{agency_id}"
    first = client.put(path, json={"name": "某局"})
    assert client.put(path, json={"name": "某局"}).data == first.data


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/name"),
        ({"name": ""}, "/name"),
        ({"name": " 局"}, "/name"),
        ({"name": "局\n"}, "/name"),
        ({"name": "局\x00"}, "/name"),
        ({"name": "\ud800"}, "/name"),
        ({"name": 1}, "/name"),
        ({"name": "局", "other_names": ["a", ""]}, "/other_names/1"),
        ({"name": "局", "other_names": "a"}, "/other_names"),
        ({"name": "局", "division": "14"}, "/division"),
        ({"name": "局", "division": 140881}, "/division"),
        ({"name": "局", "level": "heaven"}, "/level"),
        ({"name": "局", "parent": "a b"}, "/parent"),
        ({"name": "局", "a/b": 1}, "/a~1b"),
        (["局"], ""),
    ],
)
def test_each_wrong_field_is_pointed_at(
    client: FlaskClient, agency_id: str, sent: object, pointer: str
) -> None:
    answer = client.put(f"/v1/agencies/{agency_id}", json=sent)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-document")
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert client.get(f"/v1/agencies/{agency_id}").status_code == 404


def test_put_takes_json_alone(client: FlaskClient, agency_id: str) -> None:
    path = f"/v1/agencies/{agency_id}"
    for content_type in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = client.put(path, data=b'{"name": "x"}', content_type=content_type)
        assert (answer.status_code, answer.json["type"]) == (
            415,
            "/problems/unsupported-media-type",
        )
    broken = client.put(path, data=b"{", content_type="application/json")
    assert (broken.status_code, broken.json["type"]) == (400, "/problems/malformed-request")


def test_a_stale_tag_registers_nothing(client: FlaskClient, agency_id: str) -> None:
    path = f"/v1/agencies/{agency_id}"
    absent = client.put(path, json={"name": "某局"}, headers={"If-Match": "*"})
    assert absent.status_code == 412
    assert client.get(path).status_code == 404
    stale = client.put(path, json={"name": "某局"}).headers["ETag"]
    current = client.put(path, json={"name": "某厅"}, headers={"If-Match": stale}).headers["ETag"]
    for condition in ({"If-Match": stale}, {"If-None-Match": "*"}):
        assert client.put(path, json={"name": "某署"}, headers=condition).status_code == 412
    assert client.get(path, headers={"If-None-Match": current}).status_code == 304
    assert client.get(path).json["name"] == "某厅"


def test_an_upload_registers_the_agency_with_the_name_that_it_bears(
    client: FlaskClient, agency_id: str
) -> None:
    post(client, agency_id, report_text(2022, agency="江原县档案馆"))
    assert client.get(f"/v1/agencies/{agency_id}").json["name"] == "江原县档案馆"


def test_an_agency_is_found_by_the_name_that_its_first_upload_bears(client: FlaskClient) -> None:
    name = (
        "".join("江原永堂涑盐湖临猗稷"[int(digit)] for digit in str(uuid4().int)[:9]) + "县档案局"
    )
    post(client, f"{uuid4().hex}-7", report_text(agency=name))
    learned = client.get("/v1/agencies", query_string={"q": name[1:-1]}).json["agencies"]
    assert [agency["name"] for agency in learned] == [name]


def test_further_names_are_learned_beside_the_registered_ones(
    client: FlaskClient, agency_id: str
) -> None:
    path = f"/v1/agencies/{agency_id}"
    client.put(path, json={"name": "江原县档案局", "other_names": ["县档案局"]})
    for year, name in enumerate(("江原县档案局", "江原县档案馆", "江原县档案馆", "县档案局"), 2020):
        post(client, agency_id, report_text(year, agency=name))
    known = client.get(path).json
    assert (known["name"], known["learned_names"]) == ("江原县档案局", ["江原县档案馆"])
    client.put(path, json={"name": "江原县档案服务中心"})
    assert client.get(path).json["learned_names"] == ["江原县档案馆"]


def test_a_credit_code_tells_the_division_of_who_issued_it(client: FlaskClient) -> None:
    code = "11140800012345678P"
    answer = post(client, code)
    assert answer.status_code == 201, answer.json
    assert client.get(f"/v1/agencies/{code}").json["division_name"] == "山西省运城市"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("{place}", ["3", "1", "0", "2"]),
        ("{place}县财政", ["1", "0"]),
        ("{short}县", ["1", "0", "2"]),
        ("{short} 县 审", ["2"]),
        ("驻{place}", ["3"]),
        ("{place}办", ["3"]),
        ("{place}局", []),
    ],
)
def test_agencies_are_found_by_parts_of_their_names(
    client: FlaskClient, place: str, part: str, expected: list[str]
) -> None:
    agencies = found(client, q=part.format(place=place, short=place[1:]))
    assert sorted(agencies) == sorted(expected)


def test_names_that_begin_with_the_part_come_first(client: FlaskClient, place: str) -> None:
    client.put(f"/v1/agencies/{uuid4().hex}-0", json={"name": f"一{place}"})
    client.put(f"/v1/agencies/{uuid4().hex}-1", json={"name": f"{place}龥"})
    assert found(client, q=place)[-1] == "0"


def test_pages_of_agencies_lead_to_each_other(client: FlaskClient, place: str) -> None:
    for number, before in enumerate("一丁七", 4):
        client.put(f"/v1/agencies/{uuid4().hex}-{number}", json={"name": before + place})
    whole = found(client, q=place)
    pages = []
    address = f"/v1/agencies?q={place}&limit=2"
    while address and len(pages) < 9:
        answer = client.get(address)
        pages.append([agency["agency_id"][-1] for agency in answer.json["agencies"]])
        address = answer.headers.get("Link", "")[1:].partition(">")[0]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [number for page in pages for number in page] == whole


def test_agencies_are_found_by_level_and_parent(client: FlaskClient, place: str) -> None:
    assert sorted(found(client, q=place, level="township")) == ["3"]
    parent = uuid4().hex
    client.put(f"/v1/agencies/{uuid4().hex}-7", json={"name": "下属", "parent": parent})
    assert found(client, parent=parent) == ["7"]


def test_width_and_case_of_letters_do_not_count(client: FlaskClient) -> None:
    word = f"Q{uuid4().hex[:8]}"
    client.put(f"/v1/agencies/{uuid4().hex}-1", json={"name": f"某{word}局"})
    wide = "".join(chr(ord(character) + 0xFEE0) for character in word.upper())
    assert found(client, q=wide) == ["1"]


@pytest.mark.parametrize("part", ["%", "_", "'", "\\", "\0", "^"])
def test_signs_of_sql_are_signs(client: FlaskClient, part: str) -> None:
    name = uuid4().hex
    client.put(f"/v1/agencies/{name}-1", json={"name": name})
    assert found(client, q=f"{name[:20]}{part}z") == []

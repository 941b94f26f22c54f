"""Members that a representation bears only for those who ask."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.inclusions import INCLUDABLE, NOTHING, PROVENANCE, TEXT, appended, tag, tags
from service.intake.checking import decoded_again
from service.parsing.text.decode import decode
from tests.integration.texts import report_text

REPORT = report_text().encode()


def post_check(client: FlaskClient, query: str = "") -> Any:
    return client.post("/v1/check" + query, data=REPORT, content_type="text/plain")


def test_without_members_the_bytes_stay_what_they_are() -> None:
    assert appended(b'{"a":1}', {}) == b'{"a":1}'
    assert appended(b'{"a":{}}', {"b": b"[]", "c": b"null"}) == b'{"a":{},"b":[],"c":null}'


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("?include=provenance", ["provenance"]),
        ("?include=text", ["text"]),
        ("?include=provenance,text", ["provenance", "text"]),
        ("?include=text,provenance", ["provenance", "text"]),
        ("?include=text%2Cprovenance", ["provenance", "text"]),
    ],
)
def test_what_is_asked_for_stands_behind_the_bytes_of_the_plain_answer(
    client: FlaskClient, query: str, added: list[str]
) -> None:
    plain, more = post_check(client), post_check(client, query)
    assert more.status_code == 200
    assert more.data.startswith(plain.data.removesuffix(b"}") + b",")
    assert list(more.json) == [*plain.json, *added]


@pytest.mark.parametrize(
    "query",
    [
        "?include=",
        "?include=findings",
        "?include=provenance,",
        "?include=provenance,provenance",
        "?include=provenance,%20text",
        "?include=Text",
        "?include=text&include=provenance",
        "?include[]=text",
    ],
)
def test_what_cannot_be_included_is_refused(client: FlaskClient, query: str) -> None:
    answer = post_check(client, query)
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-parameter")


def test_every_choice_has_a_tag_of_its_own() -> None:
    choices = (NOTHING, (PROVENANCE,), (TEXT,), INCLUDABLE)
    assert len({tag("a1", chosen) for chosen in choices}) == 4
    assert set(tags("a1")) == {tag("a1", chosen) for chosen in choices}
    assert tag("a1", NOTHING) == "a1"


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", None),
        ("utf-16-be", None),
        ("gb18030", None),
        ("gbk", "gb2312"),
        ("big5hkscs", "big5"),
    ],
)
def test_stored_bytes_give_the_text_that_was_read(encoding: str, charset: str | None) -> None:
    words = "政府資訊公開年度報告" if encoding == "big5hkscs" else report_text()
    data = words.encode(encoding)
    read = decode(data, charset)
    assert decoded_again(data, read.encoding) == read.content == words
